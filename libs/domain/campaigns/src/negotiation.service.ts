import { Injectable } from '@nestjs/common';
import { Events } from '#platform/events';
import { Audit } from '#platform/audit';
import { addDays, conflict, currentActor, DomainError, now } from '#platform/kernel';
import { Budgets } from '#domain/money';
import { CampaignNews } from './campaign-news.service.js';
import { collaborationActions, INVITING, turnOf } from './campaign.rules.js';
import { collaborationAccepted } from './campaigns.events.js';
import { Campaigns } from './campaigns.service.js';
import type { Collaboration } from './collaboration.entity.js';
import type { CollaborationAction } from './collaboration.states.js';
import type { CollaborationAnswer, CounterInput, OfferInput } from './collaborations.dto.js';
import { Collaborations } from './collaborations.service.js';
import { Offers } from './offers.service.js';
import { ANSWER_DAYS } from './outreach.service.js';
import { PeopleQueries } from './people.queries.js';
import { Timeline } from './timeline.service.js';

/** Offer and counter-offer until both agree. Agreeing holds the price in the campaign's budget, or does not happen. */
@Injectable()
export class Negotiation {
  constructor(
    private readonly collaborations: Collaborations,
    private readonly campaigns: Campaigns,
    private readonly offers: Offers,
    private readonly budgets: Budgets,
    private readonly people: PeopleQueries,
    private readonly news: CampaignNews,
    private readonly timeline: Timeline,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /** The influencer asks for another net. */
  counter(id: string, { netMinor, note, version }: CounterInput): Promise<CollaborationAnswer> {
    return this.propose(id, 'counter', { netMinor }, version, note ?? null);
  }

  /** The brand, or staff for it, offers another fee. */
  offer(id: string, { priceMinor, netMinor, note, version }: OfferInput): Promise<CollaborationAnswer> {
    return this.propose(id, 'offer', { priceMinor, netMinor }, version, note ?? null);
  }

  /** Agrees to the standing offer of the other side. */
  async accept(id: string, version: number): Promise<CollaborationAnswer> {
    const collaboration = await this.onTurn(id, 'accept', version);
    const { campaignId, influencerId, priceMinor, netMinor, currency } = collaboration;
    if (priceMinor === null || netMinor === null) throw conflict('nothing_offered');
    await this.hold(collaboration, priceMinor);
    const state = await this.collaborations.move(collaboration, 'accept', {
      acceptedAt: now(),
      expiresAt: null,
    });
    const name = await this.nameOf(influencerId);
    const at = { campaignId, collaborationId: id, influencerId };
    await this.timeline.record({
      ...at,
      kind: 'agreed',
      audience: 'brand',
      data: { name, amountMinor: priceMinor, currency },
    });
    await this.timeline.record({
      ...at,
      kind: 'agreed_you',
      audience: 'influencer',
      data: { amountMinor: netMinor, currency },
    });
    await this.audit.record('collaboration_accepted', 'Collaboration', id, { version });
    if (currentActor().kind === 'influencer') await this.news.tellBuyer(collaboration, 'agreed', name);
    else await this.news.tellInfluencer(collaboration, 'agreed');
    await this.events.emit(collaborationAccepted, { campaignId, collaborationId: id });
    return { id, state };
  }

  private async propose(
    id: string,
    action: 'counter' | 'offer',
    typed: { priceMinor?: number | undefined; netMinor?: number | undefined },
    version: number,
    note: string | null,
  ): Promise<CollaborationAnswer> {
    const collaboration = await this.onTurn(id, action, version);
    const { campaignId, influencerId, currency } = collaboration;
    const fee = this.offers.price(typed);
    const next = await this.offers.append(collaboration, fee, note);
    const changes = { ...fee, offerVersion: next, expiresAt: addDays(now(), ANSWER_DAYS) };
    const state = await this.collaborations.move(collaboration, action, changes);
    const name = await this.nameOf(influencerId);
    const at = { campaignId, collaborationId: id, influencerId };
    await this.timeline.record({
      ...at,
      kind: action,
      audience: 'brand',
      data: { name, amountMinor: fee.priceMinor, currency },
    });
    await this.timeline.record({
      ...at,
      kind: `${action}_you`,
      audience: 'influencer',
      data: { amountMinor: fee.netMinor, currency },
    });
    const changed = { ...collaboration, ...changes } as Collaboration;
    if (action === 'counter') await this.news.tellBuyer(changed, 'counter', name, note);
    else await this.news.tellInfluencer(changed, 'offer', note);
    return { id, state };
  }

  /** The collaboration, locked, if it is this side's turn to do this about the very offer it has seen. */
  private async onTurn(id: string, action: CollaborationAction, version: number): Promise<Collaboration> {
    const collaboration = await this.collaborations.lock(id);
    const side = currentActor().kind === 'influencer' ? 'influencer' : 'buyer';
    const { state, offerVersion, campaignId } = collaboration;
    if (!turnOf(side, state).includes(action))
      throw conflict('bad_state', { state, action, allowed: collaborationActions(state) });
    if (offerVersion !== version)
      throw conflict('offer_changed', { version: offerVersion, allowed: collaborationActions(state) });
    const campaign = await this.campaigns.byId(campaignId);
    if (!INVITING.includes(campaign.state))
      throw conflict('not_inviting', { state: campaign.state, allowed: [] });
    return collaboration;
  }

  /** How much is left is the brand's to know: an influencer is told only that there is not enough. */
  private async hold({ id, campaignId }: Collaboration, amountMinor: number): Promise<void> {
    try {
      await this.budgets.reserve({ campaignId, collaborationId: id, amountMinor });
    } catch (error) {
      const full = error instanceof DomainError && error.code === 'over_budget';
      if (full && currentActor().kind === 'influencer')
        throw conflict('budget_used_up', { allowed: ['counter', 'decline'] });
      throw error;
    }
  }

  private async nameOf(influencerId: string): Promise<string> {
    return (await this.people.invitees([influencerId]))[0]?.name ?? '';
  }
}
