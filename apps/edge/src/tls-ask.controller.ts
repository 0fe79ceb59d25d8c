import { Controller, Get, Query, Res } from '@nestjs/common';
import { Public } from '#platform/access';
import { Portal, Stream } from '#platform/web';
import { TenantDirectory } from '#domain/tenants';
import type { FastifyReply } from 'fastify';

/** The reverse proxy asks before it gets a certificate for a name. Answered from memory: strangers decide how often. */
@Portal('machine')
@Controller('tls')
export class TlsAskController {
  constructor(private readonly directory: TenantDirectory) {}

  /** 200 for a host that is routed, 404 for every other; there is nothing to read in either. */
  @Public()
  @Stream()
  @Get('ask')
  ask(@Query('domain') domain: unknown, @Res({ passthrough: true }) reply: FastifyReply): string {
    void reply.code(typeof domain === 'string' && this.directory.serves(domain.toLowerCase()) ? 200 : 404);
    return '';
  }
}
