import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant } from '#platform/kernel';
import { percentOf } from '#domain/roster';
import type { FoundRow, Sort } from './discovery.dto.js';

/** Conditions as `app.search_channels` reads them; a key that is missing asks nothing. */
export interface Wanted {
  readonly sharedOnly?: boolean;
  readonly words?: string;
  /** What was typed, folded: for relevance. */
  readonly typed?: string;
  readonly topics?: string;
  readonly platform?: string;
  /** A PostgreSQL array of ISO codes. */
  readonly countries?: string;
  readonly followersMin?: number;
  readonly followersMax?: number;
  readonly engagementMinPpm?: number;
  readonly engagementMaxPpm?: number;
}

export interface Position {
  readonly rank: number;
  readonly figure: number;
  readonly name: string | null;
  readonly id: string;
}

export interface Hit extends Position {
  readonly influencerId: string;
}

export interface Count {
  readonly dim: 'total' | 'platform' | 'country' | 'topic';
  readonly value: string | null;
  readonly n: number;
}

interface Line {
  id: string;
  channel_id: string;
  display_name: string;
  visibility: FoundRow['visibility'];
  claimed: boolean;
  platform: string;
  handle: string;
  followers: number | null;
  engagement_ppm: number | null;
  country: string | null;
  topics: string[];
  source: FoundRow['source'];
  observed_at: Date;
}

@Injectable()
export class DiscoveryQueries {
  constructor(private readonly db: Db) {}

  /** Ids only; what is shown of them is read through the walls. `few`: finding all and ordering them is quicker. */
  hits(wanted: Wanted, sort: Sort, after: Position | null, limit: number, few: boolean): Promise<Hit[]> {
    return this.db.query<Hit>({
      name: 'discovery_hits',
      text: `SELECT channel_id AS id, influencer_id AS "influencerId", rank, figure, name
             FROM app.search_channels($1, $2, $3, $4, $5, $6)`,
      values: [currentTenant(), JSON.stringify(wanted), sort, after && JSON.stringify(after), limit, few],
    });
  }

  async somebodyHas(wanted: Wanted): Promise<boolean> {
    const row = await this.db.one<{ has: boolean }>({
      name: 'discovery_somebody',
      text: 'SELECT app.somebody_has($1, $2) AS has',
      values: [currentTenant(), JSON.stringify(wanted)],
    });
    return row?.has ?? false;
  }

  counts(wanted: Wanted): Promise<Count[]> {
    return this.db.query<Count>({
      name: 'discovery_counts',
      text: 'SELECT dim, value, n FROM app.count_channels($1, $2)',
      values: [currentTenant(), JSON.stringify(wanted)],
    });
  }

  /** Words of the roster that are spelled like this one, nearest first; also such as only hidden people have. */
  async nearest(word: string): Promise<string[]> {
    const rows = await this.db.query<{ word: string }>({
      name: 'discovery_nearest',
      text: 'SELECT word FROM app.nearest_words($1, $2) AS word',
      values: [currentTenant(), word],
    });
    return rows.map((row) => row.word);
  }

  /** In the order of the ids. */
  async rows(channelIds: readonly string[]): Promise<FoundRow[]> {
    const lines = await this.db.query<Line>({
      name: 'discovery_rows',
      text: `SELECT i.id, c.id AS channel_id, i.display_name, i.visibility, i.claimed_at IS NOT NULL AS claimed, c.platform, c.handle,
               c.followers, c.engagement_ppm, i.country, i.topics, c.source, c.observed_at
             FROM influencer_channel c JOIN influencer i ON i.tenant_id = $1 AND i.id = c.influencer_id
             WHERE c.tenant_id = $1 AND c.id = ANY($2)`,
      values: [currentTenant(), channelIds],
    });
    const byId = new Map(lines.map((line) => [line.channel_id, line]));
    return channelIds.flatMap((id) => {
      const line = byId.get(id);
      return line ? [foundRow(line)] : [];
    });
  }
}

function foundRow(line: Line): FoundRow {
  return {
    id: line.id,
    displayName: line.display_name,
    platform: line.platform,
    handle: line.handle,
    followers: line.followers,
    engagementPercent: percentOf(line.engagement_ppm),
    country: line.country,
    topics: line.topics,
    source: line.source,
    observedAt: line.observed_at.toISOString(),
    claimed: line.claimed,
    visibility: line.visibility,
  };
}
