import { minorColumn } from '#platform/database';
import { Column, Entity, PrimaryColumn } from 'typeorm';

export type Visibility = 'shared' | 'private';
/** Who said so: a list, the label's staff, the influencer, or the platform itself. */
export type FigureSource = 'import' | 'staff' | 'influencer' | 'platform';

/** A person on the roster, who may not have signed in yet. */
@Entity('influencer')
export class Influencer {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'display_name' }) displayName: string;
  @Column('text', { nullable: true }) email: string | null;
  @Column('text', { name: 'email_norm', nullable: true }) emailNorm: string | null;
  @Column('text', { nullable: true }) phone: string | null;
  @Column('text', { nullable: true }) country: string | null;
  @Column('text', { nullable: true }) language: string | null;
  @Column('text', { nullable: true }) city: string | null;
  @Column('text', { nullable: true }) gender: string | null;
  @Column('text', { nullable: true }) bio: string | null;
  @Column('text', { array: true }) topics: string[];
  @Column('text') visibility: Visibility;
  @Column('text') source: string;
  @Column('text', { name: 'legal_basis' }) legalBasis: string;
  @Column('timestamptz', { name: 'claimed_at', nullable: true }) claimedAt: Date | null;
  @Column('text', { name: 'top_platform', nullable: true }) topPlatform: string | null;
  @Column('text', { name: 'top_handle', nullable: true }) topHandle: string | null;
  @Column({ ...minorColumn, name: 'top_followers', nullable: true }) topFollowers: number | null;
  @Column({ ...minorColumn, name: 'top_engagement_ppm', nullable: true }) topEngagementPpm: number | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
}

/** One account on one platform. Figures are null where nobody said them; rates are parts per million. */
@Entity('influencer_channel')
export class InfluencerChannel {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'influencer_id' }) influencerId: string;
  @Column('text') platform: string;
  @Column('text') handle: string;
  @Column('text', { name: 'handle_norm' }) handleNorm: string;
  @Column('boolean', { name: 'handle_derived' }) handleDerived: boolean;
  @Column('text', { name: 'profile_url', nullable: true }) profileUrl: string | null;
  @Column({ ...minorColumn, nullable: true }) followers: number | null;
  @Column({ ...minorColumn, name: 'engagement_ppm', nullable: true }) engagementPpm: number | null;
  @Column({ ...minorColumn, name: 'avg_likes', nullable: true }) avgLikes: number | null;
  @Column({ ...minorColumn, name: 'avg_views', nullable: true }) avgViews: number | null;
  @Column({ ...minorColumn, name: 'avg_comments', nullable: true }) avgComments: number | null;
  @Column({ ...minorColumn, name: 'avg_shares', nullable: true }) avgShares: number | null;
  @Column({ ...minorColumn, name: 'avg_engagements', nullable: true }) avgEngagements: number | null;
  @Column({ ...minorColumn, name: 'new_post_avg_likes', nullable: true }) newPostAvgLikes: number | null;
  @Column({ ...minorColumn, nullable: true }) posts: number | null;
  @Column({ ...minorColumn, name: 'total_likes', nullable: true }) totalLikes: number | null;
  @Column({ ...minorColumn, name: 'total_views', nullable: true }) totalViews: number | null;
  @Column({ ...minorColumn, name: 'list_rank', nullable: true }) listRank: number | null;
  @Column({ ...minorColumn, name: 'influence_score', nullable: true }) influenceScore: number | null;
  @Column('timestamptz', { name: 'observed_at' }) observedAt: Date;
  @Column('text') source: FigureSource;
  // What a search asks of a channel is kept by `SearchEntries`, which alone writes it.
  @Column('text', { name: 'sort_name' }) sortName: string;
  @Column('tsvector') search: string;
}
