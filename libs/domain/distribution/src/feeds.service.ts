import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant, digest, notFound, now } from '#platform/kernel';
import { type OpenFile, Files } from '#platform/storage';
import { TenantDirectory } from '#domain/tenants';
import { Feed } from 'feed';
import { RIGHTS_RUN } from './feed-rights.js';

export interface FeedDocument {
  readonly body: string;
  readonly mediaType: string;
  readonly etag: string;
}

interface Line {
  id: string;
  caption: string;
  post_url: string;
  platform: string;
  published_at: Date;
  verified_at: Date;
  verdict: string;
  campaign_name: string;
  organization_name: string;
  influencer_name: string;
  handle: string | null;
  files: { id: string; type: string; bytes: number }[];
}

interface Item {
  readonly line: Line;
  readonly disclosure: string;
  readonly html: string;
  readonly media: readonly { url: string; type: string; bytes: number }[];
}

const MOST = 100;

/** Public feeds of verified content, as far and as long as rights reach. They name the label, and nobody's tools. */
@Injectable()
export class Feeds {
  constructor(
    private readonly db: Db,
    private readonly tenants: TenantDirectory,
    private readonly files: Files,
  ) {}

  /** JSON Feed 1.1 (jsonfeed.org). `_disclosure` is what a reader must be shown with the piece. */
  async json(campaignId: string | null): Promise<FeedDocument> {
    const { name, locale, home, icon } = this.label();
    const items = await this.items(campaignId);
    const feed = {
      version: 'https://jsonfeed.org/version/1.1',
      title: this.title(items, campaignId),
      home_page_url: home,
      feed_url: this.tenants.linkTo('edge', feedPath(campaignId, 'json')),
      language: locale,
      ...(icon && { icon }),
      authors: [{ name }],
      items: items.map(({ line, disclosure, html, media }) => ({
        id: line.id,
        url: line.post_url,
        title: this.headline(line),
        content_html: html,
        content_text: `${disclosure}\n\n${line.caption}`,
        date_published: line.published_at.toISOString(),
        date_modified: line.verified_at.toISOString(),
        authors: [{ name: line.influencer_name }],
        tags: [line.platform, line.campaign_name],
        ...(media[0]?.type.startsWith('image/') && { image: media[0].url }),
        attachments: media.map(({ url, type, bytes }) => ({ url, mime_type: type, size_in_bytes: bytes })),
        _disclosure: {
          text: disclosure,
          paid: true,
          advertiser: line.organization_name,
          verdict: line.verdict,
        },
      })),
    };
    return documentOf(JSON.stringify(feed), 'application/feed+json; charset=utf-8');
  }

  async rss(campaignId: string | null): Promise<FeedDocument> {
    const { name, locale, home, icon } = this.label();
    const items = await this.items(campaignId);
    const title = this.title(items, campaignId);
    const feed = new Feed({
      title,
      description: this.text('distribution.feed.description', { label: name }),
      id: home,
      link: home,
      language: locale,
      copyright: name,
      ...(icon && { image: icon }),
      generator: false,
      // The newest change, not the time of asking: the same content is the same document.
      updated:
        items.map(({ line }) => line.verified_at).sort((a, b) => b.getTime() - a.getTime())[0] ?? new Date(0),
      feedLinks: { rss: this.tenants.linkTo('edge', feedPath(campaignId, 'xml')) },
    });
    for (const { line, disclosure, html, media } of items) {
      const [first] = media;
      feed.addItem({
        title: this.headline(line),
        id: line.id,
        guid: line.id,
        link: line.post_url,
        date: line.published_at,
        published: line.published_at,
        description: `${disclosure}: ${line.caption}`,
        content: html,
        author: [{ name: line.influencer_name }],
        category: [{ name: line.platform }, { name: line.campaign_name }],
        ...(first && { enclosure: { url: first.url, type: first.type, length: first.bytes } }),
      });
    }
    return documentOf(feed.rss2(), 'application/rss+xml; charset=utf-8');
  }

  /** A picture or video of a piece that the feed holds now; with its rights its media ends too. */
  async media(deliverableId: string, fileId: string): Promise<OpenFile> {
    const [line] = await this.db.transaction(() => this.lines(null, deliverableId), { readOnly: true });
    if (!line?.files.some(({ id }) => id === fileId)) throw notFound('file');
    return this.files.open(fileId);
  }

