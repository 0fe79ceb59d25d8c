import { minorColumn } from '#platform/database';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CollaborationState } from './collaboration.states.js';

export type OfferSide = 'brand' | 'influencer' | 'staff';

/** One influencer in one campaign. Net is the influencer's amount, price the brand's; neither may see the other's. */
@Entity('collaboration')
export class Collaboration {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'campaign_id' }) campaignId: string;
  @Column('uuid', { name: 'organization_id' }) organizationId: string;
  @Column('uuid', { name: 'influencer_id' }) influencerId: string;
  @Column('text') state: CollaborationState;
  /** The standing offer; 0 while there is none. */
  @Column('integer', { name: 'offer_version' }) offerVersion: number;
  @Column('text') currency: string;
  @Column({ ...minorColumn, name: 'net_minor', nullable: true }) netMinor: number | null;
  @Column({ ...minorColumn, name: 'price_minor', nullable: true }) priceMinor: number | null;
  @Column('text', { nullable: true }) note: string | null;
  @Column('text', { name: 'drop_reason', nullable: true }) dropReason: string | null;
  @Column('timestamptz', { name: 'invited_at', nullable: true }) invitedAt: Date | null;
  @Column('timestamptz', { name: 'expires_at', nullable: true }) expiresAt: Date | null;
  @Column('timestamptz', { name: 'accepted_at', nullable: true }) acceptedAt: Date | null;
  @Column('timestamptz', { name: 'contracted_at', nullable: true }) contractedAt: Date | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt: Date;
}

/** A version of the fee; appended, never edited. */
@Entity('offer')
export class Offer {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'collaboration_id' }) collaborationId: string;
  @Column('integer') version: number;
  @Column('text') side: OfferSide;
  @Column({ ...minorColumn, name: 'net_minor' }) netMinor: number;
  @Column({ ...minorColumn, name: 'price_minor' }) priceMinor: number;
  @Column('text') currency: string;
  @Column('text', { nullable: true }) note: string | null;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}

/** The terms between label and influencer as they were signed. They hold the net, so no brand reads them. */
@Entity('contract')
export class Contract {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'collaboration_id' }) collaborationId: string;
  @Column('integer') version: number;
  @Column('text') body: string;
  @Column('text', { name: 'body_sha256' }) bodySha256: string;
  @Column('text', { name: 'signed_name' }) signedName: string;
  @Column('uuid', { name: 'signed_by' }) signedBy: string;
  /** A keyed hash of the network address: it can be compared, not read. */
  @Column('text', { name: 'signed_from' }) signedFrom: string;
  @Column('timestamptz', { name: 'signed_at' }) signedAt: Date;
}
