import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import { Jobs } from '#platform/jobs';
import {
  addDays,
  conflict,
  currentActor,
  invalidField,
  newId,
  notFound,
  now,
  transition,
} from '#platform/kernel';
import { Mail } from '#platform/mail';
import { Threads } from '#domain/contact';
import { Invitations } from '#domain/identity';
import { TenantDirectory } from '#domain/tenants';
import type { Campaign } from './campaign.entity.js';
import { INVITING } from './campaign.rules.js';
import { collaborationInvited } from './campaigns.events.js';
import { Campaigns } from './campaigns.service.js';
import { expireCollaboration } from './campaigns.jobs.js';
import { Collaboration } from './collaboration.entity.js';
import { collaborationTransitions } from './collaboration.states.js';
import type { Fee, InviteInput } from './collaborations.dto.js';
import { Offers } from './offers.service.js';
import { type Invitee, PeopleQueries } from './people.queries.js';
import { Timeline } from './timeline.service.js';

/** An invitation that is not answered by then expires; each new offer starts the time anew. */
export const ANSWER_DAYS = 14;

/** Asking influencers into a campaign. */
@Injectable()
export class Outreach {
  constructor(
    private readonly db: Db,
    private readonly campaigns: Campaigns,
    private readonly offers: Offers,
    private readonly people: PeopleQueries,
    private readonly threads: Threads,
    private readonly invitations: Invitations,
    private readonly mail: Mail,
    private readonly tenants: TenantDirectory,
    private readonly timeline: Timeline,
    private readonly events: Events,
    private readonly jobs: Jobs,
  ) {}

  /** Invites all or none: what stands in the way of one is told by its place in the list. */
  async invite(
    campaignId: string,
    { influencerIds, note, ...fee }: InviteInput,
  ): Promise<{ id: string; collaborationIds: string[] }> {
    const campaign = await this.campaigns.get(campaignId);
    if (!INVITING.includes(campaign.state))
      throw conflict('not_inviting', { state: campaign.state, allowed: INVITING });
    const invitees = await this.invitees([...new Set(influencerIds)]);
    const agreed = this.offers.price(fee);
    const collaborationIds: string[] = [];
    for (const invitee of invitees)
      collaborationIds.push(await this.ask(campaign, invitee, agreed, note ?? null));
    return { id: campaignId, collaborationIds };
  }

  private async invitees(ids: readonly string[]): Promise<Invitee[]> {
    const found = await this.people.invitees(ids);
    return ids.map((id, index) => {
      const invitee = found.find((one) => one.id === id);
      // A brand cannot offer to somebody on a private roster, nor learn that there is one.
      if (!invitee || (invitee.visibility === 'private' && currentActor().kind === 'member'))
        throw notFound('influencer');
      if (!invitee.email) throw invalidField(`influencerIds.${index}`, 'no_address', { name: invitee.name });
      return invitee;
    });
  }

  private async ask(campaign: Campaign, invitee: Invitee, fee: Fee, note: string | null): Promise<string> {
    const collaboration = await this.opened(campaign, invitee);
    const { id } = collaboration;
    const version = await this.offers.append(collaboration, fee, note);
    const state = transition(collaborationTransitions, collaboration.state, 'invite');
    const expiresAt = addDays(now(), ANSWER_DAYS);
    await this.db
      .repo(Collaboration)
      .update(
        { id },
        { state, ...fee, offerVersion: version, note, invitedAt: now(), expiresAt, updatedAt: now() },
      );
    await this.threads.open({
      subjectKind: 'collaboration',
      subjectId: id,
      organizationId: campaign.organizationId,
      influencerId: invitee.id,
      campaignId: campaign.id,
      title: campaign.name,
    });
    await this.tell(campaign, collaboration, invitee, fee, note, expiresAt);
    await this.jobs.enqueue(expireCollaboration, { collaborationId: id }, { startAfter: expiresAt });
    await this.events.emit(collaborationInvited, { campaignId: campaign.id, collaborationId: id });
    return id;
  }

  /** The influencer's row in this campaign; whoever let an invitation pass is asked in the same one. */
  private async opened(campaign: Campaign, invitee: Invitee): Promise<Collaboration> {
    const repo = this.db.repo(Collaboration);
    const key = { campaignId: campaign.id, influencerId: invitee.id };
    const known = await repo.lock(key);
    if (known) {
      if (!('invite' in collaborationTransitions[known.state]))
        throw conflict('already_invited', { name: invitee.name, state: known.state });
      return known;
    }
    const { organizationId, currency } = campaign;
    await repo.insert({
      id: newId(),
      ...key,
      organizationId,
      currency,
      state: 'shortlisted',
      offerVersion: 0,
      createdAt: now(),
      updatedAt: now(),
    });
    const opened = await repo.findOne(key);
    if (!opened) throw notFound('collaboration');
    return opened;
  }

  private async tell(
    campaign: Campaign,
    { id }: Collaboration,
    invitee: Invitee,
    fee: Fee,
    note: string | null,
    expiresAt: Date,
  ): Promise<void> {
    const at = { campaignId: campaign.id, collaborationId: id, influencerId: invitee.id };
    const { currency } = campaign;
    await this.timeline.record({
      ...at,
      kind: 'invited',
      audience: 'brand',
      data: { name: invitee.name, amountMinor: fee.priceMinor, currency },
    });
    await this.timeline.record({
      ...at,
      kind: 'invited_you',
      audience: 'influencer',
      data: { title: campaign.name, amountMinor: fee.netMinor, currency },
    });
    const organization = await this.campaigns.organizationName(campaign.organizationId);
    const people = await this.people.ofInfluencer(invitee.id);
    const link = `/collaborations/${id}`;
    for (const { name, email, locale } of people) {
      await this.mail.send({
        to: { address: email, name },
        template: 'campaign-invitation',
        locale: locale ?? this.tenants.current.locales[0] ?? 'en',
        data: {
          portal: 'influencer',
          link,
          name,
          organization,
          campaign: campaign.name,
          note,
          fee: { minor: fee.netMinor, currency },
          expiresAt: expiresAt.toISOString(),
        },
      });
    }
    if (people.length > 0 || !invitee.email) return;
    await this.invitations.invite({
      email: invitee.email,
      name: invitee.name,
      portal: 'influencer',
      grants: { influencerId: invitee.id },
      details: { party: invitee.name, campaign: campaign.name, ...(note && { message: note }), next: link },
    });
  }
}
