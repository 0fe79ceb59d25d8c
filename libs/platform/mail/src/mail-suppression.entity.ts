import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A bounce, or staff, stop every mail; a complaint or an unsubscription stops those that nobody has to get. */
export type SuppressionReason = 'bounce' | 'complaint' | 'unsubscribe' | 'staff';

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
