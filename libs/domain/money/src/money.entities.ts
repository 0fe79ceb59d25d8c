import { minorColumn } from '#platform/database';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Drift } from './drift.js';
import type { StatementLine } from './statement-line.js';

/** The money of one campaign; its id is the campaign's. Changed by conditional updates only (`Budgets`). */
@Entity('budget')
export class Budget {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'organization_id' }) organizationId: string;
  @Column('text') currency: string;
  @Column({ ...minorColumn, name: 'cap_minor' }) capMinor: number;
  @Column({ ...minorColumn, name: 'funded_minor' }) fundedMinor: number;
  @Column({ ...minorColumn, name: 'reserved_minor' }) reservedMinor: number;
  @Column({ ...minorColumn, name: 'spent_minor' }) spentMinor: number;
}

/** What one collaboration holds of a budget; its id is the collaboration's. */
@Entity('budget_hold')
export class BudgetHold {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'budget_id' }) budgetId: string;
  @Column({ ...minorColumn, name: 'amount_minor' }) amountMinor: number;
  @Column({ ...minorColumn, name: 'posted_minor' }) postedMinor: number;
  @Column('text') state: 'held' | 'posted' | 'void';
}

@Entity('funding')
export class FundingRow {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'budget_id' }) budgetId: string;
  @Column('uuid', { name: 'organization_id' }) organizationId: string;
  @Column({ ...minorColumn, name: 'amount_minor' }) amountMinor: number;
  @Column('text') currency: string;
  @Column('text') state: 'pending' | 'received' | 'failed';
  @Column('text') provider: string;
  @Column('text', { name: 'provider_reference', nullable: true }) providerReference: string | null;
  @Column('text', { nullable: true }) error: string | null;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'received_at', nullable: true }) receivedAt: Date | null;
}

/** Money taken out of a campaign again: kept for the organization, or sent back. */
@Entity('refund')
export class Refund {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'budget_id' }) budgetId: string;
  @Column('uuid', { name: 'organization_id' }) organizationId: string;
  @Column({ ...minorColumn, name: 'amount_minor' }) amountMinor: number;
  @Column('text') currency: string;
  @Column('text') destination: 'account' | 'source';
  @Column('text') state: 'pending' | 'done' | 'failed';
  @Column('text') provider: string;
  @Column('text', { name: 'provider_reference', nullable: true }) providerReference: string | null;
  @Column('text', { nullable: true }) error: string | null;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'done_at', nullable: true }) doneAt: Date | null;
}

/** What an influencer is owed for one deliverable; its id is the deliverable's, so it is owed once. */
@Entity('payable')
export class Payable {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: 'deliverable' | 'killFee';
  @Column('uuid', { name: 'influencer_id' }) influencerId: string;
  @Column('uuid', { name: 'organization_id' }) organizationId: string;
  @Column('uuid', { name: 'campaign_id' }) campaignId: string;
  @Column('uuid', { name: 'collaboration_id' }) collaborationId: string;
  @Column({ ...minorColumn, name: 'net_minor' }) netMinor: number;
  @Column({ ...minorColumn, name: 'price_minor' }) priceMinor: number;
  @Column('text') currency: string;
  @Column('text') state: 'approved' | 'scheduled' | 'onItsWay' | 'paid' | 'failed';
  @Column('timestamptz', { name: 'earned_at' }) earnedAt: Date;
  @Column('timestamptz', { name: 'due_at' }) dueAt: Date;
  @Column('uuid', { name: 'payout_id', nullable: true }) payoutId: string | null;
  @Column('timestamptz', { name: 'paid_at', nullable: true }) paidAt: Date | null;
}

@Entity('payout')
export class Payout {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'influencer_id' }) influencerId: string;
  @Column({ ...minorColumn, name: 'amount_minor' }) amountMinor: number;
  @Column('text') currency: string;
  @Column('text') state: 'created' | 'onItsWay' | 'paid' | 'failed';
  @Column('text') provider: string;
  @Column('text', { name: 'provider_reference', nullable: true }) providerReference: string | null;
  @Column('text', { nullable: true }) error: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'paid_at', nullable: true }) paidAt: Date | null;
}

@Entity('statement')
export class Statement {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: 'invoice' | 'creditNote' | 'payout';
  @Column('text') number: string;
  @Column('uuid', { name: 'organization_id', nullable: true }) organizationId: string | null;
  @Column('uuid', { name: 'influencer_id', nullable: true }) influencerId: string | null;
  @Column('uuid', { name: 'campaign_id', nullable: true }) campaignId: string | null;
  @Column('uuid', { name: 'payout_id', nullable: true }) payoutId: string | null;
  @Column({ ...minorColumn, name: 'total_minor' }) totalMinor: number;
  @Column('text') currency: string;
  @Column('jsonb') lines: StatementLine[];
  @Column('uuid', { name: 'file_id', nullable: true }) fileId: string | null;
  @Column('timestamptz', { name: 'issued_at' }) issuedAt: Date;
}

/** What the nightly comparison of ledger and provider found. */
@Entity('reconciliation')
export class ReconciliationRun {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('integer') checked: number;
  @Column('jsonb') drifts: Drift[];
  @Column('timestamptz') at: Date;
}
