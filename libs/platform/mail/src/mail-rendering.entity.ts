import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A mail as it was sent; `id` is the mail's. */
@Entity('mail_rendering')
export class MailRendering {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text', { name: 'from_name' })
  fromName: string;

  @Column('text', { name: 'from_address' })
  fromAddress: string;

  @Column('text', { name: 'reply_to', nullable: true })
  replyTo: string | null;

  @Column('text')
  html: string;

  @Column('text')
  text: string;

  /** Whether something that lets a person in was cut out: then it cannot be sent again. */
  @Column('boolean')
  cut: boolean;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
