import type { MemberRole, StaffRole } from '#platform/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person in one label. The same address in another label is somebody unrelated. */
@Entity('account')
export class Account {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text') email: string;
  @Column('text', { name: 'email_norm' }) emailNorm: string;
  @Column('text') name: string;
  @Column('text', { name: 'password_hash', nullable: true }) passwordHash: string | null;
  @Column('text', { nullable: true }) locale: string | null;
  @Column('text') state: 'active' | 'disabled';
  @Column('timestamptz', { name: 'last_sign_in_at', nullable: true }) lastSignInAt: Date | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}

@Entity('staff_member')
export class StaffMember {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'account_id' }) accountId: string;
  @Column('text') role: StaffRole;
  @Column('text') state: 'active' | 'suspended';
}

/** The buying side: a brand, or an agency whose client brands name it as their parent. */
@Entity('organization')
export class Organization {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text') name: string;
  @Column('text') kind: 'brand' | 'agency';
  @Column('uuid', { name: 'parent_id', nullable: true }) parentId: string | null;
  @Column('text', { nullable: true }) website: string | null;
  @Column('text', { nullable: true }) industry: string | null;
  @Column('text', { nullable: true }) country: string | null;
  @Column('text', { nullable: true }) description: string | null;
  @Column('text', { name: 'legal_name', nullable: true }) legalName: string | null;
  @Column('text', { name: 'tax_id', nullable: true }) taxId: string | null;
  @Column('text', { name: 'billing_address', nullable: true }) billingAddress: string | null;
  @Column('jsonb') handles: Record<string, string>;
  @Column('text') state: 'invited' | 'active' | 'suspended';
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
}

@Entity('membership')
export class Membership {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'account_id' }) accountId: string;
  @Column('uuid', { name: 'organization_id' }) organizationId: string;
  @Column('text') role: MemberRole;
  @Column('uuid', { name: 'campaign_id', nullable: true }) campaignId: string | null;
}

/** Whom an account speaks for on the influencer side. */
@Entity('representation')
export class Representation {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'account_id' }) accountId: string;
  @Column('uuid', { name: 'influencer_id' }) influencerId: string;
  @Column('text') kind: 'self' | 'manager';
}

@Entity('session')
export class Session {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'secret_hash' }) secretHash: string;
  @Column('uuid', { name: 'account_id' }) accountId: string;
  @Column('text') host: string;
  @Column('text') kind: 'cookie' | 'bearer';
  @Column('text') agent: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
  /** Staff who act for the account's person, not the person. */
  @Column('uuid', { name: 'acting_id', nullable: true }) actingId: string | null;
}
