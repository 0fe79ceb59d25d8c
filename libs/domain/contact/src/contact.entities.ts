import { Column, Entity, PrimaryColumn } from 'typeorm';

export type Side = 'brand' | 'influencer' | 'staff' | 'system';

/** A conversation about something that this lib does not know: `subjectKind` and `subjectId` are opaque here. */
@Entity('thread')
export class Thread {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'subject_kind' }) subjectKind: string;
  @Column('uuid', { name: 'subject_id' }) subjectId: string;
  @Column('uuid', { name: 'organization_id' }) organizationId: string;
  @Column('uuid', { name: 'influencer_id' }) influencerId: string;
  /** Guests of one campaign see its threads only. */
  @Column('uuid', { name: 'campaign_id', nullable: true }) campaignId: string | null;
  @Column('text') title: string;
  @Column('timestamptz', { name: 'last_message_at', nullable: true }) lastMessageAt: Date | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}

/** What somebody said; never edited. */
@Entity('message')
export class Message {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'thread_id' }) threadId: string;
  @Column('uuid', { name: 'author_id', nullable: true }) authorId: string | null;
  @Column('text', { name: 'author_name' }) authorName: string;
  @Column('text') side: Side;
  @Column('text') body: string;
  @Column('uuid', { name: 'file_ids', array: true }) fileIds: string[];
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}
