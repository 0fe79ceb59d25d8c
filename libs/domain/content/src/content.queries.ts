import { Injectable } from '@nestjs/common';
import { accessible } from '#platform/access';
import { Db } from '#platform/database';
import { currentActor, currentTenant } from '#platform/kernel';
import type { Deliverable, Review } from './content.entities.js';

const COLUMNS = {
  organizationId: 'd.organization_id',
  influencerId: 'd.influencer_id',
  campaignId: 'd.campaign_id',
};

export type PieceLine = Omit<Deliverable, 'tenantId'> & {
  campaignName: string;
  organizationName: string;
  influencerName: string;
  handle: string | null;
};

export interface FileLine {
  id: string;
  name: string;
  media_type: string;
  bytes: number;
  width: number | null;
  height: number | null;
}

export interface Where {
  readonly campaignId?: string;
  readonly collaborationId?: string;
  readonly id?: string;
  readonly state?: string;
  readonly after?: string;
  readonly limit?: number;
}

const PIECE = `d.id, d.collaboration_id AS "collaborationId", d.campaign_id AS "campaignId", d.organization_id AS "organizationId",
  d.influencer_id AS "influencerId", d.position, d.platform, d.format, d.duration_seconds AS "durationSeconds", d.ratio, d.state,
  to_char(d.due_on, 'YYYY-MM-DD') AS "dueOn", d.price_minor AS "priceMinor", d.net_minor AS "netMinor", d.currency, d.version, d.verdict,
  d.revisions, d.extra_revisions AS "extraRevisions", d.submitted_at AS "submittedAt", d.review_due_at AS "reviewDueAt",
  d.escalated_at AS "escalatedAt", d.approved_at AS "approvedAt", d.approved_version AS "approvedVersion", d.planned_for AS "plannedFor",
  d.post_url AS "postUrl", d.proof_file_id AS "proofFileId", d.live_caption AS "liveCaption", d.returned_note AS "returnedNote",
  d.published_at AS "publishedAt", d.verified_at AS "verifiedAt", d.created_at AS "createdAt", d.updated_at AS "updatedAt",
  c.name AS "campaignName", o.name AS "organizationName", i.display_name AS "influencerName", h.handle`;

/** Content as pages read it, through the party wall. */
@Injectable()
export class ContentQueries {
  constructor(private readonly db: Db) {}

  /** Pieces that the current actor may see, those of one person together. */
  pieces(where: Where): Promise<PieceLine[]> {
    const scope = accessible('read', 'Content', COLUMNS, 8);
    return this.db.query<PieceLine & Record<string, unknown>>({
      name: `content_pieces_${currentActor().kind}_${scope.key}`,
      text: `SELECT ${PIECE} FROM deliverable d
             JOIN campaign c ON c.tenant_id = $1 AND c.id = d.campaign_id
             JOIN organization o ON o.tenant_id = $1 AND o.id = d.organization_id
             JOIN influencer i ON i.tenant_id = $1 AND i.id = d.influencer_id
             LEFT JOIN LATERAL (SELECT n.handle FROM influencer_channel n
               WHERE n.tenant_id = $1 AND n.influencer_id = d.influencer_id AND n.platform = d.platform ORDER BY n.id LIMIT 1) h ON true
             WHERE d.tenant_id = $1 AND ($2::uuid IS NULL OR d.campaign_id = $2) AND ($3::uuid IS NULL OR d.collaboration_id = $3)
               AND ($4::uuid IS NULL OR d.id = $4) AND ($5::text IS NULL OR d.state = $5) AND ($6::uuid IS NULL OR d.id > $6) AND ${scope.sql}
             ORDER BY d.collaboration_id, d.position, d.id LIMIT $7`,
      values: [
        currentTenant(),
        where.campaignId ?? null,
        where.collaborationId ?? null,
        where.id ?? null,
        where.state ?? null,
        where.after ?? null,
        where.limit ?? 500,
        ...scope.values,
      ],
    });
  }

  /** Published posts that wait to be verified, the longest waiting first. */
  toVerify(after: string | null, limit: number): Promise<PieceLine[]> {
    return this.db.query<PieceLine & Record<string, unknown>>({
      name: 'content_to_verify',
      text: `SELECT ${PIECE} FROM deliverable d
             JOIN campaign c ON c.tenant_id = $1 AND c.id = d.campaign_id
             JOIN organization o ON o.tenant_id = $1 AND o.id = d.organization_id
             JOIN influencer i ON i.tenant_id = $1 AND i.id = d.influencer_id
             LEFT JOIN LATERAL (SELECT n.handle FROM influencer_channel n
               WHERE n.tenant_id = $1 AND n.influencer_id = d.influencer_id AND n.platform = d.platform ORDER BY n.id LIMIT 1) h ON true
             WHERE d.tenant_id = $1 AND d.state = 'published' AND ($2::uuid IS NULL OR
               (d.published_at, d.id) > (SELECT x.published_at, x.id FROM deliverable x WHERE x.tenant_id = $1 AND x.id = $2))
             ORDER BY d.published_at, d.id LIMIT $3`,
      values: [currentTenant(), after, limit],
    });
  }

  said(submissionIds: readonly string[]): Promise<Review[]> {
    return this.db.query<Review & Record<string, unknown>>({
      name: 'content_said',
      text: `SELECT r.id, r.submission_id AS "submissionId", r.decision, r.note, r.pin_file_id AS "pinFileId", r.pin_x AS "pinX",
               r.pin_y AS "pinY", r.pin_second AS "pinSecond", r.for_client AS "forClient", r.evidence,
               r.override_reason AS "overrideReason", r.author_id AS "authorId", r.author_name AS "authorName", r.side, r.created_at AS "createdAt"
             FROM review r WHERE r.tenant_id = $1 AND r.submission_id = ANY($2) ORDER BY r.id`,
      values: [currentTenant(), submissionIds],
    });
  }

  files(ids: readonly string[]): Promise<FileLine[]> {
    if (ids.length === 0) return Promise.resolve([]);
    return this.db.query<FileLine & Record<string, unknown>>({
      name: 'content_files',
      text: 'SELECT f.id, f.name, f.media_type, f.bytes, f.width, f.height FROM file f WHERE f.tenant_id = $1 AND f.id = ANY($2)',
      values: [currentTenant(), ids],
    });
  }

  /** How many pieces of a campaign (or collaboration) stand in each state, for who waits for whom. */
  async inState(
    where: { campaignId: string; collaborationId: string | null },
    states: readonly string[],
  ): Promise<{ id: string; state: string; name: string }[]> {
    const scope = accessible('read', 'Content', COLUMNS, 5);
    return this.db.query<{ id: string; state: string; name: string }>({
      name: `content_in_state_${currentActor().kind}_${scope.key}`,
      text: `SELECT d.id, d.state, i.display_name AS name FROM deliverable d
             JOIN influencer i ON i.tenant_id = $1 AND i.id = d.influencer_id
             WHERE d.tenant_id = $1 AND d.campaign_id = $2 AND ($3::uuid IS NULL OR d.collaboration_id = $3) AND d.state = ANY($4) AND ${scope.sql}
             ORDER BY d.submitted_at NULLS LAST, d.position, d.id LIMIT 100`,
      values: [currentTenant(), where.campaignId, where.collaborationId, states, ...scope.values],
    });
  }
}
