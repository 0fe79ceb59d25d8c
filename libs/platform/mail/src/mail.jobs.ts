import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { type JobRun, OnJob } from '#platform/jobs';
import { currentTenant, log, now } from '#platform/kernel';
import { compose, messageIdOf } from './compose.js';
import { MailMessage } from './mail-message.entity.js';
import { MailRenderer, type RenderedMail } from './mail-renderer.js';
import { sendMail } from './mail.js';
import { Mails } from './mails.js';
import { Transport } from './transport.js';

type Outcome = Pick<MailMessage, 'state'> &
  Partial<Pick<MailMessage, 'errorCode' | 'subject' | 'messageId' | 'sentAt'>>;

@Injectable()
export class MailJobs {
  constructor(
    private readonly db: Db,
    private readonly mails: Mails,
    private readonly renderer: MailRenderer,
    private readonly transport: Transport,
  ) {}

  /**
   * Sends one queued mail. Repeating it is harmless once it is marked as sent; if the runner dies between the server's
   * yes and the mark, it goes out again under the same Message-ID, which mailboxes show once.
   */
  @OnJob(sendMail)
  async send({ mailId }: { mailId: string }, run: JobRun): Promise<void> {
    const mail = await this.db.transaction(() => this.db.repo(MailMessage).findOne({ id: mailId }));
    if (!mail || mail.state !== 'queued') return;
    const suppressed = await this.mails.suppressedFor(mail);
    if (suppressed) return this.close(mail, { state: 'suppressed', errorCode: suppressed });
    let rendered: RenderedMail;
    try {
      rendered = await this.render(mail);
      if (mail.bulk && !rendered.postalAddress) {
        return await this.close(mail, { state: 'failed', errorCode: 'postal_address_missing' });
      }
      await this.transport.send(compose(mail, rendered), rendered.hostDomain, rendered.transportUrl);
    } catch (error) {
      await this.fail(mail, error, run);
      return;
    }
    await this.close(mail, {
      state: 'sent',
      subject: rendered.subject.slice(0, 500),
      messageId: messageIdOf(mail.id, rendered.hostDomain),
      sentAt: now(),
    });
  }

  private async render(mail: MailMessage): Promise<RenderedMail> {
    const { template, data, locale, unsubscribeToken } = mail;
    const rendered = await this.renderer.render(
      currentTenant(),
      template,
      { ...data, recipient: mail.toName },
      locale,
      unsubscribeToken,
    );
    return { ...rendered, hostDomain: rendered.hostDomain.replace(/:\d+$/, '') };
  }

  /** A refusal for good ends it here; anything else is repeated, until the last time. */
  private async fail(mail: MailMessage, error: unknown, run: JobRun): Promise<void> {
    const {
      responseCode = 0,
      response = '',
      code,
    } = error as { responseCode?: number; response?: string; code?: unknown };
    const errorCode = responseCode
      ? `smtp_${responseCode}`
      : typeof code === 'string'
        ? code.toLowerCase()
        : 'failed';
    log.warn('mail.refused', { mail: mail.id, code: errorCode, attempt: run.attempt });
    if (responseCode >= 500) {
      await this.close(mail, { state: 'failed', errorCode });
      if (/\b5\.1\.(1|10)\b/.test(response)) {
        await this.db.transaction(() => this.mails.suppress(mail.toAddress, 'bounce'));
      }
      return;
    }
    if (run.last) await this.close(mail, { state: 'failed', errorCode });
    throw error;
  }

  private async close(mail: MailMessage, outcome: Outcome): Promise<void> {
    await this.db.transaction(() =>
      this.db.repo(MailMessage).update({ id: mail.id, state: 'queued' }, { ...outcome, data: null }),
    );
  }
}
