import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('mail_signing_key')
export class MailSigningKey {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  domain: string;

  @Column('text')
  selector: string;

  /** Base64, as its DNS record spells it. */
  @Column('text', { name: 'public_key' })
  publicKey: string;

  @Column('text', { name: 'private_key_sealed' })
  privateKeySealed: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;
}
