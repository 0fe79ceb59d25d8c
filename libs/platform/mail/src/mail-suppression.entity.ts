import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OptionalMailKind } from './mail-kinds.js';

/** A bounce, or staff, stop every mail; a complaint stops those that nobody has to get. */
export type SuppressionReason = 'bounce' | 'complaint' | 'staff';

@Entity('mail_suppression')
export class MailSuppression {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { name: 'address_norm' })
  addressNorm: string;

  @Column('text')
  reason: SuppressionReason;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}

/** A kind of mail that somebody does not want. */
@Entity('mail_refusal')
export class MailRefusal {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { name: 'address_norm' })
  addressNorm: string;

  @Column('text')
  kind: OptionalMailKind;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
