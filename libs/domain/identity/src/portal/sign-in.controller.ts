import { Controller, Get, Post, Req, Res, type Type } from '@nestjs/common';
import { Public } from '#platform/access';
import { currentActor } from '#platform/kernel';
import {
  clearSessionCookie,
  exchangeOf,
  Form,
  Input,
  Page,
  Portal,
  Redirect,
  safeNext,
  secretOf,
  Stream,
  View,
} from '#platform/web';
import { TenantDirectory } from '#domain/tenants';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DemoPeople } from '../demo-people.js';
import type { PeoplePortal } from '../mailed-token.entity.js';
import { SignIn } from '../sign-in.service.js';
import { admit, visitorOf } from './visitor.js';

const Credentials = z.object({
  email: z.string().min(3).max(254),
  password: z.string().min(1).max(500).meta({ form: 'secret' }),
  next: z.string().max(500).optional(),
});

const SignInPage = z.object({
  next: z.string(),
  password: z.boolean(),
  magicLink: z.boolean(),
  demo: z.array(z.object({ email: z.string(), password: z.string(), role: z.string() })),
});

export const NewSession = z.object({ token: z.string(), next: z.string() });

/** Signing in by password, and out. */
export function signInController(portal: PeoplePortal): Type {
  @Portal(portal)
  @Controller()
  class SignInController {
    constructor(
      private readonly signIn: SignIn,
      private readonly tenants: TenantDirectory,
      private readonly demo: DemoPeople,
    ) {}

    @Public()
    @Page()
    @View('shared/sign-in', SignInPage)
    @Get('sign-in')
    page(@Req() request: FastifyRequest) {
      const next = safeNext((request.query as Record<string, unknown>)['next']);
      if (currentActor().kind !== 'anonymous' && exchangeOf(request).formState === null)
        return new Redirect(next);
      return { next, ...this.tenants.current.signIn, demo: this.demo.here() };
    }

    @Public()
    @Stream()
    @Form({ page: '/sign-in', done: '/' }, NewSession)
    @Post('sign-in')
    async open(
      @Input(Credentials) input: z.infer<typeof Credentials>,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ) {
      const secret = await this.signIn.byPassword(input.email, input.password, visitorOf(request));
      return admit(request, reply, secret, input.next ?? '/');
    }

    @Public()
    @Form({ page: '/sign-in', done: '/sign-in', notice: 'signed_out' }, z.object({}))
    @Post('sign-out')
    async close(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
      const { face } = exchangeOf(request);
      const brought = secretOf(request, face);
      if (brought) await this.signIn.signOut(brought.secret);
      if (face === 'page') clearSessionCookie(request, reply);
      return {};
    }
  }
  return SignInController;
}
