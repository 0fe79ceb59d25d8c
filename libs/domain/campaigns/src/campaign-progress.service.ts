import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { type EventType, Events, OnEvent } from '#platform/events';
import { Jobs, OnJob } from '#platform/jobs';
import { conflict, now, transition } from '#platform/kernel';
import { Budgets, Funding, type FundingSource, fundingReceived } from '#domain/money';
import { Campaign } from './campaign.entity.js';
import { CampaignNews } from './campaign-news.service.js';
import { campaignActions } from './campaign.rules.js';
import { type CampaignAction, type CampaignState, campaignTransitions } from './campaign.states.js';
import {
  campaignApproved,
  type CampaignFact,
  campaignFunded,
  campaignLive,
  campaignSubmitted,
} from './campaigns.events.js';
import { markFunded } from './campaigns.jobs.js';
import { Campaigns } from './campaigns.service.js';
import { Collaboration } from './collaboration.entity.js';
import { COMMITTED, NEGOTIATING } from './collaboration.states.js';
import { requireComplete } from './submission.js';
import { Timeline } from './timeline.service.js';
import type { Audience } from './campaign-record.entities.js';

interface Step {
  readonly action: CampaignAction;
  /** What the timeline says; the same word is the audit's action. */
  readonly kind: string;
  readonly audience: Audience;
  readonly event?: EventType<CampaignFact>;
}

/** What happens to a campaign after it is written; each step is recorded for its audience and for the audit. */
@Injectable()
export class CampaignProgress {
  constructor(
    private readonly db: Db,
    private readonly campaigns: Campaigns,
    private readonly budgets: Budgets,
    private readonly timeline: Timeline,
    private readonly events: Events,
    private readonly audit: Audit,
    private readonly news: CampaignNews,
    private readonly funding: Funding,
    private readonly jobs: Jobs,
  ) {}

  /** Hands the draft to the label; from here on everything that a campaign needs must be there. */
  async submit(id: string): Promise<{ id: string; state: CampaignState }> {
    const campaign = await this.campaigns.lock(id);
    // The state first: a second submission is told that it came twice, not what a draft would still miss.
    transition(campaignTransitions, campaign.state, 'submit');
    requireComplete(campaign, await this.campaigns.deliverables(id));
    return this.step(
      campaign,
      { action: 'submit', kind: 'campaign_submitted', audience: 'brand', event: campaignSubmitted },
      { submittedAt: now(), returnedNote: null },
    );
  }

  /** The label takes the campaign on, and its budget opens. */
  async approve(id: string): Promise<{ id: string; state: CampaignState }> {
    const campaign = await this.campaigns.lock(id);
    transition(campaignTransitions, campaign.state, 'approve');
    const { organizationId, currency, budgetMinor } = campaign;
    await this.budgets.open({ campaignId: id, organizationId, currency, capMinor: budgetMinor });
    return this.step(campaign, {
      action: 'approve',
      kind: 'campaign_approved',
      audience: 'brand',
      event: campaignApproved,
    });
  }

  /** Back to the brand, with what is missing. */
  async return(id: string, note: string): Promise<{ id: string; state: CampaignState }> {
    const campaign = await this.campaigns.lock(id);
    const answer = await this.step(
      campaign,
      { action: 'return', kind: 'campaign_returned', audience: 'brand' },
      { returnedNote: note },
      note,
    );
    await this.news.tellBrand(id, 'returned', note);
    return answer;
  }

  /** Asks the brand's means of payment (or what it has prepaid) for what is missing, or for part of it. */
  async fund(
    id: string,
    amountMinor?: number,
    source?: FundingSource,
  ): Promise<{ id: string; fundingId: string }> {
    const campaign = await this.campaigns.lock(id);
    const actions = campaignActions(campaign.state);
    if (!actions.includes('budget'))
      throw conflict('bad_state', { state: campaign.state, action: 'fund', allowed: actions });
    const funding = await this.funding.request(id, amountMinor, source);
    await this.timeline.record({ campaignId: id, kind: 'funding_requested', audience: 'brand' });
    return { id, fundingId: funding.id };
  }

