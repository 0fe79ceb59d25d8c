import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { Public } from '#platform/access';
import { notFound } from '#platform/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { exchangeOf } from './exchange.js';
import { PORTAL_DIRECTORY, type PortalDirectory } from './hosts.js';

const OWN_PICTURE = /^\/assets\/(?:own|drawn)-/;

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
      // Mails and feeds of the label show its own pictures wherever they are read.
      .header('cross-origin-resource-policy', OWN_PICTURE.test(path) ? 'cross-origin' : 'same-origin');
    return found.body;
  }

  /** What a home screen calls the label and shows of it. */
  @Public()
  @Get('manifest.webmanifest')
  manifest(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): string {
    const { look } = exchangeOf(request);
    if (!look) throw notFound('asset');
    const { icon, app } = (look.facts['logos'] ?? {}) as Record<string, { path: string } | undefined>;
    const square = look.assetPath('logo-square.svg');
    const icons = [
      ...(icon ? [{ src: icon.path, sizes: '192x192', type: 'image/png' }] : []),
      ...(app ? [{ src: app.path, sizes: '512x512', type: 'image/png' }] : []),
      ...(!app && square ? [{ src: square, sizes: 'any', type: 'image/svg+xml' }] : []),
    ];
    void reply
      .type('application/manifest+json; charset=utf-8')
      .header('cache-control', 'private, max-age=300');
    return JSON.stringify({
      name: look.name,
      short_name: look.name,
      lang: look.locale,
      dir: look.direction,
      start_url: '/',
      display: 'standalone',
      background_color: look.token('color.canvas'),
      theme_color: look.token('color.accent'),
      icons,
    });
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
