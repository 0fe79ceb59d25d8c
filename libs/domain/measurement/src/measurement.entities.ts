import { minorColumn } from '#platform/database';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Flag, Metric, Source } from './figures/metrics.js';

/** One observed figure with its provenance; appended, never edited. */
@Entity('observation')
export class Observation {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'deliverable_id' }) deliverableId: string;
  @Column('uuid', { name: 'campaign_id' }) campaignId: string;
  @Column('uuid', { name: 'organization_id' }) organizationId: string;
  @Column('uuid', { name: 'influencer_id' }) influencerId: string;
  @Column('text') metric: Metric;
  /** Null is hidden. */
  @Column({ ...minorColumn, nullable: true }) value: number | null;
  @Column('text', { array: true }) flags: Flag[];
  @Column('text') source: Source;
  @Column('uuid', { name: 'proof_file_id', nullable: true }) proofFileId: string | null;
  @Column('timestamptz', { name: 'captured_at' }) capturedAt: Date;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}

/** A report that was handed to somebody without a sign-in. Its secret is not here: only what it hashes to. */
@Entity('report_share')
export class ReportShare {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'campaign_id' }) campaignId: string;
  @Column('uuid', { name: 'organization_id' }) organizationId: string;
  @Column('text', { name: 'secret_hash' }) secretHash: string;
  @Column('boolean') prices: boolean;
  @Column('text') note: string;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt: Date | null;
}

/** A PDF that is being made, or was. */
@Entity('report_document')
export class ReportDocument {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'campaign_id' }) campaignId: string;
  @Column('uuid', { name: 'organization_id' }) organizationId: string;
  @Column('text') state: 'queued' | 'running' | 'done' | 'failed';
  @Column('text') locale: string;
  @Column('timestamptz', { name: 'as_of' }) asOf: Date;
  @Column('uuid', { name: 'file_id', nullable: true }) fileId: string | null;
  @Column('text', { nullable: true }) error: string | null;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt: Date | null;
}
