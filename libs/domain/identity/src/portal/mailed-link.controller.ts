import { Controller, Get, Param, Post, Req, Res, type Type } from '@nestjs/common';
import { Public } from '#platform/access';
import { Form, Input, Page, Portal, safeNext, Stream, View } from '#platform/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Email } from '../emails.js';
import { LINK_MINUTES, MailedLinks } from '../mailed-links.service.js';
import type { PeoplePortal } from '../mailed-token.entity.js';
import { NewPassword } from '../passwords.js';
import { admit, visitorOf } from './visitor.js';
import { NewSession } from './sign-in.controller.js';

const Wish = z.object({ email: Email, next: z.string().max(500).optional() });
const Token = z.object({ token: z.string().min(20).max(200) });
const TokenPage = z.object({ token: z.string(), email: z.string(), postPath: z.string() });
const SentPage = z.object({ kind: z.enum(['signIn', 'reset']), minutes: z.number() });
/** Always this, whether there is an account or not. */
const Sent = z.object({ minutes: z.number() });

/** Links by mail. A GET only shows a button, since scanners follow links; the POST uses the link up. */
export function mailedLinkController(portal: PeoplePortal): Type {
  @Portal(portal)
  @Controller()
  class MailedLinkController {
    constructor(private readonly links: MailedLinks) {}

    @Public()
    @Page()
    @View('shared/link-request', z.object({ next: z.string() }))
    @Get('sign-in/link')
    wishForLink(@Req() request: FastifyRequest) {
      return { next: safeNext((request.query as Record<string, unknown>)['next']) };
    }

    @Public()
    @Stream()
    @Form({ page: '/sign-in/link', done: '/sign-in/sent' }, Sent)
    @Post('sign-in/link')
    async sendLink(@Input(Wish) { email, next }: z.infer<typeof Wish>, @Req() request: FastifyRequest) {
      await this.links.ask('signIn', email, request.ip, safeNext(next));
      return { minutes: LINK_MINUTES.signIn };
    }

    @Public()
    @Page()
    @View('shared/link-sent', SentPage)
    @Get('sign-in/sent')
    linkSent() {
      return { kind: 'signIn', minutes: LINK_MINUTES.signIn };
    }

    @Public()
    @Page()
    @View('shared/confirm-token', TokenPage)
    @Get('sign-in/link/:token')
    async confirmLink(@Param('token') token: string) {
      const { email } = await this.links.look('signIn', token);
      return { token, email, postPath: '/sign-in/confirm' };
    }

    @Public()
    @Stream()
    @Form({ page: '/sign-in/link/:token', done: '/' }, NewSession)
    @Post('sign-in/confirm')
    async signIn(
      @Input(Token) { token }: z.infer<typeof Token>,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ) {
      const { secret, next } = await this.links.signInBy(token, visitorOf(request));
      return admit(request, reply, secret, next);
    }

    @Public()
    @Page()
    @View('shared/reset-request', z.object({}))
    @Get('reset')
    wishForReset() {
      return {};
    }

    @Public()
    @Stream()
    @Form({ page: '/reset', done: '/reset/sent' }, Sent)
    @Post('reset')
    async sendReset(@Input(Wish) { email }: z.infer<typeof Wish>, @Req() request: FastifyRequest) {
      await this.links.ask('reset', email, request.ip, '/');
      return { minutes: LINK_MINUTES.reset };
    }

    @Public()
    @Page()
    @View('shared/link-sent', SentPage)
    @Get('reset/sent')
    resetSent() {
      return { kind: 'reset', minutes: LINK_MINUTES.reset };
    }

    @Public()
    @Page()
    @View('shared/reset', TokenPage)
    @Get('reset/:token')
    async choosePassword(@Param('token') token: string) {
      const { email } = await this.links.look('reset', token);
      return { token, email, postPath: '/reset/confirm' };
    }

    @Public()
    @Stream()
    @Form({ page: '/reset/:token', done: '/' }, NewSession)
    @Post('reset/confirm')
    async reset(
      @Input(Token.extend({ password: NewPassword })) input: { token: string; password: string },
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ) {
      const secret = await this.links.reset(input.token, input.password, visitorOf(request));
      return admit(request, reply, secret, '/');
    }
  }
  return MailedLinkController;
}
