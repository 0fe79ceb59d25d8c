import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant } from '#platform/kernel';
import type { ClickReason } from '../clicks/click-rules.js';
import type { Scope } from '../figures/figures.queries.js';

export interface DayRow {
  day: string;
  reason: ClickReason | null;
  count: number;
}

export interface LinkRow {
  id: string;
  slug: string;
  collaboration_id: string;
  total: number;
  valid: number;
}

/** Clicks counted for a report. Whoever asks has passed the party wall. */
@Injectable()
export class ReportQueries {
  constructor(private readonly db: Db) {}

  clicksByDay({ campaignId, collaborationId, asOf }: Scope, timeZone: string): Promise<DayRow[]> {
    return this.db.query<DayRow & Record<string, unknown>>({
      name: 'report_clicks_by_day',
      text: `SELECT to_char(k.at AT TIME ZONE $4, 'YYYY-MM-DD') AS day, k.reason, count(*) AS count FROM click k
             WHERE k.tenant_id = $1 AND k.campaign_id = $2 AND k.at <= $3
               AND ($5::uuid IS NULL OR k.link_id IN
                 (SELECT l.id FROM tracked_link l WHERE l.tenant_id = $1 AND l.collaboration_id = $5))
             GROUP BY 1, 2 ORDER BY 1`,
      values: [currentTenant(), campaignId, asOf.toISOString(), timeZone, collaborationId ?? null],
    });
  }

  links({ campaignId, collaborationId, asOf }: Scope): Promise<LinkRow[]> {
    return this.db.query<LinkRow & Record<string, unknown>>({
      name: 'report_links',
      text: `SELECT l.id, l.slug, l.collaboration_id, count(k.id) AS total, count(k.id) FILTER (WHERE k.valid) AS valid
             FROM tracked_link l
             LEFT JOIN click k ON k.tenant_id = $1 AND k.link_id = l.id AND k.at <= $3
             WHERE l.tenant_id = $1 AND l.campaign_id = $2 AND ($4::uuid IS NULL OR l.collaboration_id = $4)
             GROUP BY l.id, l.slug, l.collaboration_id`,
      values: [currentTenant(), campaignId, asOf.toISOString(), collaborationId ?? null],
    });
  }
}
