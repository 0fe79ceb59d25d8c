import { Injectable } from '@nestjs/common';
import { newId, notFound, now } from '#platform/kernel';
import { Bursts } from './bursts.js';
import { ClickLog } from './click-log.js';
import { LiveLinks } from './live-links.js';
import { targetOf, tryMark } from './target.js';
import { isBotAgent, isPrefetch, networkOf } from './visitor.js';

/** A request as the redirect sees it. */
export interface Visit {
  readonly slug: string;
  readonly method: string;
  /** Of the socket, or what the trusted proxy says. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly query: Readonly<Record<string, unknown>>;
}

/** Redirects that count. Outside of any transaction: many clicks share one. */
@Injectable()
export class Clicks {
  private readonly bursts = new Bursts();

  constructor(
    private readonly links: LiveLinks,
    private readonly log: ClickLog,
  ) {}

  /** Where the visitor goes on to, once the click is durable. An ended link leads on too; it only does not count. */
  async visit({ slug, method, address, headers, query }: Visit): Promise<string> {
    const link = await this.links.find(slug);
    const target = link && targetOf(link, query);
    if (!link || !target) throw notFound('link');
    const at = now();
    const agent = (headers['user-agent'] as string | undefined) ?? '';
    const { activeFrom, activeTo, ended } = link;
    await this.log.record({
      id: newId(),
      at,
      linkId: link.id,
      campaignId: link.campaignId,
      address,
      agent,
      facts: {
        method: method === 'HEAD' ? 'HEAD' : 'GET',
        bot: isBotAgent(agent),
        prefetch: isPrefetch(headers),
        ended,
        outside: (activeFrom !== null && at < activeFrom) || (activeTo !== null && at > activeTo),
        own: query['try'] === tryMark(link.id),
        networkPerMinute: this.bursts.add(link.id, networkOf(address), at),
      },
    });
    return target;
  }
}
