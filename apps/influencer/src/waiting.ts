import { Injectable } from '@nestjs/common';
import { accessible } from '#platform/access';
import { Db } from '#platform/database';
import { currentActor, currentTenant, now } from '#platform/kernel';
import { z } from 'zod';

const CODES = ['answer', 'sign', 'changes', 'draft', 'publish', 'figures'] as const;

/** One thing that waits for an influencer; its texts are `waiting.<code>`. */
export const WaitingItem = z.object({
  code: z.enum(CODES),
  path: z.string(),
  campaignName: z.string(),
  organizationName: z.string(),
  /** Of a piece of content; null where the whole collaboration is meant. */
  platform: z.string().nullable(),
  format: z.string().nullable(),
  /** Until when, where there is such a day. */
  until: z.string().nullable(),
  late: z.boolean(),
  /** What it brings the influencer. */
  netMinor: z.number().int().nullable(),
  currency: z.string(),
});
export type WaitingItem = z.infer<typeof WaitingItem>;

interface Row extends Omit<WaitingItem, 'path' | 'until' | 'late'> {
  collaborationId: string;
  pieceId: string | null;
  expiresAt: Date | null;
  day: string | null;
}

const PATHS: Readonly<Record<(typeof CODES)[number], (row: Row) => string>> = {
  answer: ({ collaborationId }) => `/collaborations/${collaborationId}#offer`,
  sign: ({ collaborationId }) => `/collaborations/${collaborationId}/contract`,
  changes: ({ collaborationId, pieceId }) => `/collaborations/${collaborationId}/content/${pieceId}`,
  draft: ({ collaborationId, pieceId }) => `/collaborations/${collaborationId}/content/${pieceId}`,
  publish: ({ collaborationId, pieceId }) => `/collaborations/${collaborationId}/content/${pieceId}#publish`,
  figures: ({ collaborationId, pieceId }) => `/collaborations/${collaborationId}/results/posts/${pieceId}`,
};

/** What waits for an influencer, what is due first at the top: offers, contracts, drafts, posts, figures. */
@Injectable()
export class Waiting {
  constructor(private readonly db: Db) {}

  async list(limit: number): Promise<WaitingItem[]> {
    const scope = accessible(
      'read',
      'Collaboration',
      { organizationId: 'k.organization_id', influencerId: 'k.influencer_id', campaignId: 'k.campaign_id' },
      3,
    );
    const rows = await this.db.query<Row & Record<string, unknown>>({
      name: `influencer_waiting_${currentActor().kind}_${scope.key}`,
      text: `WITH mine AS (
          SELECT k.id, k.state, k.net_minor, k.currency, k.expires_at, c.publish_to, c.name, o.name AS organization
          FROM collaboration k
          JOIN campaign c ON c.tenant_id = $1 AND c.id = k.campaign_id AND c.state NOT IN ('completed', 'cancelled')
          JOIN organization o ON o.tenant_id = $1 AND o.id = k.organization_id
          WHERE k.tenant_id = $1 AND ${scope.sql}),
        waiting AS (
          SELECT k.id AS "collaborationId", NULL::uuid AS "pieceId", CASE k.state WHEN 'accepted' THEN 'sign' ELSE 'answer' END AS code,
            k.name AS "campaignName", k.organization AS "organizationName", NULL AS platform, NULL AS format,
            k.net_minor AS "netMinor", k.currency, k.expires_at AS "expiresAt", NULL::text AS day
          FROM mine k WHERE k.state IN ('invited', 'offered', 'accepted')
          UNION ALL SELECT k.id, d.id, CASE d.state WHEN 'changesRequested' THEN 'changes' WHEN 'due' THEN 'draft'
              WHEN 'verified' THEN 'figures' ELSE 'publish' END,
            k.name, k.organization, d.platform, d.format, d.net_minor, d.currency,
            CASE WHEN d.state = 'scheduled' THEN d.planned_for END,
            CASE WHEN d.state IN ('due', 'changesRequested') THEN d.due_on WHEN d.state IN ('approved', 'scheduled') THEN k.publish_to END::text
          FROM mine k JOIN deliverable d ON d.tenant_id = $1 AND d.collaboration_id = k.id
          WHERE d.state IN ('due', 'changesRequested', 'approved', 'scheduled', 'verified'))
        SELECT * FROM waiting ORDER BY coalesce("expiresAt"::date, day::date) NULLS LAST, "collaborationId", "pieceId" LIMIT $2`,
      values: [currentTenant(), limit, ...scope.values],
    });
    return rows.map(toItem);
  }
}

function toItem(row: Row): WaitingItem {
  const { collaborationId: _collaboration, pieceId: _piece, expiresAt, day, ...item } = row;
  const until = expiresAt?.toISOString() ?? day;
  const path = PATHS[row.code](row);
  return {
    ...item,
    path,
    until,
    late: until !== null && until.slice(0, 10) < now().toISOString().slice(0, 10),
  };
}
