import { Controller, Get, Post, Res } from '@nestjs/common';
import { Can } from '#platform/access';
import { Db } from '#platform/database';
import { currentActor, invalidField } from '#platform/kernel';
import { MAIL_KINDS, MailRenderer } from '#platform/mail';
import { Download, Form, Input, Page, Portal, Search, Stream, View } from '#platform/web';
import { Accounts, Throttle } from '#domain/identity';
import { Locale, LookDrafts, LookEditing, LookMails, MAIL_BLOCKS, TenantDirectory } from '#domain/tenants';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { LookDesk, LookSearch, LookSide, ownTexts, Texts } from './look-desk.js';
import { MAIL_SAMPLES, sampleMail } from './look-mail-samples.js';
import { MAIL_FRAME_POLICY } from './mail-frame.js';

const Template = z.string().regex(/^[a-z-]{1,60}$/);
const Which = z.object({ mail: Template.optional(), locale: Locale.optional() });
const LookMailSearch = LookSearch.extend({
  ...Which.shape,
  size: z.enum(['desktop', 'phone']).optional(),
  as: z.enum(['html', 'text']).optional(),
});

const MailBlocks = z.object({
  side: LookSide,
  blocks: z.array(z.object({ block: z.enum(MAIL_BLOCKS), texts: Texts })),
  /** One of the label's mails as the draft makes it, with invented data. */
  preview: z.object({
    mail: z.string(),
    locale: z.string(),
    size: z.enum(['desktop', 'phone']),
    as: z.enum(['html', 'text']),
    from: z.object({ name: z.string(), address: z.string() }),
    subject: z.string(),
    text: z.string(),
    locales: z.array(z.string()),
    mails: z.array(z.object({ mail: z.string(), kind: z.enum(MAIL_KINDS), subject: z.string() })),
  }),
});
const BlockInput = z.object({
  block: z.enum(MAIL_BLOCKS),
  locale: Locale,
  text: z.string().max(4_000).optional(),
});

/** As often as somebody who compares mailboxes needs, and not so often that the label's name suffers. */
const TEST_LIMIT = { kind: 'mailTest', attempts: 10, windowSeconds: 900 } as const;

/** What stands in every mail of a label, and how each of its mails looks with it. */
@Portal('studio')
@Controller('look/mail')
export class LookMailController {
  constructor(
    private readonly db: Db,
    private readonly drafts: LookDrafts,
    private readonly editing: LookEditing,
    private readonly mails: LookMails,
    private readonly desk: LookDesk,
    private readonly directory: TenantDirectory,
    private readonly renderer: MailRenderer,
    private readonly accounts: Accounts,
    private readonly throttle: Throttle,
  ) {}

  @Can('read', 'Label')
  @View('look/mail', MailBlocks)
  @Get()
  async mail(@Search(LookMailSearch) { see, size, as, ...which }: z.infer<typeof LookMailSearch>) {
    const { content } = await this.drafts.open();
    const { locales } = this.directory.current;
    const { mail, locale, data } = await this.sample(which);
    const { subject, text } = await this.mails.show(mail, data, locale);
    const { from } = await this.renderer.sender(null);
    return {
      side: await this.desk.side(see),
      blocks: MAIL_BLOCKS.map((block) => ({ block, texts: ownTexts(locales, content.mail[block]) })),
      preview: {
        mail,
        locale,
        size: size ?? 'desktop',
        as: as ?? 'html',
        from,
        subject,
        text,
        locales: [...locales],
        mails: await this.list(locale),
      },
    };
  }

  @Can('update', 'Label')
  @Form({ page: '/look/mail', done: '/look/mail' }, z.object({ changed: z.boolean() }))
  @Post()
  setBlock(@Input(BlockInput) { block, locale, text }: z.infer<typeof BlockInput>) {
    return this.editing.setBlock(block, locale, text);
  }

  /** One mail with invented data, for a frame. */
  @Can('read', 'Label')
  @Page()
  @Get('rendering')
  async rendering(
    @Search(Which) which: z.infer<typeof Which>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { mail, locale, data } = await this.sample(which);
    const { html } = await this.mails.show(mail, data, locale);
    void reply.header('content-security-policy', MAIL_FRAME_POLICY);
    return new Download(html, 'text/html; charset=utf-8', 'mail.html', { inline: true });
  }

  /** Sends it to the reader's own address, as the draft makes it and marked as a test. */
  @Can('update', 'Label')
  @Stream()
  @Form({ page: '/look/mail', done: '/look/mail', notice: 'look_mail_tested' }, z.object({ id: z.uuid() }))
  @Post('test')
  async test(@Input(Which) which: z.infer<typeof Which>) {
    const { accountId, name } = currentActor();
    await this.throttle.take([TEST_LIMIT, accountId ?? '']);
    return this.db.transaction(async () => {
      const { mail, locale, data } = await this.sample(which);
      const address = await this.accounts.ownEmail();
      return { id: await this.mails.send({ address, name }, mail, data, locale) };
    });
  }

  /** The mail that is asked for, or the first; in the label's own language where none is said. */
  private async sample(which: z.infer<typeof Which>) {
    const { content } = await this.drafts.open();
    const { locales } = this.directory.current;
    const locale = which.locale ?? locales[0] ?? 'en';
    const mail = which.mail ?? 'welcome';
    const data = sampleMail(mail, this.editing.lookOf(content).in(locale));
    if (!data) throw invalidField('mail', 'not_an_option', { options: Object.keys(MAIL_SAMPLES).join(', ') });
    return { mail, locale, data };
  }

  private async list(locale: string) {
    const { content } = await this.drafts.open();
    const look = this.editing.lookOf(content).in(locale);
    return Object.entries(MAIL_SAMPLES).map(([mail, { kind }]) => ({
      mail,
      kind,
      subject: look.text(`mail.${mail}.subject`, { ...sampleMail(mail, look) }),
    }));
  }
}
