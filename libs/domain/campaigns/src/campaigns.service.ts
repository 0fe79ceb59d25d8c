import { Injectable } from '@nestjs/common';
import { abilityOf } from '#platform/access';
import { Db } from '#platform/database';
import { currentActor, forbidden, newId, notFound, now } from '#platform/kernel';
import { TenantDirectory } from '#domain/tenants';
import { subject } from '@casl/ability';
import { Campaign, CampaignDeliverable } from './campaign.entity.js';
import type { CampaignFilter, CampaignInput, CampaignList } from './campaigns.dto.js';
import { CampaignQueries } from './campaigns.queries.js';

/** Campaigns as their people write them; what happens to them later is `CampaignProgress`. */
@Injectable()
export class Campaigns {
  constructor(
    private readonly db: Db,
    private readonly queries: CampaignQueries,
    private readonly tenants: TenantDirectory,
  ) {}

  list(filter: CampaignFilter): Promise<CampaignList> {
    return this.queries.list(filter);
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

  async create(organizationId: string, input: CampaignInput): Promise<{ id: string }> {
    const actor = currentActor();
    if (actor.kind === 'member' && !actor.partyIds.includes(organizationId)) throw notFound('organization');
    const id = newId();
    await this.db
      .repo(Campaign)
      .insert({ id, organizationId, ...this.columns(input), createdBy: actor.accountId });
    await this.writeDeliverables(id, input);
    return { id };
  }

  private columns(input: CampaignInput) {
    const { deliverables: _lines, ...columns } = input;
    const { currency, payments } = this.tenants.current;
    return {
      ...columns,
      currency,
      landingUrl: input.landingUrl ?? null,
      draftDue: input.draftDue ?? null,
      publishFrom: input.publishFrom ?? null,
      publishTo: input.publishTo ?? null,
      paymentTermsDays: input.paymentTermsDays ?? payments.termsDays,
      updatedAt: now(),
    };
  }

  private async writeDeliverables(campaignId: string, input: CampaignInput): Promise<void> {
    const repo = this.db.repo(CampaignDeliverable);
    await repo.delete({ campaignId });
    for (const [position, line] of input.deliverables.entries()) {
      await repo.insert({
        id: newId(),
        campaignId,
        position,
        ...line,
        durationSeconds: line.durationSeconds ?? null,
        ratio: line.ratio ?? null,
      });
    }
  }

  private may(action: 'read' | 'update', campaign: Campaign): boolean {
    const row = subject('Campaign', { organizationId: campaign.organizationId, campaignId: campaign.id });
    const allowed = abilityOf(currentActor()).can(action, row as never);
    if (!allowed && action !== 'read' && this.may('read', campaign)) throw forbidden();
    return allowed;
  }
}
