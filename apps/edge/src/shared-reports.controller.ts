import { Controller, Get, Param, Res } from '@nestjs/common';
import { Public } from '#platform/access';
import { Portal, View } from '#platform/web';
import { SharedReport, SharedReports } from '#domain/measurement';
import type { FastifyReply } from 'fastify';

/** Reports that were handed to somebody: the secret in the address is the whole key. */
@Portal('edge')
@Controller('reports')
export class SharedReportsController {
  constructor(private readonly shared: SharedReports) {}

  @Public()
  @View('report', SharedReport)
  @Get(':secret')
  show(@Param('secret') secret: string, @Res({ passthrough: true }) reply: FastifyReply) {
    void reply.headers({ 'x-robots-tag': 'noindex, nofollow', 'referrer-policy': 'no-referrer' });
    return this.shared.open(secret);
  }
}
