import { Controller, Get, Param, Post, Req, Res, type Type } from '@nestjs/common';
import { Public } from '#platform/access';
import { clearSessionCookie, exchangeOf, Form, Input, Page, Portal, Stream, View } from '#platform/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ActingPortal } from '../acting.entity.js';
import { ActingFor } from '../acting.service.js';
import { NewSession } from './sign-in.controller.js';
import { admit, visitorOf } from './visitor.js';

const Token = z.object({ token: z.string().min(40).max(200) });
const WayIn = z.object({ token: z.string(), name: z.string(), email: z.string(), until: z.string() });

/** Where staff come from the studio to act for somebody. A GET only shows a button; the POST goes in. */
export function actingController(portal: ActingPortal): Type {
  @Portal(portal)
  @Controller('acting')
  class ActingController {
    constructor(private readonly acting: ActingFor) {}

    @Public()
    @Page()
    @View('shared/acting-over', z.object({}))
    @Get('over')
    over() {
      return {};
    }

    @Public()
    @Page()
    @View('shared/acting', WayIn)
    @Get(':token')
    async show(@Param('token') token: string) {
      const { name, email, until } = await this.acting.look(token);
      return { token, name, email, until };
    }

    @Public()
    @Stream()
    @Form({ page: '/acting/:token', done: '/' }, NewSession)
    @Post('enter')
    async enter(
      @Input(Token) { token }: z.infer<typeof Token>,
      @Req() request: FastifyRequest,
      @Res({ passthrough: true }) reply: FastifyReply,
    ) {
      return admit(request, reply, await this.acting.enter(token, visitorOf(request)), '/');
    }

    @Public()
    @Form({ page: '/', done: '/acting/over' }, z.object({}))
    @Post('leave')
    async leave(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
      await this.acting.leave();
      if (exchangeOf(request).face === 'page') clearSessionCookie(request, reply);
      return {};
    }
  }
  return ActingController;
}
