import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant } from '#platform/kernel';
import type { DeliverableState } from '#domain/content';
import type { Flag, Metric, Source } from './metrics.js';

export interface PostRow {
  id: string;
  collaboration_id: string;
  influencer_id: string;
  name: string;
  handle: string | null;
  followers: number | null;
  platform: string;
  format: string;
  position: number;
  state: DeliverableState;
  post_url: string | null;
  published_at: Date | null;
  price_minor: number;
}

export interface ObservedRow {
  deliverable_id: string;
  metric: Metric;
  value: number | null;
  flags: Flag[];
  source: Source;
  captured_at: Date;
}

export interface HistoryRow extends ObservedRow {
  id: string;
  who: string | null;
  proof_file_id: string | null;
  created_at: Date;
}

export interface Scope {
  readonly campaignId: string;
  /** Only this collaboration's. */
  readonly collaborationId?: string | undefined;
  readonly asOf: Date;
}

/** Posts and what was observed of them. Whoever asks has passed the party wall. */
@Injectable()
export class FigureQueries {
  constructor(private readonly db: Db) {}

  posts({ campaignId, collaborationId }: Scope): Promise<PostRow[]> {
    return this.db.query<PostRow & Record<string, unknown>>({
      name: 'measured_posts',
      text: `SELECT d.id, d.collaboration_id, d.influencer_id, i.display_name AS name, ch.handle, ch.followers, d.platform,
               d.format, d.position, d.state, d.post_url, d.published_at, d.price_minor
             FROM deliverable d
             JOIN influencer i ON i.tenant_id = $1 AND i.id = d.influencer_id
             LEFT JOIN LATERAL (
               SELECT c.handle, c.followers FROM influencer_channel c
               WHERE c.tenant_id = $1 AND c.influencer_id = d.influencer_id AND c.platform = d.platform
               ORDER BY c.followers DESC NULLS LAST, c.id LIMIT 1) ch ON true
             WHERE d.tenant_id = $1 AND d.campaign_id = $2 AND d.state <> 'dropped'
               AND ($3::uuid IS NULL OR d.collaboration_id = $3)
             ORDER BY i.display_name, d.collaboration_id, d.position`,
      values: [currentTenant(), campaignId, collaborationId ?? null],
    });
  }

  /**
   * The last observation of each figure as of a moment: first-party ones, and estimates apart from them. `sound`
   * passes over those that were flagged: a correction is compared with what it corrects towards.
   */
  latest(
    { campaignId, asOf }: Pick<Scope, 'campaignId' | 'asOf'>,
    deliverableId: string | null = null,
    sound = false,
  ): Promise<ObservedRow[]> {
    return this.db.query<ObservedRow & Record<string, unknown>>({
      name: 'observed_latest',
      text: `SELECT DISTINCT ON (o.deliverable_id, o.metric, o.source = 'estimate')
               o.deliverable_id, o.metric, o.value, o.flags, o.source, o.captured_at
             FROM observation o
             WHERE o.tenant_id = $1 AND o.campaign_id = $2 AND o.captured_at <= $3
               AND ($4::uuid IS NULL OR o.deliverable_id = $4) AND (NOT $5::boolean OR o.flags = '{}')
             ORDER BY o.deliverable_id, o.metric, o.source = 'estimate', o.captured_at DESC, o.id DESC`,
      values: [currentTenant(), campaignId, asOf.toISOString(), deliverableId, sound],
    });
  }

  /** Every observation of one post, newest first. */
  history(deliverableId: string): Promise<HistoryRow[]> {
    return this.db.query<HistoryRow & Record<string, unknown>>({
      name: 'observed_history',
      text: `SELECT o.id, o.deliverable_id, o.metric, o.value, o.flags, o.source, o.captured_at, o.proof_file_id,
               o.created_at, a.name AS who
             FROM observation o LEFT JOIN account a ON a.tenant_id = $1 AND a.id = o.created_by
             WHERE o.tenant_id = $1 AND o.deliverable_id = $2
             ORDER BY o.captured_at DESC, o.id DESC LIMIT 500`,
      values: [currentTenant(), deliverableId],
    });
  }

  /** Verified pieces that nobody has read any figures of yet. */
  async waiting(campaignId: string, collaborationId: string | null): Promise<number> {
    const row = await this.db.one<{ n: number }>({
      name: 'figures_waiting',
      text: `SELECT count(*) AS n FROM deliverable d
             WHERE d.tenant_id = $1 AND d.campaign_id = $2 AND d.state = 'verified'
               AND ($3::uuid IS NULL OR d.collaboration_id = $3)`,
      values: [currentTenant(), campaignId, collaborationId],
    });
    return row?.n ?? 0;
  }
}
