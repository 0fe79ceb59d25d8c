import { Column, Entity, PrimaryColumn } from 'typeorm';
import { minorColumn } from '#platform/database';
import type { CampaignState } from './campaign.states.js';

export interface Brief {
  summary?: string | undefined;
  audience?: string | undefined;
  keyMessages?: string[] | undefined;
  dos?: string[] | undefined;
  donts?: string[] | undefined;
  references?: string[] | undefined;
}

export interface UsageRights {
  channels?: string[] | undefined;
  territory?: string | undefined;
  months?: number | undefined;
  starts?: 'signing' | 'delivery' | 'posting' | undefined;
}

@Entity('campaign')
export class Campaign {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'organization_id' }) organizationId: string;
  @Column('text') name: string;
  @Column('text') state: CampaignState;
  @Column('text') objective: string;
  @Column('jsonb') brief: Brief;
  @Column('text', { array: true }) markets: string[];
  @Column('text', { array: true }) hashtags: string[];
  @Column('text', { array: true }) mentions: string[];
  @Column('text', { name: 'landing_url', nullable: true }) landingUrl: string | null;
  @Column('date', { name: 'draft_due', nullable: true }) draftDue: string | null;
  @Column('date', { name: 'publish_from', nullable: true }) publishFrom: string | null;
  @Column('date', { name: 'publish_to', nullable: true }) publishTo: string | null;
  @Column('jsonb', { name: 'usage_rights' }) usageRights: UsageRights;
  @Column('integer', { name: 'revision_cap' }) revisionCap: number;
  @Column('integer', { name: 'kill_fee_percent' }) killFeePercent: number;
  @Column('integer', { name: 'payment_terms_days' }) paymentTermsDays: number;
  @Column('text') currency: string;
  @Column({ ...minorColumn, name: 'budget_minor' }) budgetMinor: number;
  @Column('text', { name: 'returned_note', nullable: true }) returnedNote: string | null;
  @Column('timestamptz', { name: 'submitted_at', nullable: true }) submittedAt: Date | null;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
}

/** A line of what the campaign asks of each influencer. */
@Entity('campaign_deliverable')
export class CampaignDeliverable {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'campaign_id' }) campaignId: string;
  @Column('integer') position: number;
  @Column('text') platform: string;
  @Column('text') format: string;
  @Column('integer') quantity: number;
  @Column('integer', { name: 'duration_seconds', nullable: true }) durationSeconds: number | null;
  @Column('text', { nullable: true }) ratio: string | null;
}
