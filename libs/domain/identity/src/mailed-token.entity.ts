import type { MemberRole, StaffRole } from '#platform/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The portals that people sign in to. */
export type PeoplePortal = 'brand' | 'influencer' | 'studio';
export const PEOPLE_PORTALS: readonly PeoplePortal[] = ['brand', 'influencer', 'studio'];

/** What accepting an invitation gives. */
export type Grants =
  | { readonly staffRole: StaffRole }
  | { readonly organizationId: string; readonly memberRole: MemberRole; readonly campaignId?: string | null }
  | { readonly influencerId: string; readonly representation?: 'self' | 'manager' };

/** What an invitation says besides: who invites to what, and the page that accepting leads to. */
export interface InvitationDetails {
  readonly inviter?: string;
  /** The organization or, of an influencer, the profile's name. */
  readonly party?: string;
  readonly campaign?: string;
  readonly message?: string;
  readonly next?: string;
}

@Entity('mailed_token')
export class MailedToken {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text') kind: 'signIn' | 'reset' | 'invitation';
  @Column('text', { name: 'secret_hash', nullable: true }) secretHash: string | null;
  @Column('text') email: string;
  @Column('text', { name: 'email_norm' }) emailNorm: string;
  @Column('text') name: string;
  @Column('uuid', { name: 'account_id', nullable: true }) accountId: string | null;
  @Column('jsonb') grants: Grants | Record<string, never>;
  @Column('jsonb') details: InvitationDetails;
  @Column('text') portal: PeoplePortal;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'sent_at', nullable: true }) sentAt: Date | null;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
  @Column('timestamptz', { name: 'used_at', nullable: true }) usedAt: Date | null;
}
