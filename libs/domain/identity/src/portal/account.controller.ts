import { Controller, Get, Post, Req, type Type } from '@nestjs/common';
import { Can } from '#platform/access';
import { exchangeOf, Form, Id, Input, Portal, secretOf, Stream, View } from '#platform/web';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Accounts } from '../accounts.service.js';
import type { PeoplePortal } from '../mailed-token.entity.js';
import { NewPassword } from '../passwords.js';

const AccountView = z.object({
  name: z.string(),
  email: z.string(),
  hasPassword: z.boolean(),
  sessions: z.array(
    z.object({
      id: z.uuid(),
      current: z.boolean(),
      kind: z.enum(['cookie', 'bearer']),
      agent: z.string(),
      createdAt: z.string(),
      expiresAt: z.string(),
      staff: z.boolean(),
    }),
  ),
  acted: z.array(z.object({ at: z.string(), until: z.string(), staffName: z.string() })),
});

const Rename = z.object({ name: z.string().trim().min(1).max(120) });
const PasswordChange = z.object({
  currentPassword: z.string().max(500).meta({ form: 'secret' }).optional(),
  newPassword: NewPassword,
});

const Done = z.object({});

/** One's own name, password and sessions. */
export function accountController(portal: PeoplePortal): Type {
  @Portal(portal)
  @Controller('account')
  class AccountController {
    constructor(private readonly accounts: Accounts) {}

    @Can('read', 'Account')
    @View('shared/account', AccountView)
    @Get()
    show(@Req() request: FastifyRequest) {
      return this.accounts.own(presentSecret(request));
    }

    @Can('update', 'Account')
    @Form({ page: '/account', done: '/account', notice: 'account_saved' }, Done)
    @Post()
    async rename(@Input(Rename) { name }: z.infer<typeof Rename>) {
      await this.accounts.rename(name);
      return {};
    }

    @Can('update', 'Account')
    @Stream()
    @Form({ page: '/account', done: '/account', notice: 'password_changed' }, Done)
    @Post('password')
    async changePassword(
      @Input(PasswordChange) input: z.infer<typeof PasswordChange>,
      @Req() request: FastifyRequest,
    ) {
      await this.accounts.changePassword(input.currentPassword, input.newPassword, presentSecret(request));
      return {};
    }

    @Can('update', 'Account')
    @Form({ page: '/account', done: '/account', notice: 'sessions_ended' }, Done)
    @Post('sessions/end-others')
    async endOthers(@Req() request: FastifyRequest) {
      await this.accounts.endOthers(presentSecret(request));
      return {};
    }

    @Can('update', 'Account')
    @Form({ page: '/account', done: '/account', notice: 'session_ended' }, Done)
    @Post('sessions/:id/end')
    async end(@Id('id') id: string) {
      await this.accounts.end(id);
      return {};
    }
  }
  return AccountController;
}

function presentSecret(request: FastifyRequest): string {
  return secretOf(request, exchangeOf(request).face)?.secret ?? '';
}
