import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { defineJob, Jobs } from '#platform/jobs';
import { currentActor, newId, newSecret, now } from '#platform/kernel';
import { checkAddress, normalAddress, oneLine } from './addresses.js';
import { MailMessage } from './mail-message.entity.js';

export const sendMail = defineJob<{ mailId: string }>('mail.send', {
  concurrency: 4,
  retryLimit: 8,
  retryDelay: 5,
  backoff: true,
  expireInSeconds: 120,
});

export interface OutgoingMail {
  readonly to: { readonly address: string; readonly name?: string };
  readonly template: string;
  /** Plain JSON for the template; forgotten once the mail is out. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly locale: string;
  /** One that nobody has to get: it can be unsubscribed from with one click, and is not sent to who did. */
  readonly bulk?: boolean;
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
  ) {}

  /** Queues a mail in the current transaction: a rollback leaves neither mail nor job. Answers its id. */
  async send(mail: OutgoingMail): Promise<string> {
    const id = newId();
    const address = checkAddress(mail.to.address);
    await this.db.repo(MailMessage).insert({
      id,
      template: mail.template,
      locale: mail.locale,
      data: mail.data,
      toName: oneLine(mail.to.name ?? ''),
      toAddress: address,
      toNorm: normalAddress(address),
      replyTo: mail.replyTo === undefined ? null : checkAddress(mail.replyTo),
      bulk: mail.bulk ?? false,
      automatic: !mail.personal,
      thread: mail.thread ?? null,
      unsubscribeToken: mail.bulk ? newSecret(16) : null,
      state: 'queued',
      actorId: currentActor().accountId,
      createdAt: now(),
    });
    await this.jobs.enqueue(sendMail, { mailId: id });
    return id;
  }
}
