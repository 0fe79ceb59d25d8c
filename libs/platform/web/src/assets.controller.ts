import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { Public } from '#platform/access';
import { notFound } from '#platform/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { exchangeOf } from './exchange.js';
import { PORTAL_DIRECTORY, type PortalDirectory } from './hosts.js';

/** What stands on every host alike: whether the process lives, and the files of a label's look. */
@Controller()
export class AssetsController {
  constructor(@Inject(PORTAL_DIRECTORY) private readonly directory: PortalDirectory) {}

  @Public()
  @Get('healthz')
  health(): { status: string } {
    return { status: 'ok' };
  }

  @Public()
  @Get('assets/*')
  async asset(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const { look, portal } = exchangeOf(request);
    const path = request.url.split('?')[0] ?? '';
    const found = look?.asset(path) ?? (portal && (await this.directory.asset(portal, path)));
    if (!found) throw notFound('asset');
    void reply
      .type(found.contentType)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('cross-origin-resource-policy', 'same-origin');
    return found.body;
  }

  @Public()
  @Get('favicon.ico')
  favicon(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): unknown {
    const { look } = exchangeOf(request);
    const logos = look?.facts['logos'] as { favicon?: { path: string } } | undefined;
    const path = logos?.favicon?.path ?? look?.assetPath('favicon.svg');
    void reply.code(path ? 302 : 204);
    if (path) void reply.header('location', path);
    return '';
  }
}
