import { Controller, Get, Param, Post, Req, Res, type Type } from '@nestjs/common';
import { Public } from '#platform/access';
import { Form, Input, Portal, Stream, View } from '#platform/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Agreed, AskedPage, shownToAgree } from '../agreements/agreement.controller.js';
import { Joining } from '../joining.service.js';
import type { PeoplePortal } from '../mailed-token.entity.js';
import { NewPassword } from '../passwords.js';
import { admit, visitorOf } from './visitor.js';
import { NewSession } from './sign-in.controller.js';

const Acceptance = z.object({
  token: z.string().min(20).max(200),
  name: z.string().trim().min(1).max(120).optional(),
  password: NewPassword.optional(),
  agreed: Agreed,
});

const InvitationView = z.object({
  token: z.string(),
  email: z.string(),
  name: z.string(),
  inviter: z.string().nullable(),
  party: z.string().nullable(),
  campaign: z.string().nullable(),
  role: z.string(),
  also: z.array(z.string()),
  needsAccount: z.boolean(),
  needsPassword: z.boolean(),
  asked: z.array(AskedPage),
});

/** Where an invitation's link leads: it is shown by GET as often as one likes, and accepted once, by POST. */
export function invitationController(portal: PeoplePortal): Type {
  @Portal(portal)
  @Controller('invitation')
  class InvitationController {
    constructor(private readonly joining: Joining) {}

    @Public()
    @View('shared/accept-invitation', InvitationView)
    @Get(':token')
    async show(@Param('token') token: string) {
      const { asked, ...invitation } = await this.joining.look(token);
      return { token, ...invitation, asked: asked.map(shownToAgree) };
    }

    @Public()
    @Stream()
    @Form({ page: '/invitation/:token', done: '/' }, NewSession)
    @Post()
    async accept(
      @Input(Acceptance) { token, ...given }: z.infer<typeof Acceptance>,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ) {
      const { secret, next } = await this.joining.accept(token, given, visitorOf(request));
      return admit(request, reply, secret, next);
    }
  }
  return InvitationController;
}
