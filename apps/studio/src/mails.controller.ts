import { Controller, Get, Post, Res } from '@nestjs/common';
import { Can, may } from '#platform/access';
import { Audit } from '#platform/audit';
import { currentActor } from '#platform/kernel';
import { CHOSEN_KINDS, Mail, MAIL_KINDS, MAIL_STATES, Mails, type MailSummary } from '#platform/mail';
import { Download, Form, Id, Page, Portal, Search, View } from '#platform/web';
import { Accounts, AuditNames } from '#domain/identity';
import { TenantDirectory } from '#domain/tenants';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { MAIL_FRAME_POLICY } from './mail-frame.js';

/** A moment, as ISO text. */
const At = z.string();

const Row = z.object({
  id: z.uuid(),
  template: z.string(),
  kind: z.enum(MAIL_KINDS),
  toName: z.string(),
  /** Null for roles that may not see addresses. */
  toAddress: z.string().nullable(),
  subject: z.string().nullable(),
  state: z.enum(MAIL_STATES),
  errorCode: z.string().nullable(),
  createdAt: At,
  sentAt: At.nullable(),
});

const MailLog = z.object({
  data: z.array(Row),
  next: z.string().nullable(),
  state: z.string().nullable(),
  states: z.array(z.enum(MAIL_STATES)),
  kind: z.string().nullable(),
  kinds: z.array(z.enum(MAIL_KINDS)),
  person: z.string().nullable(),
  mayTest: z.boolean(),
});

const MailPage = Row.extend({
  locale: z.string(),
  messageId: z.string().nullable(),
  from: z.object({ name: z.string(), address: z.string() }).nullable(),
  replyTo: z.string().nullable(),
  steps: z.array(
    z.object({ at: At, step: z.string(), code: z.string().nullable(), who: z.string().nullable() }),
  ),
  /** Whether it can be shown as it was sent, and to whom asks. */
  shown: z.boolean(),
  mayResend: z.boolean(),
  /** Why the address gets no mail of this kind now. */
  obstacle: z.string().nullable(),
  /** Whether staff may take the obstacle away: it is no choice of the person's own. */
  mayRelease: z.boolean(),
});

const MailSearch = z.object({
  state: z.enum(MAIL_STATES).optional(),
  kind: z.enum(MAIL_KINDS).optional(),
  person: z.string().trim().max(254).optional(),
  cursor: z.uuid().optional(),
});

const Done = z.object({ id: z.uuid() });

/** What was mailed in the label's name, and what became of it. */
@Portal('studio')
@Controller('mail')
export class MailsController {
  constructor(
    private readonly mails: Mails,
    private readonly mail: Mail,
    private readonly accounts: Accounts,
    private readonly names: AuditNames,
    private readonly tenants: TenantDirectory,
    private readonly audit: Audit,
  ) {}

  @Can('read', 'Mail')
  @View('mails/list', MailLog)
  @Get()
  async list(@Search(MailSearch) { state, kind, person, cursor }: z.infer<typeof MailSearch>) {
    const { data, next } = await this.mails.list(
      {
        ...(state && { state }),
        ...(kind && { kind }),
        ...(person && { person, byAddress: seesAddresses() }),
      },
      cursor ?? null,
    );
    return {
      data: data.map(row),
      next,
      state: state ?? null,
      states: [...MAIL_STATES],
      kind: kind ?? null,
      kinds: ['account' as const, ...CHOSEN_KINDS],
      person: person || null,
      mayTest: may('update', 'Mail'),
    };
  }

  @Can('read', 'Mail')
  @View('mails/one', MailPage)
  @Get(':id')
  async one(@Id('id') id: string) {
    const mail = await this.mails.get(id);
    const names = await this.names.of(mail.steps.map(({ actorId }) => actorId ?? null));
    const may = seesAddresses();
    return {
      ...row(mail),
      locale: mail.locale,
      messageId: mail.messageId,
      from: mail.from,
      replyTo: may ? mail.replyTo : null,
      steps: mail.steps.map(({ at, step, code, actorId }) => ({
        at,
        step,
        code: code ?? null,
        who: actorId ? (names.get(actorId) ?? null) : null,
      })),
      shown: mail.rendered && may,
      mayResend: mail.resendable && may,
      obstacle: mail.obstacle,
      mayRelease: may && mail.obstacle !== null && mail.obstacle !== 'preference',
    };
  }

  /** As it was sent. Whoever may not see addresses does not read other people's mails either. */
  @Can('update', 'Mail')
  @Page()
  @Get(':id/rendering')
  async rendering(@Id('id') id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const { html } = await this.mails.rendering(id);
    void reply.header('content-security-policy', MAIL_FRAME_POLICY);
    return new Download(html, 'text/html; charset=utf-8', 'mail.html', { inline: true });
  }

  @Can('update', 'Mail')
  @Form({ page: '/mail/:id', done: '/mail/:id', notice: 'mail_resent' }, Done)
  @Post(':id/resend')
  async resend(@Id('id') id: string) {
    await this.mails.resend(id);
    await this.audit.record('mail.resent', 'Mail', id);
    return { id };
  }

  /** Lets the address of a mail get mail again, after its mailbox was repaired. */
  @Can('update', 'Mail')
  @Form({ page: '/mail/:id', done: '/mail/:id', notice: 'mail_released' }, Done)
  @Post(':id/release')
  async release(@Id('id') id: string) {
    const { toAddress } = await this.mails.get(id);
    await this.mails.release(toAddress);
    await this.audit.record('mail.released', 'Mail', id);
    return { id };
  }

  /** A message to oneself, by the way that every mail takes. */
  @Can('update', 'Mail')
  @Form({ page: '/mail', done: '/mail/:id', notice: 'mail_tested' }, Done)
  @Post('test')
  async test() {
    const { name } = currentActor();
    const id = await this.mail.send({
      to: { address: await this.accounts.ownEmail(), name },
      template: 'test-message',
      locale: this.tenants.current.locales[0] ?? 'en',
      data: { portal: 'studio', name, link: '/mail' },
    });
    return { id };
  }
}

/** Viewers and finance see that somebody was written to, and not where. */
function seesAddresses(): boolean {
  return may('update', 'Mail');
}

function row(mail: MailSummary): z.infer<typeof Row> {
  const { id, template, kind, toName, toAddress, subject, state, errorCode, createdAt, sentAt } = mail;
  return {
    id,
    template,
    kind,
    toName,
    toAddress: seesAddresses() ? toAddress : null,
    subject,
    state,
    errorCode,
    createdAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
  };
}
