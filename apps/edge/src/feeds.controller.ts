import { Controller, Get, Req, Res } from '@nestjs/common';
import { Public } from '#platform/access';
import { Download, Id, Portal, Stream } from '#platform/web';
import { Db } from '#platform/database';
import { type FeedDocument, Feeds } from '#domain/distribution';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** How long readers may keep a feed; what has lost its rights is gone from it after this. */
const FEED_SECONDS = 300;

/** Verified content of a label, for readers and its own media. No sign-in, no tools' names. */
@Portal('edge')
@Controller('feeds')
export class FeedsController {
  constructor(
    private readonly feeds: Feeds,
    private readonly db: Db,
  ) {}

  @Public()
  @Stream()
  @Get('content.json')
  json(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.answer(request, reply, 'content.json', () => this.feeds.json(null));
  }

  @Public()
  @Stream()
  @Get('content.xml')
  rss(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.answer(request, reply, 'content.xml', () => this.feeds.rss(null));
  }

  @Public()
  @Stream()
  @Get('campaigns/:campaign/content.json')
  campaignJson(
    @Id('campaign') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(request, reply, 'content.json', () => this.feeds.json(id));
  }

  @Public()
  @Stream()
  @Get('campaigns/:campaign/content.xml')
  campaignRss(
    @Id('campaign') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    return this.answer(request, reply, 'content.xml', () => this.feeds.rss(id));
  }

  @Public()
  @Stream()
  @Get('media/:piece/:file')
  async media(
    @Id('piece') piece: string,
    @Id('file') fileId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { stream, mediaType, name, bytes } = await this.feeds.media(piece, fileId);
    void reply
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin');
    return new Download(stream, mediaType, name, { inline: true, bytes, cacheSeconds: FEED_SECONDS });
  }

  /** The document, or only word that it is still the same. */
  private async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    name: string,
    make: () => Promise<FeedDocument>,
  ) {
    const { body, mediaType, etag } = await this.db.transaction(make, { readOnly: true });
    void reply.headers({
      etag,
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    });
    const known = (request.headers['if-none-match'] ?? '')
      .split(',')
      .map((one) => one.trim().replace(/^W\//, ''));
    if (known.includes(etag)) {
      void reply.code(304).header('cache-control', `public, max-age=${FEED_SECONDS}`);
      return '';
    }
    return new Download(body, mediaType, name, { inline: true, cacheSeconds: FEED_SECONDS });
  }
}
