import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant } from '#platform/kernel';
import type { ImportRow, RejectionRow } from './imports.dto.js';

interface ImportLine {
  id: string;
  filename: string;
  state: ImportRow['state'];
  dry_run: boolean;
  rows: number;
  created: number;
  updated: number;
  duplicates: number;
  rejected: number;
  created_at: Date;
  finished_at: Date | null;
  created_by_name: string | null;
}

export interface RejectionLine extends RejectionRow {
  readonly id: string;
}

@Injectable()
export class ImportQueries {
  constructor(private readonly db: Db) {}

  /** Newest first. */
  async list(cursor: string | null, limit: number): Promise<ImportRow[]> {
    const lines = await this.db.query<ImportLine>({
      name: 'roster_imports',
      text: `SELECT m.id, m.filename, m.state, m.dry_run, m.rows, m.created, m.updated, m.duplicates, m.rejected, m.created_at,
               m.finished_at, a.name AS created_by_name
             FROM roster_import m LEFT JOIN account a ON a.tenant_id = $1 AND a.id = m.created_by
             WHERE m.tenant_id = $1 AND ($2::uuid IS NULL OR m.id < $2) ORDER BY m.id DESC LIMIT $3`,
      values: [currentTenant(), cursor, limit],
    });
    return lines.map((line) => ({
      id: line.id,
      filename: line.filename,
      state: line.state,
      dryRun: line.dry_run,
      rows: line.rows,
      created: line.created,
      updated: line.updated,
      duplicates: line.duplicates,
      rejected: line.rejected,
      createdAt: line.created_at.toISOString(),
      finishedAt: line.finished_at?.toISOString() ?? null,
      createdByName: line.created_by_name,
    }));
  }

  async countRejections(importId: string): Promise<number> {
    const row = await this.db.one<{ count: number }>({
      name: 'roster_rejections_count',
      text: 'SELECT count(*)::int AS count FROM roster_import_rejection WHERE tenant_id = $1 AND import_id = $2',
      values: [currentTenant(), importId],
    });
    return row?.count ?? 0;
  }

  /** In the order of the list, behind (row, id). */
  rejections(
    importId: string,
    after: { row: number; id: string } | null,
    limit: number,
  ): Promise<RejectionLine[]> {
    return this.db.query<RejectionLine>({
      name: 'roster_rejections',
      text: `SELECT id, row_number AS row, column_name AS column, value, reason, message, kind FROM roster_import_rejection
             WHERE tenant_id = $1 AND import_id = $2 AND ($3::int IS NULL OR (row_number, id) > ($3, $4::uuid))
             ORDER BY row_number, id LIMIT $5`,
      values: [currentTenant(), importId, after?.row ?? null, after?.id ?? null, limit],
    });
  }

  /** Channels with their influencers, in the order of their ids. */
  exportPage(after: string | null, limit: number): Promise<ExportLine[]> {
    return this.db.query<ExportLine>({
      name: 'roster_export_page',
      text: `SELECT c.id, ARRAY[c.platform, c.handle, i.display_name, coalesce(c.profile_url, ''), coalesce(c.followers::text, ''),
               coalesce(trim_scale(c.engagement_ppm / 10000.0)::text, ''), coalesce(c.avg_likes::text, ''), coalesce(c.avg_comments::text, ''),
               coalesce(c.avg_shares::text, ''), coalesce(c.avg_views::text, ''), coalesce(c.posts::text, ''), coalesce(c.total_likes::text, ''),
               coalesce(c.total_views::text, ''), coalesce(c.influence_score::text, ''), array_to_string(i.topics, ', '),
               coalesce(i.country, ''), coalesce(i.language, ''), coalesce(i.city, ''), coalesce(i.email, ''), coalesce(i.phone, ''),
               coalesce(i.gender, '')] AS cells
             FROM influencer_channel c JOIN influencer i ON i.tenant_id = $1 AND i.id = c.influencer_id
             WHERE c.tenant_id = $1 AND ($2::uuid IS NULL OR c.id > $2) ORDER BY c.id LIMIT $3`,
      values: [currentTenant(), after, limit],
    });
  }

  /** Which of these handles are on the roster, with the figures that a list of creators can hold. */
  async figuresOf(platforms: readonly string[], handles: readonly string[]): Promise<FigureLine[]> {
    return this.db.query<FigureLine>({
      name: 'roster_figures_of_handles',
      text: `SELECT c.platform, c.handle_norm, c.followers, c.posts, c.total_likes AS "totalLikes", c.total_views AS "totalViews",
               c.list_rank AS rank, c.avg_likes AS "avgLikes", c.avg_views AS "avgViews", c.avg_comments AS "avgComments",
               c.avg_shares AS "avgShares", c.avg_engagements AS "avgEngagements", c.new_post_avg_likes AS "newPostAvgLikes",
               c.influence_score AS "influenceScore", c.engagement_ppm AS "engagementRatePpm"
             FROM unnest($2::text[], $3::text[]) AS k (platform, handle_norm)
             JOIN influencer_channel c ON c.tenant_id = $1 AND c.platform = k.platform AND c.handle_norm = k.handle_norm`,
      values: [currentTenant(), platforms, handles],
    });
  }
}

/** The columns of an exported roster, by names that the reading of lists maps without a doubt. */
export const ROSTER_COLUMNS = [
  ...[
    'platform',
    'handle',
    'name',
    'profile url',
    'followers',
    'engagement rate %',
    'avg likes',
    'avg comments',
    'avg shares',
  ],
  ...[
    'avg views',
    'posts',
    'total likes',
    'total views',
    'influence score',
    'category',
    'country',
    'language',
    'city',
  ],
  ...['email', 'phone', 'gender'],
];

export interface ExportLine {
  readonly id: string;
  readonly cells: string[];
}

/** A cell that a spreadsheet would run as a formula is made a text. */
export function harmless(cell: string): string {
  return /^[=+@\t\r-]/.test(cell) ? `'${cell}` : cell;
}

export interface FigureLine {
  platform: string;
  handle_norm: string;
  [figure: string]: string | number | null;
}
