import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { conflict, currentActor, currentTenant, newId, notFound, now } from '#platform/kernel';
import { normalAddress } from './addresses.js';
import type { MailKind } from './mail-kinds.js';
import { MailMessage, type MailState, type MailStep } from './mail-message.entity.js';
import { MailRendering } from './mail-rendering.entity.js';
import { MailSuppression, type SuppressionReason } from './mail-suppression.entity.js';
import { Mail, sendMail } from './mail.js';
import { COUNT, LIST, RESEND, SUPPRESS } from './mails.queries.js';
import { withoutSecrets } from './secrets-in-mails.js';

export interface MailSummary {
  readonly id: string;
  readonly template: string;
  readonly kind: MailKind;
  readonly toName: string;
  readonly toAddress: string;
  /** Known once the mail was rendered. */
  readonly subject: string | null;
  readonly state: MailState;
  readonly errorCode: string | null;
  readonly thread: string | null;
  readonly actorId: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
}

/** One mail with what happened to it. */
export interface MailView extends MailSummary {
  readonly locale: string;
  readonly messageId: string | null;
  readonly from: { readonly name: string; readonly address: string } | null;
  readonly replyTo: string | null;
  readonly steps: readonly MailStep[];
  /** Whether it can be shown as it was sent. */
  readonly rendered: boolean;
  readonly resendable: boolean;
  /** Why the address gets no mail of this kind now. */
  readonly obstacle: string | null;
}

export interface MailFilter {
  readonly state?: MailState;
  readonly template?: string;
  readonly kind?: MailKind;
  readonly to?: string;
  readonly thread?: string;
  /** Part of a name; of an address too where `byAddress` says so. */
  readonly person?: string;
  readonly byAddress?: boolean;
}

const RESENDABLE: readonly MailState[] = ['sent', 'bounced', 'failed'];

/** The mails of a label, and to whom it must not write. */
@Injectable()
export class Mails {
  constructor(
    private readonly db: Db,
    private readonly mail: Mail,
    private readonly jobs: Jobs,
  ) {}

  /** The newest first; `cursor` is the `next` of the page before. */
  async list(
    filter: MailFilter = {},
    cursor: string | null = null,
    limit = 50,
  ): Promise<{ data: MailSummary[]; next: string | null }> {
    const rows = await this.db.query<MailSummary & object>({
      ...LIST,
      values: [...parameters(filter), cursor, limit + 1],
    });
    const data = rows.slice(0, limit);
    return { data, next: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
  }

  async count(filter: MailFilter = {}): Promise<number> {
    const row = await this.db.one<{ count: number }>({ ...COUNT, values: parameters(filter) });
    return row?.count ?? 0;
  }

  async get(id: string): Promise<MailView> {
    const mail = await this.db.repo(MailMessage).findOne({ id });
    if (!mail) throw notFound('mail');
    const rendering = await this.db.repo(MailRendering).findOne({ id });
    const obstacle = await this.mail.obstacle(mail);
    return {
      id,
      template: mail.template,
      kind: mail.kind,
      locale: mail.locale,
      toName: mail.toName,
      toAddress: mail.toAddress,
      subject: mail.subject,
      state: mail.state,
      errorCode: mail.errorCode,
      thread: mail.thread,
      actorId: mail.actorId,
      createdAt: mail.createdAt,
      sentAt: mail.sentAt,
      messageId: mail.messageId,
      from: rendering && { name: rendering.fromName, address: rendering.fromAddress },
      replyTo: mail.replyTo ?? rendering?.replyTo ?? null,
      steps: mail.steps,
      rendered: rendering !== null,
      resendable: rendering?.cut === false && RESENDABLE.includes(mail.state) && obstacle === null,
      obstacle,
    };
  }

  /** A mail as it was sent, without what lets somebody in, or speaks for the addressee. */
  async rendering(id: string): Promise<{ subject: string; html: string; text: string }> {
    const mail = await this.db.repo(MailMessage).findOne({ id });
    const found = mail && (await this.db.repo(MailRendering).findOne({ id }));
    if (!mail || !found) throw notFound('mail');
    return {
      subject: mail.subject ?? '',
      html: withoutSecrets(found.html),
      text: withoutSecrets(found.text),
    };
  }

  /** The same message again, under its own Message-ID. @throws `mail_not_resendable`, `mail_unwanted` */
  async resend(id: string): Promise<void> {
    const mail = await this.db.repo(MailMessage).lock({ id });
    if (!mail) throw notFound('mail');
    if (await this.mail.obstacle(mail)) throw conflict('mail_unwanted');
    const step: MailStep = { at: now().toISOString(), step: 'resent', actorId: currentActor().accountId };
    const values = [currentTenant(), id, JSON.stringify([step])];
    if (!(await this.db.one({ ...RESEND, values }))) throw conflict('mail_not_resendable');
    await this.jobs.enqueue(sendMail, { mailId: id });
  }

  /** Stops mail to an address; saying it again changes nothing. */
  async suppress(address: string, reason: SuppressionReason): Promise<void> {
    await this.db.query({
      ...SUPPRESS,
      values: [currentTenant(), newId(), normalAddress(address), reason, now()],
    });
  }

  /** Lets an address get mail again; what its owner does not want stays as it is. */
  async release(address: string): Promise<void> {
    await this.db.repo(MailSuppression).delete({ addressNorm: normalAddress(address) });
  }
}

function parameters({ state, template, to, thread, kind, person, byAddress }: MailFilter): unknown[] {
  return [
    currentTenant(),
    state ?? null,
    template ?? null,
    to === undefined ? null : normalAddress(to),
    thread ?? null,
    kind ?? null,
    person ?? null,
    byAddress ?? false,
  ];
}
