import { minorColumn } from '#platform/database';
import type { Verdict } from '#domain/disclosure';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DeliverableState } from './deliverable.states.js';

/** One piece that one influencer owes one campaign. Price is the brand's amount, net the influencer's. */
@Entity('deliverable')
export class Deliverable {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'collaboration_id' }) collaborationId: string;
  @Column('uuid', { name: 'campaign_id' }) campaignId: string;
  @Column('uuid', { name: 'organization_id' }) organizationId: string;
  @Column('uuid', { name: 'influencer_id' }) influencerId: string;
  @Column('integer') position: number;
  @Column('text') platform: string;
  @Column('text') format: string;
  @Column('integer', { name: 'duration_seconds', nullable: true }) durationSeconds: number | null;
  @Column('text', { nullable: true }) ratio: string | null;
  @Column('text') state: DeliverableState;
  @Column('date', { name: 'due_on', nullable: true }) dueOn: string | null;
  @Column({ ...minorColumn, name: 'price_minor' }) priceMinor: number;
  @Column({ ...minorColumn, name: 'net_minor' }) netMinor: number;
  @Column('text') currency: string;
  @Column('integer') version: number;
  @Column('text', { nullable: true }) verdict: Verdict | null;
  @Column('integer') revisions: number;
  @Column('integer', { name: 'extra_revisions' }) extraRevisions: number;
  @Column('timestamptz', { name: 'submitted_at', nullable: true }) submittedAt: Date | null;
  @Column('timestamptz', { name: 'review_due_at', nullable: true }) reviewDueAt: Date | null;
  @Column('timestamptz', { name: 'escalated_at', nullable: true }) escalatedAt: Date | null;
  @Column('timestamptz', { name: 'approved_at', nullable: true }) approvedAt: Date | null;
  @Column('integer', { name: 'approved_version', nullable: true }) approvedVersion: number | null;
  @Column('timestamptz', { name: 'planned_for', nullable: true }) plannedFor: Date | null;
  @Column('text', { name: 'post_url', nullable: true }) postUrl: string | null;
  @Column('uuid', { name: 'proof_file_id', nullable: true }) proofFileId: string | null;
  @Column('text', { name: 'live_caption', nullable: true }) liveCaption: string | null;
  @Column('text', { name: 'returned_note', nullable: true }) returnedNote: string | null;
  @Column('timestamptz', { name: 'published_at', nullable: true }) publishedAt: Date | null;
  @Column('timestamptz', { name: 'verified_at', nullable: true }) verifiedAt: Date | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
}

/** A version of a draft as it was handed in; appended, never edited. */
@Entity('submission')
export class Submission {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'deliverable_id' }) deliverableId: string;
  @Column('integer') version: number;
  @Column('text') caption: string;
  @Column('uuid', { name: 'file_ids', array: true }) fileIds: string[];
  @Column('boolean', { name: 'paid_partnership_label' }) paidPartnershipLabel: boolean;
  @Column('text', { nullable: true }) note: string | null;
  @Column('uuid', { name: 'disclosure_report_id' }) disclosureReportId: string;
  @Column('text', { name: 'disclosure_verdict' }) disclosureVerdict: Verdict;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}

/** What a reviewer said or decided about one version; appended, never edited. */
@Entity('review')
export class Review {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'submission_id' }) submissionId: string;
  @Column('text') decision: 'approved' | 'changesRequested' | 'comment' | 'verified';
  @Column('text', { nullable: true }) note: string | null;
  @Column('uuid', { name: 'pin_file_id', nullable: true }) pinFileId: string | null;
  @Column('integer', { name: 'pin_x', nullable: true }) pinX: number | null;
  @Column('integer', { name: 'pin_y', nullable: true }) pinY: number | null;
  @Column('integer', { name: 'pin_second', nullable: true }) pinSecond: number | null;
  @Column('boolean', { name: 'for_client' }) forClient: boolean;
  @Column('text', { nullable: true }) evidence: string | null;
  @Column('text', { name: 'override_reason', nullable: true }) overrideReason: string | null;
  @Column('uuid', { name: 'author_id', nullable: true }) authorId: string | null;
  @Column('text', { name: 'author_name' }) authorName: string;
  @Column('text') side: 'brand' | 'staff' | 'influencer';
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}