  private async items(campaignId: string | null): Promise<Item[]> {
    const lines = await this.lines(campaignId, null);
    if (campaignId !== null && lines.length === 0 && !(await this.exists(campaignId))) throw notFound('feed');
    return lines.map((line) => {
      const disclosure = this.text('distribution.feed.disclosure', { organization: line.organization_name });
      const media = line.files.map(({ id, type, bytes }) => ({
        url: this.tenants.linkTo('edge', `/feeds/media/${line.id}/${id}`),
        type,
        bytes: Number(bytes),
      }));
      return { line, disclosure, media, html: htmlOf(line, disclosure, media) };
    });
  }

  private lines(campaignId: string | null, deliverableId: string | null): Promise<Line[]> {
    return this.db.query<Line & Record<string, unknown>>({
      name: 'feed_lines',
      text: `SELECT d.id, coalesce(d.live_caption, s.caption) AS caption, d.post_url, d.platform, d.published_at, d.verified_at, d.verdict,
               c.name AS campaign_name, o.name AS organization_name, i.display_name AS influencer_name,
               (SELECT n.handle FROM influencer_channel n WHERE n.tenant_id = $1 AND n.influencer_id = d.influencer_id AND n.platform = d.platform ORDER BY n.id LIMIT 1) AS handle,
               coalesce((SELECT json_agg(json_build_object('id', f.id, 'type', f.media_type, 'bytes', f.bytes) ORDER BY array_position(s.file_ids, f.id))
                         FROM file f WHERE f.tenant_id = $1 AND f.id = ANY(s.file_ids)), '[]') AS files
             FROM deliverable d
             JOIN campaign c ON c.tenant_id = $1 AND c.id = d.campaign_id
             JOIN collaboration k ON k.tenant_id = $1 AND k.id = d.collaboration_id
             JOIN organization o ON o.tenant_id = $1 AND o.id = d.organization_id
             JOIN influencer i ON i.tenant_id = $1 AND i.id = d.influencer_id
             JOIN submission s ON s.tenant_id = $1 AND s.deliverable_id = d.id AND s.version = d.approved_version
             WHERE d.tenant_id = $1 AND d.state IN ('verified', 'measured') AND d.post_url IS NOT NULL
               AND ($3::uuid IS NULL OR d.campaign_id = $3) AND ($4::uuid IS NULL OR d.id = $4) AND ${RIGHTS_RUN}
             ORDER BY d.verified_at DESC, d.id DESC LIMIT ${MOST}`,
      values: [currentTenant(), now(), campaignId, deliverableId],
    });
  }

  private async exists(campaignId: string): Promise<boolean> {
    const row = await this.db.one<{ id: string }>({
      name: 'feed_campaign',
      text: `SELECT c.id FROM campaign c WHERE c.tenant_id = $1 AND c.id = $2 AND c.usage_rights->'channels' ?| ARRAY['ownMedia', 'organic']
             AND c.state IN ('live', 'paused', 'completed')`,
      values: [currentTenant(), campaignId],
    });
    return row !== null;
  }

  private title(items: readonly Item[], campaignId: string | null): string {
    const { name } = this.label();
    const campaign = items[0]?.line.campaign_name;
    return campaignId !== null && campaign ? `${campaign} · ${name}` : name;
  }

  private headline(line: Line): string {
    return this.text('distribution.feed.headline', {
      name: line.influencer_name,
      organization: line.organization_name,
    });
  }

  private label() {
    const { name, locales, hosts } = this.tenants.current;
    const icon = this.tenants.iconPath();
    return {
      name,
      locale: locales[0] ?? 'en',
      home: `${this.tenants.origin(hosts.edge)}/`,
      icon: icon && this.tenants.linkTo('edge', icon),
    };
  }

  private text(key: string, params: Record<string, string>): string {
    return this.tenants.lookOf(currentTenant()).text(key, params);
  }
}

export function feedPath(campaignId: string | null, ending: 'json' | 'xml'): string {
  return campaignId === null
    ? `/feeds/content.${ending}`
    : `/feeds/campaigns/${campaignId}/content.${ending}`;
}

function documentOf(body: string, mediaType: string): FeedDocument {
  return { body, mediaType, etag: `"${digest(body).slice(0, 27)}"` };
}

function htmlOf(line: Line, disclosure: string, media: Item['media']): string {
  const pictures = media.filter(({ type }) => type.startsWith('image/'));
  const paragraphs = line.caption
    .split(/\n{2,}/)
    .map((part) => `<p>${escape(part).replaceAll('\n', '<br>')}</p>`);
  const images = pictures.map(
    ({ url }) => `<p><img src="${escape(url)}" alt="${escape(line.influencer_name)}"></p>`,
  );
  return [`<p><strong>${escape(disclosure)}</strong></p>`, ...images, ...paragraphs].join('');
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);
}
