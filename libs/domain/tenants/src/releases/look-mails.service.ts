import { Injectable } from '@nestjs/common';
import { invalidField } from '#platform/kernel';
import { Mail } from '#platform/mail';
import type { Look, Mail as WordedMail } from '#platform/themes';
import { MailWording } from '../mail-wording.js';
import { TenantDirectory } from '../tenant-directory.js';
import { LookDrafts } from './look-drafts.service.js';
import { LookEditing } from './look-editing.service.js';

/** Marks the data of a mail that shows the draft to whoever is editing it. */
export const DRAFT_TEST = 'draftTest';

type Data = Readonly<Record<string, unknown>>;

/** Mails as the draft would make them. */
@Injectable()
export class LookMails {
  constructor(
    private readonly drafts: LookDrafts,
    private readonly editing: LookEditing,
    private readonly wording: MailWording,
    private readonly directory: TenantDirectory,
    private readonly mail: Mail,
  ) {}

  /** A mail with these data in the draft's look. @throws a 422 for a mail that its theme does not have. */
  async show(template: string, data: Data, locale: string): Promise<WordedMail> {
    const { content } = await this.drafts.open();
    const look = this.inLocale(this.editing.lookOf(content), template, locale);
    const unsubscribeUrl = this.directory.linkTo('edge', '/');
    return this.wording.word(look, content.mail, { template, data, unsubscribeUrl });
  }

  /** The same, marked as a test. */
  async test(template: string, data: Data, locale: string): Promise<WordedMail> {
    const mail = await this.show(template, data, locale);
    const { content } = await this.drafts.open();
    const subject = this.editing
      .lookOf(content)
      .in(locale)
      .text('look.testSubject', { subject: mail.subject });
    return { ...mail, subject };
  }

  /** Queues a test to one address, which is for the caller to know as the reader's own. */
  async send(
    to: { address: string; name: string },
    template: string,
    data: Data,
    locale: string,
  ): Promise<string> {
    await this.show(template, data, locale);
    return this.mail.send({ to, template, locale, kind: 'account', data: { ...data, [DRAFT_TEST]: true } });
  }

  private inLocale(look: Look, template: string, locale: string): Look {
    const { locales } = this.directory.current;
    if (!locales.includes(locale))
      throw invalidField('locale', 'not_an_option', { options: locales.join(', ') });
    if (!look.has('emails', template)) throw invalidField('template', 'not_an_option', { options: '' });
    return look.in(locale);
  }
}
