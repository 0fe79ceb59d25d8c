import { Injectable } from '@nestjs/common';
import { accessible, type Action, may, type Subject } from '#platform/access';
import { Db } from '#platform/database';
import { currentActor, currentTenant, now } from '#platform/kernel';
import { z } from 'zod';

const CODES = ['mend', 'fund', 'launch', 'answer', 'review'] as const;
type Code = (typeof CODES)[number];

/** One thing that waits for a brand's people; its texts are `brandWaiting.<code>`. */
export const WaitingThing = z.object({
  code: z.enum(CODES),
  path: z.string(),
  campaignName: z.string(),
  /** The influencer, where it is about one. */
  name: z.string().nullable(),
  /** Until when, where there is such a day. */
  until: z.string().nullable(),
  late: z.boolean(),
  amountMinor: z.number().int().nullable(),
  currency: z.string(),
});
export type WaitingThing = z.infer<typeof WaitingThing>;

interface Row {
  code: Code;
  campaign_id: string;
  thing_id: string;
  campaign: string;
  name: string | null;
  until: Date | null;
  amount_minor: number | null;
  currency: string;
}

interface Kind {
  /** Nobody is told of what they may do nothing about. */
  readonly needs: readonly [Action, Subject];
  /** Below the campaign's path. */
  readonly path: (thingId: string) => string;
}

const KINDS: Readonly<Record<Code, Kind>> = {
  mend: { needs: ['update', 'Campaign'], path: () => '/edit' },
  fund: { needs: ['fund', 'Campaign'], path: () => '/money' },
  launch: { needs: ['submit', 'Campaign'], path: () => '' },
  answer: { needs: ['negotiate', 'Collaboration'], path: (id) => `/people/${id}` },
  review: { needs: ['approve', 'Content'], path: (id) => `/content/${id}` },
};

/** What waits for one organization's people, what is due first at the top, as far as this person may do it. */
@Injectable()
export class Waiting {
  constructor(private readonly db: Db) {}

  async list(organizationId: string, limit: number): Promise<WaitingThing[]> {
    const mine = CODES.filter((code) => may(...KINDS[code].needs));
    const scope = accessible(
      'read',
      'Campaign',
      { organizationId: 'c.organization_id', campaignId: 'c.id' },
      5,
    );
    const rows = await this.db.query<Row & Record<string, unknown>>({
      name: `brand_waiting_${currentActor().kind}_${scope.key}`,
      text: `WITH own AS (
          SELECT c.id, c.name, c.state, c.currency, c.returned_note FROM campaign c
          WHERE c.tenant_id = $1 AND c.organization_id = $2 AND c.state NOT IN ('completed', 'cancelled') AND ${scope.sql}),
        waiting AS (
          SELECT 'review' AS code, c.id AS campaign_id, d.id AS thing_id, c.name AS campaign, i.display_name AS name,
            d.review_due_at AS until, d.price_minor AS amount_minor, c.currency
          FROM own c JOIN deliverable d ON d.tenant_id = $1 AND d.campaign_id = c.id AND d.state = 'submitted'
          JOIN influencer i ON i.tenant_id = $1 AND i.id = d.influencer_id
          UNION ALL SELECT 'answer', c.id, k.id, c.name, i.display_name, k.expires_at, k.price_minor, c.currency
          FROM own c JOIN collaboration k ON k.tenant_id = $1 AND k.campaign_id = c.id AND k.state = 'countered'
          JOIN influencer i ON i.tenant_id = $1 AND i.id = k.influencer_id
          UNION ALL SELECT 'fund', c.id, c.id, c.name, NULL, NULL, b.cap_minor - b.funded_minor, c.currency
          FROM own c JOIN budget b ON b.tenant_id = $1 AND b.id = c.id AND b.funded_minor < b.cap_minor WHERE c.state = 'approved'
          UNION ALL SELECT 'launch', c.id, c.id, c.name, NULL, NULL, NULL, c.currency FROM own c WHERE c.state = 'funded'
          UNION ALL SELECT 'mend', c.id, c.id, c.name, NULL, NULL, NULL, c.currency FROM own c
          WHERE c.state = 'draft' AND c.returned_note IS NOT NULL)
        SELECT * FROM waiting WHERE code = ANY($3::text[]) ORDER BY until NULLS LAST, campaign_id, thing_id LIMIT $4`,
      values: [currentTenant(), organizationId, mine, limit, ...scope.values],
    });
    return rows.map((row) => ({
      code: row.code,
      path: `/o/${organizationId}/campaigns/${row.campaign_id}${KINDS[row.code].path(row.thing_id)}`,
      campaignName: row.campaign,
      name: row.name,
      until: row.until?.toISOString() ?? null,
      late: row.until !== null && row.until < now(),
      amountMinor: row.amount_minor === null ? null : Number(row.amount_minor),
      currency: row.currency,
    }));
  }
}
