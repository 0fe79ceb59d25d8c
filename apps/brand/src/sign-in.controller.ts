import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { Public } from '#platform/access';
import { exchangeOf, Input, Form, Page, Portal, Redirect, safeNext, setSessionCookie, Stream, View } from '#platform/web';
import { SESSION_SECONDS, SignIn } from '#domain/identity';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

const Credentials = z.object({
  email: z.string().min(3).max(254),
  password: z.string().min(1).max(500).meta({ form: 'secret' }),
  next: z.string().max(500).optional(),
});

@Portal('brand')
@Controller()
export class SignInController {
  constructor(private readonly signIn: SignIn) {}

  @Public()
  @Page()
  @View('shared/sign-in', z.object({ next: z.string() }))
  @Get('sign-in')
  page(@Req() request: FastifyRequest) {
    return { next: safeNext((request.query as Record<string, unknown>)['next']) };
  }

  @Public()
  @Stream()
  @Form({ page: '/sign-in', done: '/' }, z.object({ token: z.string() }))
  @Post('sign-in')
  async open(@Input(Credentials) input: z.infer<typeof Credentials>, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { face } = exchangeOf(request);
    const secret = await this.signIn.byPassword(input.email, input.password, face === 'api' ? 'bearer' : 'cookie');
    if (face === 'api') return { token: secret };
    setSessionCookie(request, reply, secret, SESSION_SECONDS);
    return new Redirect(safeNext(input.next));
  }
}
