import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant, newId, now } from '#platform/kernel';
import { normalAddress } from './addresses.js';
import { MailMessage, type MailState } from './mail-message.entity.js';
import { MailSuppression, type SuppressionReason } from './mail-suppression.entity.js';
import { COUNT, LIST } from './mails.queries.js';

export interface MailSummary {
  readonly id: string;
  readonly template: string;
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

export interface MailFilter {
  readonly state?: MailState;
  readonly template?: string;
  readonly to?: string;
  readonly thread?: string;
}

/** The mails of a label, and to whom it must not write. */
@Injectable()
export class Mails {
  constructor(private readonly db: Db) {}

  /** The newest first; `cursor` is the `next` of the page before. */
  async list(
    filter: MailFilter = {},
    cursor: string | null = null,
    limit = 50,
  ): Promise<{ data: MailSummary[]; next: string | null }> {
    const rows = await this.db.query<MailSummary>({
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

  /** Stops mail to an address; saying it again changes nothing. */
  async suppress(address: string, reason: SuppressionReason): Promise<void> {
    const addressNorm = normalAddress(address);
    const repo = this.db.repo(MailSuppression);
    if ((await repo.count({ addressNorm, reason })) > 0) return;
    await repo.insert({ id: newId(), addressNorm, reason, createdAt: now() });
  }

  /** Lets an address get mail again. */
  async release(address: string): Promise<void> {
    await this.db.repo(MailSuppression).delete({ addressNorm: normalAddress(address) });
  }

  /** The one click of an unsubscribe link; an unknown token is answered like a known one. */
  async unsubscribe(token: string): Promise<void> {
    const mail = await this.db.repo(MailMessage).findOne({ unsubscribeToken: token });
    if (mail) await this.suppress(mail.toAddress, 'unsubscribe');
  }

  /** Why this mail must not go out, if it must not. */
  async suppressedFor(mail: Pick<MailMessage, 'toNorm' | 'bulk'>): Promise<SuppressionReason | null> {
    const found = await this.db.transaction(() =>
      this.db.repo(MailSuppression).find({ addressNorm: mail.toNorm }, { order: { reason: 'ASC' } }),
    );
    const stops = (reason: SuppressionReason) => mail.bulk || reason === 'bounce' || reason === 'staff';
    return found.find(({ reason }) => stops(reason))?.reason ?? null;
  }
}

function parameters({ state, template, to, thread }: MailFilter): (string | null)[] {
  return [
    currentTenant(),
    state ?? null,
    template ?? null,
    to === undefined ? null : normalAddress(to),
    thread ?? null,
  ];
}