  /** Widens or narrows an approved budget; never below what is held and spent. */
  async setBudget(id: string, budgetMinor: number): Promise<{ id: string; state: CampaignState }> {
    const { state, currency } = await this.campaigns.lock(id);
    const actions = campaignActions(state);
    if (!actions.includes('budget'))
      throw conflict('bad_state', { state, action: 'budget', allowed: actions });
    await this.budgets.setCap(id, budgetMinor);
    await this.db.repo(Campaign).update({ id }, { budgetMinor, updatedAt: now() });
    await this.timeline.record({
      campaignId: id,
      kind: 'budget_changed',
      audience: 'brand',
      data: { amountMinor: budgetMinor, currency },
    });
    await this.audit.record('campaign_budget', 'Campaign', id, { budgetMinor, currency });
    return { id, state };
  }

  /** As a job: money's transaction holds the budget, and everybody else locks a campaign before its budget. */
  @OnEvent(fundingReceived)
  async onFundingReceived({ campaignId }: { campaignId: string }): Promise<void> {
    await this.jobs.enqueue(markFunded, { campaignId }, { key: campaignId });
  }

  /** Repeatable: it looks at what has arrived, and a campaign is funded once. */
  @OnJob(markFunded)
  async onFundsArrived({ campaignId }: { campaignId: string }): Promise<void> {
    await this.db.transaction(() => this.funded(campaignId));
  }

  /** Funded once what has arrived covers the whole budget. Repeating it changes nothing. */
  async funded(campaignId: string): Promise<void> {
    const campaign = await this.db.repo(Campaign).lock({ id: campaignId });
    const budget = await this.budgets.find(campaignId);
    if (!campaign || !budget || campaign.state !== 'approved' || budget.fundedMinor < budget.capMinor) return;
    await this.step(campaign, {
      action: 'fund',
      kind: 'campaign_funded',
      audience: 'brand',
      event: campaignFunded,
    });
  }

  async launch(id: string): Promise<{ id: string; state: CampaignState }> {
    return this.step(await this.campaigns.lock(id), {
      action: 'launch',
      kind: 'campaign_live',
      audience: 'all',
      event: campaignLive,
    });
  }

  async pause(id: string): Promise<{ id: string; state: CampaignState }> {
    return this.step(await this.campaigns.lock(id), {
      action: 'pause',
      kind: 'campaign_paused',
      audience: 'all',
    });
  }

  async resume(id: string): Promise<{ id: string; state: CampaignState }> {
    return this.step(await this.campaigns.lock(id), {
      action: 'resume',
      kind: 'campaign_resumed',
      audience: 'all',
    });
  }

  /** The end: nobody is still at work, and who was asked and has not agreed is told that it is over. */
  async complete(id: string): Promise<{ id: string; state: CampaignState }> {
    const campaign = await this.campaigns.lock(id);
    transition(campaignTransitions, campaign.state, 'complete');
    await this.refuseWhileAtWork(id);
    await this.closeTalks(id);
    return this.step(campaign, { action: 'complete', kind: 'campaign_completed', audience: 'all' });
  }

  /** Called off. Who has agreed terms is let go one by one first (`Departures.drop`), since money follows from it. */
  async cancel(id: string, reason: string): Promise<{ id: string; state: CampaignState }> {
    const campaign = await this.campaigns.lock(id);
    transition(campaignTransitions, campaign.state, 'cancel');
    await this.refuseWhileAtWork(id);
    await this.closeTalks(id);
    return this.step(campaign, { action: 'cancel', kind: 'campaign_cancelled', audience: 'all' }, {}, reason);
  }

  private async refuseWhileAtWork(campaignId: string): Promise<void> {
    let open = 0;
    for (const state of COMMITTED) open += await this.db.repo(Collaboration).count({ campaignId, state });
    if (open > 0) throw conflict('collaborations_open', { count: open });
  }

  private async closeTalks(campaignId: string): Promise<void> {
    for (const state of NEGOTIATING) {
      await this.db
        .repo(Collaboration)
        .update({ campaignId, state }, { state: 'withdrawn', updatedAt: now() });
    }
  }

  private async step(
    campaign: Campaign,
    step: Step,
    patch: Partial<Campaign> = {},
    reason?: string,
  ): Promise<{ id: string; state: CampaignState }> {
    const { id } = campaign;
    const state = transition(campaignTransitions, campaign.state, step.action);
    await this.db.repo(Campaign).update({ id }, { ...patch, state, updatedAt: now() });
    await this.timeline.record({
      campaignId: id,
      kind: step.kind,
      audience: step.audience,
      ...(reason !== undefined && { data: { reason } }),
    });
    await this.audit.record(step.kind, 'Campaign', id, { from: campaign.state, to: state });
    if (step.event) await this.events.emit(step.event, { campaignId: id });
    return { id, state };
  }
}
