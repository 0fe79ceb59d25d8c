import { Column, Entity, PrimaryColumn } from 'typeorm';

export type Audience = 'all' | 'brand' | 'influencer' | 'staff';

@Entity('campaign_document')
export class CampaignDocument {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'campaign_id' }) campaignId: string;
  @Column('uuid', { name: 'file_id' }) fileId: string;
  @Column('text') title: string;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}

/** A line of the campaign's timeline; appended, never edited. */
@Entity('campaign_event')
export class CampaignEvent {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'campaign_id' }) campaignId: string;
  @Column('uuid', { name: 'collaboration_id', nullable: true }) collaborationId: string | null;
  @Column('uuid', { name: 'influencer_id', nullable: true }) influencerId: string | null;
  @Column('text') kind: string;
  @Column('text') audience: Audience;
  @Column('uuid', { name: 'actor_id', nullable: true }) actorId: string | null;
  @Column('text', { name: 'actor_name' }) actorName: string;
  @Column('jsonb') data: Record<string, unknown>;
  @Column('timestamptz') at: Date;
}
