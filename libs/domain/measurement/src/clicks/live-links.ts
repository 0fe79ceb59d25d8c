import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant, describeError, log } from '#platform/kernel';
import pg from 'pg';
import { campaignWord, type LiveLink } from './target.js';

/** The connection that hears of changed links. */
export const LINKS_URL = Symbol('LinksUrl');

const CHANNEL = 'tracked_link';
const SLUG = /^[a-z0-9-]{4,40}$/;
const MOST = 50_000;
/** In case an announcement was lost with its connection. */
const KEPT_MS = 60_000;

interface Kept {
  readonly link: Promise<LiveLink | null>;
  readonly until: number;
}

interface Row {
  id: string;
  slug: string;
  campaign_id: string;
  target_url: string;
  state: string;
  active_from: Date | null;
  active_to: Date | null;
  campaign: string;
  platform: string | null;
}

/** Links by their slugs, in memory: a busy link costs no query. Changes are announced by the database as they commit. */
@Injectable()
export class LiveLinks implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly kept = new Map<string, Kept>();
  private client: pg.Client | null = null;
  private stopped = false;

  constructor(
    private readonly db: Db,
    @Inject(LINKS_URL) private readonly url: string,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.listen();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.client?.end().catch(() => undefined);
  }

  /** The current label's link behind a slug; null where there is none, which is remembered too. */
  async find(slug: string): Promise<LiveLink | null> {
    if (!SLUG.test(slug)) return null;
    const key = `${currentTenant()}/${slug}`;
    const known = this.kept.get(key);
    if (known && known.until > Date.now()) return known.link;
    // Kept before it is read: a change announced meanwhile drops it, and visitors who come together ask once.
    const entry: Kept = {
      link: this.db.transaction(() => this.load(slug), { readOnly: true }),
      until: Date.now() + KEPT_MS,
    };
    this.kept.delete(key);
    this.kept.set(key, entry);
    if (this.kept.size > MOST) this.kept.delete(this.kept.keys().next().value ?? '');
    entry.link.catch(() => {
      if (this.kept.get(key) === entry) this.kept.delete(key);
    });
    return entry.link;
  }

  private async load(slug: string): Promise<LiveLink | null> {
    const row = await this.db.one<Row>({
      name: 'live_link',
      text: `SELECT l.id, l.slug, l.campaign_id, l.target_url, l.state, l.active_from, l.active_to, c.name AS campaign,
               i.top_platform AS platform
             FROM tracked_link l
             JOIN campaign c ON c.tenant_id = $1 AND c.id = l.campaign_id
             LEFT JOIN influencer i ON i.tenant_id = $1 AND i.id = l.influencer_id
             WHERE l.tenant_id = $1 AND l.slug = $2`,
      values: [currentTenant(), slug],
    });
    if (!row) return null;
    return Object.freeze({
      id: row.id,
      campaignId: row.campaign_id,
      targetUrl: row.target_url,
      ended: row.state === 'ended',
      activeFrom: row.active_from,
      activeTo: row.active_to,
      parameters: {
        utm_source: row.platform ?? 'social',
        utm_medium: 'influencer',
        utm_campaign: campaignWord(row.campaign),
        utm_content: row.slug,
      },
    });
  }

  private async listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, keepAlive: true });
    client.on('notification', ({ payload }) => this.kept.delete(payload ?? ''));
    client.on('error', (error) => log.warn('links.lost', describeError(error)));
    client.on('end', () => {
      // Anything may have changed while nobody listened.
      this.kept.clear();
      if (!this.stopped) setTimeout(() => void this.again(), 1_000).unref();
    });
    await client.connect();
    await client.query(`LISTEN ${CHANNEL}`);
    this.client = client;
  }

  private async again(): Promise<void> {
    try {
      await this.listen();
      this.kept.clear();
    } catch (error) {
      log.warn('links.reconnect', describeError(error));
      if (!this.stopped) setTimeout(() => void this.again(), 2_000).unref();
    }
  }
}
