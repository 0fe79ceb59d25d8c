import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Public } from '#platform/access';
import { MAIL_KINDS, MailPreferences } from '#platform/mail';
import { Input, Page, Portal, View } from '#platform/web';
import { MailChoice, wantedOf } from '#domain/identity';
import { z } from 'zod';

const Nothing = z.object({});
const Behind = z.object({
  /** Null for a link that leads to no mail. */
  kind: z.enum(MAIL_KINDS).nullable(),
  kinds: z.array(z.object({ kind: z.enum(MAIL_KINDS), wanted: z.boolean() })),
  action: z.string(),
});
const Chosen = z.object({ done: z.boolean() });

/**
 * What somebody wants of a label's mails, by the secret that each mail bears and without signing in. Stopping is one
 * click (RFC 8058): its POST needs no cookie; the GET, which scanners follow, changes nothing.
 */
@Portal('edge')
@Controller('u')
export class UnsubscribeController {
  constructor(private readonly preferences: MailPreferences) {}

  @Public()
  @Page()
  @View('unsubscribe', Behind)
  @Get(':token')
  async ask(@Param('token') token: string) {
    const found = await this.preferences.behind(token);
    return {
      kind: found?.kind ?? null,
      kinds: found?.kinds ?? [],
      action: `/u/${encodeURIComponent(token)}`,
    };
  }

  /** Known token or not, the answer is the same. */
  @Public()
  @View('unsubscribed', Nothing)
  @HttpCode(200)
  @Post(':token')
  async stop(@Param('token') token: string) {
    await this.preferences.stop(token);
    return {};
  }

  @Public()
  @View('mail-chosen', Chosen)
  @HttpCode(200)
  @Post(':token/kinds')
  async choose(@Param('token') token: string, @Input(MailChoice) choice: z.infer<typeof MailChoice>) {
    await this.preferences.chooseBy(token, wantedOf(choice));
    return { done: true };
  }
}
