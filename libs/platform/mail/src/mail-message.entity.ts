import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MailKind } from './mail-kinds.js';

export const MAIL_STATES = ['queued', 'sent', 'bounced', 'complained', 'failed', 'suppressed'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** One thing that happened to a mail. */
export interface MailStep {
  readonly at: string;
  readonly step:
    | 'queued'
    | 'deferred'
    | 'sent'
    | 'delayed'
    | 'delivered'
    | 'bounced'
    | 'complained'
    | 'failed'
    | 'suppressed'
    | 'resent';
  /** Of the server that answered, or why. */
  readonly code?: string;
  readonly actorId?: string | null;
}

@Entity('mail_message')
export class MailMessage {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  tenantId: string;

  @PrimaryColumn('uuid')
  id: string;

  @Column('text')
  template: string;

  @Column('text')
  kind: MailKind;

  @Column('text')
  locale: string;

  @Column('jsonb', { nullable: true })
  data: Record<string, unknown> | null;

  @Column('text', { name: 'to_name' })
  toName: string;

  @Column('text', { name: 'to_address' })
  toAddress: string;

  @Column('text', { name: 'to_norm' })
  toNorm: string;

  @Column('text', { name: 'reply_to', nullable: true })
  replyTo: string | null;

  @Column('boolean')
  automatic: boolean;

  @Column('text', { nullable: true })
  thread: string | null;

  @Column('text', { name: 'unsubscribe_token', nullable: true })
  unsubscribeToken: string | null;

  @Column('text', { name: 'bounce_token' })
  bounceToken: string;

  @Column('text', { nullable: true })
  subject: string | null;

  @Column('text', { name: 'message_id', nullable: true })
  messageId: string | null;

  @Column('text')
  state: MailState;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode: string | null;

  @Column('jsonb')
  steps: readonly MailStep[];

  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt: Date;

  @Column('timestamptz', { name: 'sent_at', nullable: true })
  sentAt: Date | null;

  @Column('timestamptz', { name: 'returned_at', nullable: true })
  returnedAt: Date | null;
}
