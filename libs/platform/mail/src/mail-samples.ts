import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant, newId } from '#platform/kernel';
import { compose } from './compose.js';
import { MailMessage } from './mail-message.entity.js';
import { MailRendering } from './mail-rendering.entity.js';
import { MailRenderer, type RenderedMail } from './mail-renderer.js';
import { NEWEST_RENDERED } from './mails.queries.js';
import { Senders } from './senders.js';

/** A message of the current label as it goes over the wire. */
export interface MailSample {
  readonly template: string;
  readonly locale: string;
  readonly raw: Buffer;
}

/** What a label's mails look like to a mail server, without sending any. */
@Injectable()
export class MailSamples {
  constructor(
    private readonly db: Db,
    private readonly renderer: MailRenderer,
    private readonly senders: Senders,
  ) {}

  /** The newest mail of each template that is still kept as it was sent, composed and signed as it would be now. */
  async newest(): Promise<MailSample[]> {
    const rows = await this.db.transaction(() =>
      this.db.query<{ id: string }>({ ...NEWEST_RENDERED, values: [currentTenant()] }),
    );
    const samples: MailSample[] = [];
    for (const { id } of rows) {
      const found = await this.db.transaction(async () => {
        const mail = await this.db.repo(MailMessage).findOne({ id });
        const kept = await this.db.repo(MailRendering).findOne({ id });
        if (!mail || !kept) return null;
        const sender = await this.renderer.sender(mail.unsubscribeToken);
        return {
          mail,
          rendered: { ...sender, subject: mail.subject ?? '', html: kept.html, text: kept.text },
        };
      });
      if (found) samples.push(await this.composed(found.mail, found.rendered));
    }
    return samples;
  }

  /** One that is put into words for this. */
  async made(template: string, data: Readonly<Record<string, unknown>>, locale: string): Promise<MailSample> {
    const rendered = await this.db.transaction(() => this.renderer.render(template, data, locale, null));
    const mail = {
      id: newId(),
      template,
      locale,
      toName: '',
      toAddress: 'somebody@example.com',
      replyTo: null,
      automatic: true,
      thread: null,
      bounceToken: '0'.repeat(24),
      messageId: null,
    };
    return this.composed(mail, rendered);
  }

  private async composed(
    mail: Parameters<typeof compose>[0] & Pick<MailMessage, 'template' | 'locale'>,
    rendered: RenderedMail,
  ): Promise<MailSample> {
    const { raw } = await compose(mail, rendered, await this.senders.of(rendered));
    return { template: mail.template, locale: mail.locale, raw };
  }
}
