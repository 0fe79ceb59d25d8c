import { Injectable } from '@nestjs/common';
import { accessible } from '#platform/access';
import { Db } from '#platform/database';
import { currentActor, currentTenant } from '#platform/kernel';
import type { CampaignFilter, CampaignList, CampaignRow, StaffCampaignList } from './campaigns.dto.js';

const COLUMNS = { organizationId: 'c.organization_id', campaignId: 'c.id' };

interface Row {
  id: string;
  name: string;
  organization_id: string;
  organization_name: string;
  state: CampaignRow['state'];
  objective: string;
  currency: string;
  budget_minor: number;
  reserved_minor: number;
  spent_minor: number;
  collaborations: number;
  publish_from: string | null;
  publish_to: string | null;
  updated_at: Date;
}

/** The lists that people look at all day, as SQL with named statements (see traps: entities cost half the speed). */
@Injectable()
export class CampaignQueries {
  constructor(private readonly db: Db) {}

  /** Newest first. The cursor is the last id: ids are ordered by time. The page is cut before anything is joined to it. */
  async list(filter: CampaignFilter): Promise<CampaignList> {
    const scope = accessible('read', 'Campaign', COLUMNS, 6);
    const rows = await this.db.query<Row>({
      name: `campaigns_list_${currentActor().kind}_${scope.key}`,
      text: `SELECT c.id, c.name, c.organization_id, o.name AS organization_name, c.state, c.objective, c.currency,
               c.budget_minor, coalesce(b.reserved_minor, 0) AS reserved_minor, coalesce(b.spent_minor, 0) AS spent_minor,
               (SELECT count(*) FROM collaboration k WHERE k.tenant_id = $1 AND k.campaign_id = c.id) AS collaborations,
               c.publish_from, c.publish_to, c.updated_at
             FROM (SELECT * FROM campaign c
                   WHERE c.tenant_id = $1 AND ($2::text IS NULL OR c.state = $2) AND ($3::uuid IS NULL OR c.id < $3)
                     AND ($4::text IS NULL OR c.name ILIKE '%' || $4 || '%') AND ${scope.sql}
                   ORDER BY c.id DESC LIMIT $5) c
             JOIN organization o ON o.tenant_id = $1 AND o.id = c.organization_id
             LEFT JOIN budget b ON b.tenant_id = $1 AND b.id = c.id
             ORDER BY c.id DESC`,
      values: [
        currentTenant(),
        filter.state ?? null,
        filter.cursor ?? null,
        filter.q ? escapeLike(filter.q) : null,
        filter.limit + 1,
        ...scope.values,
      ],
    });
    const data = rows.slice(0, filter.limit).map(toRow);
    const next = rows.length > filter.limit ? (data.at(-1)?.id ?? null) : null;
    return { data, next, state: filter.state ?? null, q: filter.q ?? null };
  }

  /**
   * All of a label's for its staff: those that wait for the label first, then for a brand, then for an influencer, the
   * longest wait first. The cursor is the last id; its place is computed again, so a moved row shifts nothing else.
   */
  async stuckFirst(filter: CampaignFilter): Promise<StaffCampaignList> {
    const rows = await this.db.query<StuckRow>({
      name: 'campaigns_stuck_first',
      text: `WITH waits AS (
               SELECT c.*, CASE
                   WHEN c.state = 'submitted' THEN 1
                   WHEN c.state IN ('approved', 'funded', 'live') AND k.countered IS NOT NULL THEN 2
                   WHEN c.state IN ('draft', 'approved') THEN 3
                   WHEN c.state = 'funded' AND k.asked IS NULL THEN 4
                   WHEN c.state IN ('funded', 'live') AND k.asked IS NOT NULL THEN 5
                   WHEN c.state IN ('completed', 'cancelled') THEN 9 ELSE 8 END AS rank,
                 CASE WHEN c.state = 'submitted' THEN coalesce(c.submitted_at, c.updated_at)
                   WHEN k.countered IS NOT NULL THEN k.countered
                   WHEN c.state IN ('funded', 'live') AND k.asked IS NOT NULL THEN k.asked
                   ELSE c.updated_at END AS since
               FROM campaign c
               LEFT JOIN LATERAL (SELECT min(k.updated_at) FILTER (WHERE k.state = 'countered') AS countered,
                   min(k.updated_at) FILTER (WHERE k.state IN ('invited', 'offered', 'accepted')) AS asked
                 FROM collaboration k WHERE k.tenant_id = $1 AND k.campaign_id = c.id) k ON true
               WHERE c.tenant_id = $1)
             SELECT c.id, c.name, c.organization_id, o.name AS organization_name, c.state, c.objective, c.currency,
               c.budget_minor, coalesce(b.reserved_minor, 0) AS reserved_minor, coalesce(b.spent_minor, 0) AS spent_minor,
               (SELECT count(*) FROM collaboration k WHERE k.tenant_id = $1 AND k.campaign_id = c.id) AS collaborations,
               c.publish_from, c.publish_to, c.updated_at, c.rank, c.since
             FROM waits c
             JOIN organization o ON o.tenant_id = $1 AND o.id = c.organization_id
             LEFT JOIN budget b ON b.tenant_id = $1 AND b.id = c.id
             WHERE ($2::text IS NULL OR c.state = $2)
               AND ($3::uuid IS NULL OR (c.rank, c.since, c.id) > (SELECT w.rank, w.since, w.id FROM waits w WHERE w.id = $3))
               AND ($4::text IS NULL OR c.name ILIKE '%' || $4 || '%' OR o.name ILIKE '%' || $4 || '%')
             ORDER BY c.rank, c.since, c.id LIMIT $5`,
      values: [
        currentTenant(),
        filter.state ?? null,
        filter.cursor ?? null,
        filter.q ? escapeLike(filter.q) : null,
        filter.limit + 1,
      ],
    });
    const data = rows.slice(0, filter.limit).map((row) => {
      const waitingFor: StaffCampaignList['data'][number]['waitingFor'] = WAITS[Number(row.rank)] ?? 'nobody';
      return {
        ...toRow(row),
        waitingFor,
        waitingSince: waitingFor === 'nobody' ? null : row.since.toISOString(),
      };
    });
    const next = rows.length > filter.limit ? (data.at(-1)?.id ?? null) : null;
    return { data, next, state: filter.state ?? null, q: filter.q ?? null };
  }
}

const WAITS: Readonly<Record<number, 'staff' | 'brand' | 'influencer'>> = {
  1: 'staff',
  2: 'brand',
  3: 'brand',
  4: 'brand',
  5: 'influencer',
};

interface StuckRow extends Row {
  rank: number;
  since: Date;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

function toRow(row: Row): CampaignRow {
  return {
    id: row.id,
    name: row.name,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    state: row.state,
    objective: row.objective,
    currency: row.currency,
    budgetMinor: row.budget_minor,
    reservedMinor: row.reserved_minor,
    spentMinor: row.spent_minor,
    collaborations: row.collaborations,
    publishFrom: row.publish_from,
    publishTo: row.publish_to,
    updatedAt: row.updated_at.toISOString(),
  };
}
