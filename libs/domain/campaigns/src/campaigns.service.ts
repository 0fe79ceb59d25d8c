import { Injectable } from '@nestjs/common';
import { abilityOf } from '#platform/access';
import { Db } from '#platform/database';
import { conflict, currentActor, newId, notFound, now } from '#platform/kernel';
import { Organization } from '#domain/identity';
import { TenantDirectory } from '#domain/tenants';
import { subject } from '@casl/ability';
import { Campaign, CampaignDeliverable } from './campaign.entity.js';
import type { CampaignFilter, CampaignInput, CampaignList, StaffCampaignList } from './campaigns.dto.js';
import { CampaignDocument } from './campaign-record.entities.js';
import { campaignActions, mayEdit } from './campaign.rules.js';
import { CampaignQueries } from './campaigns.queries.js';
import { Timeline } from './timeline.service.js';

/** Campaigns as their people write them; what happens to them later is `CampaignProgress`. */
@Injectable()
export class Campaigns {
  constructor(
    private readonly db: Db,
    private readonly queries: CampaignQueries,
    private readonly tenants: TenantDirectory,
    private readonly timeline: Timeline,
  ) {}

  list(filter: CampaignFilter): Promise<CampaignList> {
    return this.queries.list(filter);
  }

  /** For staff: what is stuck, first. */
  stuckFirst(filter: CampaignFilter): Promise<StaffCampaignList> {
    return this.queries.stuckFirst(filter);
  }

  /** A campaign that the actor may see; another party's does not exist. */
  async get(id: string): Promise<Campaign> {
    const campaign = await this.db.repo(Campaign).findOne({ id });
    if (!campaign || !this.may('read', campaign)) throw notFound('campaign');
    return campaign;
  }

  /** The same, locked until the transaction ends: of two decisions the second sees the first. */
  async lock(id: string): Promise<Campaign> {
    await this.get(id);
    const campaign = await this.db.repo(Campaign).lock({ id });
    if (!campaign) throw notFound('campaign');
    return campaign;
  }

  /** For other libs, which have asked the party wall themselves. */
  async byId(id: string): Promise<Campaign> {
    const campaign = await this.db.repo(Campaign).findOne({ id });
    if (!campaign) throw notFound('campaign');
    return campaign;
  }

  async deliverables(campaignId: string): Promise<CampaignDeliverable[]> {
    return this.db.repo(CampaignDeliverable).find({ campaignId }, { order: { position: 'ASC' } });
  }

  /** Whom staff may write a campaign for. */
  async organizations(): Promise<{ id: string; name: string }[]> {
    const all = await this.db.repo(Organization).find({}, { order: { name: 'ASC' } });
    return all.filter(({ state }) => state !== 'suspended').map(({ id, name }) => ({ id, name }));
  }

  /** Whether the actor may still read along, for an open page; outside of a transaction. */
  follows(id: string): Promise<boolean> {
    return this.db
      .transaction(() => this.get(id), { readOnly: true })
      .then(
        () => true,
        () => false,
      );
  }

  async organizationName(organizationId: string): Promise<string> {
    const organization = await this.db.repo(Organization).findOne({ id: organizationId });
    return organization?.name ?? '';
  }

  /** A draft for an organization: one's own, or for staff (managed service) any of the label's. */
  async create(organizationId: string, input: CampaignInput): Promise<{ id: string }> {
    const actor = currentActor();
    if (actor.kind === 'member' && !actor.partyIds.includes(organizationId)) throw notFound('organization');
    if (!(await this.db.repo(Organization).findOne({ id: organizationId }))) throw notFound('organization');
    const id = newId();
    const { currency, payments } = this.tenants.current;
    const paymentTermsDays = input.paymentTermsDays ?? payments.termsDays;
    await this.db.repo(Campaign).insert({
      id,
      organizationId,
      currency,
      ...columns(input),
      paymentTermsDays,
      state: 'draft',
      createdBy: actor.accountId,
    });
    await this.writeDeliverables(id, input.deliverables);
    await this.timeline.record({ campaignId: id, kind: 'campaign_created', audience: 'brand' });
    return { id };
  }

  /** Writes the draft anew; what is submitted is changed by staff only, and nothing after that. */
  async edit(id: string, input: CampaignInput): Promise<{ id: string }> {
    const campaign = await this.lock(id);
    if (!mayEdit(campaign.state))
      throw conflict('bad_state', {
        state: campaign.state,
        action: 'edit',
        allowed: campaignActions(campaign.state),
      });
    const paymentTermsDays = input.paymentTermsDays ?? campaign.paymentTermsDays;
    await this.db.repo(Campaign).update({ id }, { ...columns(input), paymentTermsDays });
    await this.writeDeliverables(id, input.deliverables);
    return { id };
  }

  /** A new draft with the same brief, deliverables and terms; dates and people are not carried over. */
  async duplicate(id: string, name: string): Promise<{ id: string }> {
    const { organizationId, ...original } = await this.get(id);
    const copy = newId();
    const fresh = {
      state: 'draft' as const,
      returnedNote: null,
      submittedAt: null,
      draftDue: null,
      publishFrom: null,
      publishTo: null,
    };
    await this.db.repo(Campaign).insert({
      ...original,
      organizationId,
      ...fresh,
      id: copy,
      name,
      createdBy: currentActor().accountId,
      createdAt: now(),
      updatedAt: now(),
    });
    for (const line of await this.deliverables(id))
      await this.db.repo(CampaignDeliverable).insert({ ...line, id: newId(), campaignId: copy });
    for (const document of await this.db.repo(CampaignDocument).find({ campaignId: id })) {
      await this.db.repo(CampaignDocument).insert({ ...document, id: newId(), campaignId: copy });
    }
    await this.timeline.record({
      campaignId: copy,
      kind: 'campaign_duplicated',
      audience: 'brand',
      data: { title: original.name },
    });
    return { id: copy };
  }

  private async writeDeliverables(campaignId: string, lines: CampaignInput['deliverables']): Promise<void> {
    const repo = this.db.repo(CampaignDeliverable);
    await repo.delete({ campaignId });
    for (const [position, line] of lines.entries()) {
      const { durationSeconds = null, ratio = null } = line;
      await repo.insert({ id: newId(), campaignId, position, ...line, durationSeconds, ratio });
    }
  }

  private may(action: 'read', campaign: Campaign): boolean {
    const row = subject('Campaign', { organizationId: campaign.organizationId, campaignId: campaign.id });
    return abilityOf(currentActor()).can(action, row as never);
  }
}

function columns(input: CampaignInput) {
  const { deliverables: _lines, paymentTermsDays: _days, ...rest } = input;
  return {
    ...rest,
    landingUrl: input.landingUrl ?? null,
    draftDue: input.draftDue ?? null,
    publishFrom: input.publishFrom ?? null,
    publishTo: input.publishTo ?? null,
    updatedAt: now(),
  };
}
