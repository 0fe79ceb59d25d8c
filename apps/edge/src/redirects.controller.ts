import { Controller, Get, Req, Res } from '@nestjs/common';
import { Public } from '#platform/access';
import { Portal, Redirect, Stream } from '#platform/web';
import { Clicks } from '#domain/measurement';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** The label's tracked links: `/:slug` leads on and counts; a HEAD answers the same and counts for a machine. */
@Portal('edge')
@Controller()
export class RedirectsController {
  constructor(private readonly clicks: Clicks) {}

  @Public()
  @Stream()
  @Get(':slug')
  async follow(
    @Req() request: FastifyRequest<{ Params: { slug: string }; Querystring: Record<string, unknown> }>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Redirect> {
    const { method, ip: address, headers, query, params } = request;
    const target = await this.clicks.visit({ slug: params.slug, method, address, headers, query });
    // The target learns which site its visitor came from, as it would without the detour, and never the whole address.
    void reply.headers({ 'cache-control': 'no-store', 'referrer-policy': 'strict-origin-when-cross-origin' });
    return new Redirect(target, 302);
  }
}
