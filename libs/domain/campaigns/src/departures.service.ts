import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import { Jobs, OnJob } from '#platform/jobs';
import { conflict, currentActor, now } from '#platform/kernel';
import { Budgets, Payables } from '#domain/money';
import { CampaignNews } from './campaign-news.service.js';
import { collaborationActions, turnOf } from './campaign.rules.js';
import { collaborationDropped } from './campaigns.events.js';
import { Campaigns } from './campaigns.service.js';
import { expireCollaboration } from './campaigns.jobs.js';
import { Collaboration } from './collaboration.entity.js';
import type { CollaborationAction } from './collaboration.states.js';
import type { CollaborationAnswer } from './collaborations.dto.js';
import { Collaborations } from './collaborations.service.js';
import { PeopleQueries } from './people.queries.js';
import { Timeline } from './timeline.service.js';

/** The ways out of a collaboration; whatever was held for it goes back to the budget. */
@Injectable()
export class Departures {
  constructor(
    private readonly db: Db,
    private readonly collaborations: Collaborations,
    private readonly campaigns: Campaigns,
    private readonly budgets: Budgets,
    private readonly payables: Payables,
    private readonly people: PeopleQueries,
    private readonly news: CampaignNews,
    private readonly timeline: Timeline,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly jobs: Jobs,
  ) {}

  /** The influencer says no, before signing. */
  async decline(id: string, reason?: string): Promise<CollaborationAnswer> {
    const collaboration = await this.allowed(id, 'decline');
    const answer = await this.leave(collaboration, 'decline', 'declined', reason);
    await this.news.tellBuyer(collaboration, 'declined', await this.nameOf(collaboration), reason ?? null);
    return answer;
  }

  /** The brand takes its offer back, before anything is agreed. */
  async withdraw(id: string, reason?: string): Promise<CollaborationAnswer> {
    const collaboration = await this.allowed(id, 'withdraw');
    const answer = await this.leave(collaboration, 'withdraw', 'withdrawn', reason);
    await this.news.tellInfluencer(collaboration, 'withdrawn', reason ?? null);
    return answer;
  }

  /** Ends what was agreed, with a reason: a kill fee is owed on what is not yet earned, the rest goes back to the budget. */
  async drop(id: string, reason: string): Promise<CollaborationAnswer> {
    const collaboration = await this.allowed(id, 'drop');
    if (collaboration.contractedAt) await this.oweKillFee(collaboration);
    const answer = await this.leave(collaboration, 'drop', 'dropped', reason);
    await this.news.tellInfluencer(collaboration, 'dropped', reason);
    await this.events.emit(collaborationDropped, {
      campaignId: collaboration.campaignId,
      collaborationId: id,
    });
    return answer;
  }

  /** Repeatable: looks at the time again, since a new offer moves it, and leaves alone what was answered. */
  @OnJob(expireCollaboration)
  async expire({ collaborationId }: { collaborationId: string }): Promise<void> {
    await this.db.transaction(async () => {
      const collaboration = await this.db.repo(Collaboration).lock({ id: collaborationId });
      if (!collaboration?.expiresAt || !['invited', 'offered', 'countered'].includes(collaboration.state))
        return;
      if (collaboration.expiresAt > now()) {
        await this.jobs.enqueue(
          expireCollaboration,
          { collaborationId },
          { startAfter: collaboration.expiresAt },
        );
        return;
      }
      await this.leave(collaboration, 'expire', 'expired');
    });
  }

  private async oweKillFee(collaboration: Collaboration): Promise<void> {
    const {
      id: collaborationId,
      campaignId,
      organizationId,
      influencerId,
      netMinor,
      currency,
    } = collaboration;
    const { killFeePercent: percent, paymentTermsDays: termsDays } = await this.campaigns.byId(campaignId);
    const parties = { collaborationId, campaignId, organizationId, influencerId };
    await this.payables.killFee({ ...parties, netMinor: netMinor ?? 0, currency, percent, termsDays });
  }

  private async allowed(id: string, action: CollaborationAction): Promise<Collaboration> {
    const collaboration = await this.collaborations.lock(id);
    const side = currentActor().kind === 'influencer' ? 'influencer' : 'buyer';
    const { state } = collaboration;
    if (!turnOf(side, state).includes(action))
      throw conflict('bad_state', { state, action, allowed: collaborationActions(state) });
    return collaboration;
  }

  private async leave(
    collaboration: Collaboration,
    action: CollaborationAction,
    kind: string,
    reason?: string,
  ): Promise<CollaborationAnswer> {
    const { id, campaignId, influencerId } = collaboration;
    await this.budgets.release(id);
    const state = await this.collaborations.move(collaboration, action, {
      dropReason: reason ?? null,
      expiresAt: null,
    });
    const data = { name: await this.nameOf(collaboration), ...(reason !== undefined && { reason }) };
    await this.timeline.record({
      campaignId,
      collaborationId: id,
      influencerId,
      kind,
      audience: 'all',
      data,
    });
    await this.audit.record(`collaboration_${kind}`, 'Collaboration', id, { from: collaboration.state });
    return { id, state };
  }

  private async nameOf({ influencerId }: Collaboration): Promise<string> {
    return (await this.people.invitees([influencerId]))[0]?.name ?? '';
  }
}
