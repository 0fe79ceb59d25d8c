import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { Public } from '#platform/access';
import { Mails } from '#platform/mail';
import { Page, Portal, View } from '#platform/web';
import { z } from 'zod';

const Nothing = z.object({});

/** Stopping mails by one click (RFC 8058): the POST needs no cookie; the GET, which scanners follow, changes nothing. */
@Portal('edge')
@Controller('u')
export class UnsubscribeController {
  constructor(private readonly mails: Mails) {}

  @Public()
  @Page()
  @View('unsubscribe', Nothing)
  @Get(':token')
  ask() {
    return {};
  }

  /** Known token or not, the answer is the same. */
  @Public()
  @View('unsubscribed', Nothing)
  @HttpCode(200)
  @Post(':token')
  async stop(@Param('token') token: string) {
    await this.mails.unsubscribe(token);
    return {};
  }
}
