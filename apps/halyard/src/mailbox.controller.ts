import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { Public } from '#platform/access';
import type { Config } from '#platform/kernel';
import { DemoMailbox, type StoredMail, type StoredMailSummary } from '#platform/mail';
import { CONFIG, exchangeOf, Portal, Search } from '#platform/web';
import { TenantDirectory } from '#domain/tenants';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { listPage, MAILBOX_CSS, messagePage } from './mailbox.pages.js';

const Filter = z.object({ to: z.string().max(254).optional(), label: z.string().max(60).optional() });

const SHOWN = 200;

/** A mail's HTML in its frame: nothing runs, nothing is fetched but pictures and styles of its own. */
const FRAME_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src http: https: data:; frame-ancestors 'self'; sandbox allow-popups allow-top-navigation-by-user-activation";

/** What the demo's labels have mailed, as a page for people and as JSON for scripts. For operators alone. */
@Portal('mailbox')
@Controller()
export class MailboxController {
  constructor(
    private readonly mailbox: DemoMailbox,
    private readonly tenants: TenantDirectory,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Public()
  @Get()
  start(
    @Search(Filter) filter: z.infer<typeof Filter>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.list(filter, request, reply);
  }

  @Public()
  @Get('messages')
  async list(
    @Search(Filter) filter: z.infer<typeof Filter>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const found = this.mailbox.list({
      ...(filter.to && { to: filter.to }),
      ...(filter.label && { returnDomain: this.returnDomainOf(filter.label) }),
    });
    const shown = found.slice(0, SHOWN);
    if (exchangeOf(request).face === 'page') return page(reply, listPage(shown, filter, this.labels()));
    return { data: await Promise.all(shown.map((mail) => this.withLinks(mail))), next: null };
  }

  @Public()
  @Get('messages/:id')
  async show(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const mail = await this.mailbox.get(id);
    if (exchangeOf(request).face === 'page') return page(reply, messagePage(mail));
    return { ...mail, links: linksOf(mail), raw: (await this.mailbox.raw(id)).toString('utf8') };
  }

  @Public()
  @Get('messages/:id/html')
  async html(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    const { html } = await this.mailbox.get(id);
    void reply.header('content-security-policy', FRAME_POLICY);
    return page(reply, html.replace('<head>', '<head><base target="_blank">'));
  }

  @Public()
  @Get('messages/:id/raw')
  async raw(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply) {
    void reply.type('text/plain; charset=utf-8');
    return (await this.mailbox.raw(id)).toString('utf8');
  }

  @Public()
  @Get('mailbox.css')
  styles(@Res({ passthrough: true }) reply: FastifyReply) {
    void reply.type('text/css; charset=utf-8');
    return MAILBOX_CSS;
  }

  private async withLinks(mail: StoredMailSummary) {
    return { ...mail, links: linksOf(await this.mailbox.get(mail.id)) };
  }

  private labels(): { key: string; name: string }[] {
    return this.tenants.all().map((id) => {
      const { key, name } = this.tenants.spec(id);
      return { key, name };
    });
  }

  /** The domain that a label's mails come back to. */
  private returnDomainOf(key: string): string {
    return `${this.tenants.spec(this.tenants.idOf(key)).key}.${this.config.neutralDomain}`;
  }
}

function page(reply: FastifyReply, html: string): string {
  void reply.type('text/html; charset=utf-8');
  return html;
}

/** The web addresses in a mail, each once, in their order. */
function linksOf(mail: StoredMail): string[] {
  const found = [...mail.html.matchAll(/href="(https?:[^"]+)"/g)].map((match) =>
    (match[1] ?? '').replaceAll('&amp;', '&'),
  );
  return [...new Set(found)];
}
