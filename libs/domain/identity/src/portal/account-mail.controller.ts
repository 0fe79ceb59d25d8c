import { Controller, Get, Post, type Type } from '@nestjs/common';
import { Can } from '#platform/access';
import { CHOSEN_KINDS, type MailPreference, MailPreferences, type OptionalMailKind } from '#platform/mail';
import { Form, Input, Portal, View } from '#platform/web';
import { z } from 'zod';
import { Accounts } from '../accounts.service.js';
import type { PeoplePortal } from '../mailed-token.entity.js';

const Ticked = z.boolean().default(false);

/** The whole choice: a kind that is not ticked is not wanted. */
export const MailChoice = z.object({
  messages: Ticked,
  invitations: Ticked,
  campaigns: Ticked,
  content: Ticked,
  money: Ticked,
});

export function wantedOf(choice: z.infer<typeof MailChoice>): OptionalMailKind[] {
  return CHOSEN_KINDS.filter((kind) => choice[kind as keyof typeof choice]);
}

const PreferencesView = z.object({
  email: z.string(),
  kinds: z.array(z.object({ kind: z.string(), wanted: z.boolean() })),
});
const Done = z.object({});

/** Which mails one wants. */
export function accountMailController(portal: PeoplePortal): Type {
  @Portal(portal)
  @Controller('account/mail')
  class AccountMailController {
    constructor(
      private readonly accounts: Accounts,
      private readonly preferences: MailPreferences,
    ) {}

    @Can('read', 'Account')
    @View('shared/account-mail', PreferencesView)
    @Get()
    async show(): Promise<{ email: string; kinds: MailPreference[] }> {
      const email = await this.accounts.ownEmail();
      return { email, kinds: await this.preferences.of(email) };
    }

    @Can('update', 'Account')
    @Form({ page: '/account/mail', done: '/account/mail', notice: 'mail_chosen' }, Done)
    @Post()
    async choose(@Input(MailChoice) choice: z.infer<typeof MailChoice>) {
      await this.preferences.choose(await this.accounts.ownEmail(), wantedOf(choice));
      return {};
    }
  }
  return AccountMailController;
}
