import { Inject, Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { defineJob, Jobs } from '#platform/jobs';
import { currentActor, currentTenant, newId, newSecret, now } from '#platform/kernel';
import { randomBytes } from 'node:crypto';
import { checkAddress, normalAddress, oneLine } from './addresses.js';
import { isOptional, type MailKind } from './mail-kinds.js';
import { MailMessage, type MailStep } from './mail-message.entity.js';
import { OBSTACLE } from './mails.queries.js';
import { MAIL_OPTIONS, type MailModuleOptions } from './transport.js';

/** Servers that are busy or down are asked again for most of a day. */
export const sendMail = defineJob<{ mailId: string }>('mail.send', {
  concurrency: 4,
  retryLimit: 16,
  retryDelay: 20,
  backoff: true,
  retryDelayMaxSeconds: 7_200,
  expireInSeconds: 120,
});

export interface OutgoingMail {
  readonly to: { readonly address: string; readonly name?: string };
  readonly template: string;
  /** Plain JSON for the template; forgotten once the mail is out. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly locale: string;
  /** What it is about, where that is not what its template always is about. */
  readonly kind?: MailKind;
  /** Written by a person (a message in a thread) and not by the product. */
  readonly personal?: boolean;
  /** Mails of one thread are shown together. */
  readonly thread?: string;
  /** Where an answer goes instead of the label's own address. */
  readonly replyTo?: string;
}

@Injectable()
export class Mail {
  constructor(
    private readonly db: Db,
    private readonly jobs: Jobs,
    @Inject(MAIL_OPTIONS) private readonly options: MailModuleOptions,
  ) {}

  /**
   * Queues a mail in the current transaction: a rollback leaves neither mail nor job. One that the addressee does not
   * want, or that must not be sent, is only listed. Answers its id.
   */
  async send(mail: OutgoingMail): Promise<string> {
    const id = newId();
    const address = checkAddress(mail.to.address);
    const toNorm = normalAddress(address);
    const kind = mail.kind ?? this.options.kinds?.[mail.template] ?? 'account';
    const obstacle = await this.obstacle({ toNorm, kind });
    const at = now();
    const actorId = currentActor().accountId;
    const steps: MailStep[] = [{ at: at.toISOString(), step: 'queued', actorId }];
    if (obstacle) steps.push({ at: at.toISOString(), step: 'suppressed', code: obstacle });
    await this.db.repo(MailMessage).insert({
      id,
      template: mail.template,
      kind,
      locale: mail.locale,
      data: obstacle ? null : mail.data,
      toName: oneLine(mail.to.name ?? ''),
      toAddress: address,
      toNorm,
      replyTo: mail.replyTo === undefined ? null : checkAddress(mail.replyTo),
      automatic: !mail.personal,
      thread: mail.thread ?? null,
      unsubscribeToken: isOptional(kind) ? newSecret(16) : null,
      // Mail servers may lower the case of what stands before the @.
      bounceToken: randomBytes(12).toString('hex'),
      state: obstacle ? 'suppressed' : 'queued',
      errorCode: obstacle,
      steps,
      actorId,
      createdAt: at,
    });
    if (!obstacle) await this.jobs.enqueue(sendMail, { mailId: id });
    return id;
  }

  /** Why an address must not get a mail of this kind, if it must not: suppressed, or not wanted. */
  async obstacle({ toNorm, kind }: Pick<MailMessage, 'toNorm' | 'kind'>): Promise<string | null> {
    const found = await this.db.one<{ reason: string }>({
      ...OBSTACLE,
      values: [currentTenant(), toNorm, kind],
    });
    return found?.reason ?? null;
  }
}
