import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { type JobRun, OnJob } from '#platform/jobs';
import { currentTenant, log, now } from '#platform/kernel';
import { bounceKind, statusIn } from './bounce-rules.js';
import { compose, type MailBody, messageIdOf } from './compose.js';
import { isOptional } from './mail-kinds.js';
import { MailMessage, type MailState, type MailStep } from './mail-message.entity.js';
import { MailRendering } from './mail-rendering.entity.js';
import { MailRenderer, type RenderedMail } from './mail-renderer.js';
import { sendMail } from './mail.js';
import { Mails } from './mails.js';
import { ADD_STEP, CLOSE, TO_SEND } from './mails.queries.js';
import { withoutSecrets } from './secrets-in-mails.js';
import { type Sender, Senders } from './senders.js';
import { isRefusalForGood, type SmtpFault, Transport } from './transport.js';

type Waiting = Omit<
  MailMessage,
  'state' | 'errorCode' | 'steps' | 'actorId' | 'createdAt' | 'sentAt' | 'returnedAt'
> & {
  readonly obstacle: string | null;
};

interface Outcome {
  readonly state: Exclude<MailState, 'queued' | 'bounced' | 'complained'>;
  readonly errorCode?: string;
  readonly content?: Content;
}

/** A mail that was put into words, and who it is from. */
interface Content {
  readonly body: MailBody;
  readonly sender: Sender;
}

@Injectable()
export class MailJobs {
  constructor(
    private readonly db: Db,
    private readonly mails: Mails,
    private readonly renderer: MailRenderer,
    private readonly senders: Senders,
    private readonly transport: Transport,
  ) {}

  /**
   * Sends one queued mail. Repeating it is harmless once it is marked as sent; if the runner dies between the server's
   * yes and the mark, it goes out again under the same Message-ID, which mailboxes show once.
   */
  @OnJob(sendMail)
  async send({ mailId }: { mailId: string }, run: JobRun): Promise<void> {
    const found = await this.prepare(mailId, run);
    if (!found) return;
    const { mail, obstacle, rendered } = found;
    if (!rendered) return this.close(mail, { state: 'suppressed', errorCode: obstacle ?? 'unknown' });
    if (isOptional(mail.kind) && !rendered.postalAddress)
      return this.close(mail, { state: 'failed', errorCode: 'postal_address_missing' });
    const content = { body: rendered, sender: await this.senders.of(rendered) };
    try {
      const { hostDomain, transportUrl } = content.sender;
      await this.transport.send(await compose(mail, rendered, content.sender), hostDomain, transportUrl);
    } catch (error) {
      await this.fail(mail, error, run, content);
      return;
    }
    await this.close(mail, { state: 'sent', content });
  }

  /** The mail, if it still waits, in words; or why it must not go out after all. */
  private async prepare(id: string, run: JobRun) {
    try {
      return await this.db.transaction(async () => {
        const values = [currentTenant(), id];
        const mail = await this.db.one<Waiting & object>({ ...TO_SEND, values });
        if (!mail) return null;
        const { obstacle } = mail;
        return { mail, obstacle, rendered: obstacle === null ? await this.render(mail) : null };
      });
    } catch (error) {
      if (run.last) await this.close({ id }, { state: 'failed', errorCode: 'not_rendered' });
      throw error;
    }
  }

  private async render(mail: Waiting): Promise<RenderedMail> {
    const { template, data, locale, unsubscribeToken } = mail;
    if (data)
      return this.renderer.render(template, { ...data, recipient: mail.toName }, locale, unsubscribeToken);
    // Sent again, it says what it said.
    const { html, text } = (await this.db.repo(MailRendering).findOne({ id: mail.id })) ?? {
      html: '',
      text: '',
    };
    const sender = await this.renderer.sender(unsubscribeToken);
    return { ...sender, subject: mail.subject ?? '', html, text };
  }

  /** A refusal for good ends it here; anything else is repeated, until the last time. */
  private async fail(mail: Waiting, error: unknown, run: JobRun, content: Content): Promise<void> {
    const fault = error as SmtpFault;
    const { responseCode, response = '', code } = fault;
    const errorCode = responseCode
      ? `smtp_${responseCode}`
      : typeof code === 'string'
        ? code.toLowerCase()
        : 'failed';
    log.warn('mail.refused', { mail: mail.id, code: errorCode, attempt: run.attempt });
    if (isRefusalForGood(fault)) {
      await this.close(mail, { state: 'failed', errorCode, content });
      if (fault.command === 'RCPT TO' && bounceKind(statusIn(response), response) === 'hard')
        await this.db.transaction(() => this.mails.suppress(mail.toAddress, 'bounce'));
      return;
    }
    if (run.last) await this.close(mail, { state: 'failed', errorCode, content });
    else {
      const step: MailStep = { at: now().toISOString(), step: 'deferred', code: errorCode };
      const messageId = messageIdOf(mail, content.sender.hostDomain);
      const values = [currentTenant(), mail.id, JSON.stringify([step]), messageId];
      await this.db.transaction(() => this.db.query({ ...ADD_STEP, values }));
    }
    throw error;
  }

  /** Ends a mail, once, with what it said. */
  private async close(
    mail: Pick<MailMessage, 'id'> & Partial<Pick<MailMessage, 'messageId'>>,
    { state, errorCode, content }: Outcome,
  ): Promise<void> {
    const at = now();
    const step: MailStep = {
      at: at.toISOString(),
      step: state,
      ...(errorCode !== undefined && { code: errorCode }),
    };
    const values = [
      currentTenant(),
      mail.id,
      state,
      errorCode ?? null,
      content?.body.subject.slice(0, 500) ?? null,
      content
        ? messageIdOf({ id: mail.id, messageId: mail.messageId ?? null }, content.sender.hostDomain)
        : null,
      state === 'sent' ? at : null,
      JSON.stringify([step]),
    ];
    await this.db.transaction(() => this.db.query({ ...CLOSE, values: [...values, ...said(content), at] }));
  }
}

/** What is kept of a mail's words: without what lets somebody in. */
function said(content: Content | undefined): unknown[] {
  if (!content) return [null, null, null, null, null, null];
  const { body, sender } = content;
  const html = withoutSecrets(body.html, body.unsubscribeUrl);
  const text = withoutSecrets(body.text, body.unsubscribeUrl);
  const cut = html !== body.html || text !== body.text;
  return [sender.from.name, sender.from.address, sender.replyTo, html, text, cut];
}
