import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A collaboration's own address on the label's edge host. */
@Entity('tracked_link')
export class TrackedLink {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text') slug: string;
  @Column('uuid', { name: 'campaign_id' }) campaignId: string;
  @Column('uuid', { name: 'collaboration_id' }) collaborationId: string;
  @Column('uuid', { name: 'organization_id' }) organizationId: string;
  @Column('uuid', { name: 'influencer_id' }) influencerId: string;
  @Column('text', { name: 'target_url' }) targetUrl: string;
  @Column('text') state: 'active' | 'ended';
  @Column('timestamptz', { name: 'active_from', nullable: true }) activeFrom: Date | null;
  @Column('timestamptz', { name: 'active_to', nullable: true }) activeTo: Date | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}
