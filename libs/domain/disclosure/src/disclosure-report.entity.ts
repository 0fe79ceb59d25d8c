import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Verdict } from './packs/pack.js';
import type { DisclosureQuestion, DisclosureReport } from './schemas.js';

export const MOMENTS = ['submission', 'approval', 'live', 'edit'] as const;
export type Moment = (typeof MOMENTS)[number];

/** A judgement as it was made; appended, never changed, each with the hash of the one before it on the same subject. */
@Entity('disclosure_report')
export class DisclosureRecord {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'subject_kind' }) subjectKind: string;
  @Column('uuid', { name: 'subject_id' }) subjectId: string;
  @Column('uuid', { name: 'organization_id' }) organizationId: string;
  @Column('uuid', { name: 'influencer_id' }) influencerId: string;
  @Column('text') moment: Moment;
  @Column('text') verdict: Verdict;
  @Column('jsonb') input: DisclosureQuestion;
  @Column('jsonb') report: DisclosureReport;
  @Column('text', { name: 'content_sha256' }) contentSha256: string;
  @Column('text', { name: 'previous_hash' }) previousHash: string;
  @Column('text') hash: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}
