import { Injectable } from '@nestjs/common';
import { accessible } from '#platform/access';
import { Db } from '#platform/database';
import { currentActor, currentTenant, now } from '#platform/kernel';
import { percentOf } from '#domain/roster';
import type { ListEntry, ListRow } from './lists.dto.js';

interface ListLine {
  id: string;
  name: string;
  people: number;
  followers: number;
  created_by_name: string | null;
  updated_at: Date;
}

interface EntryLine extends Omit<ListEntry, 'observedAt' | 'addedAt' | 'engagementPercent'> {
  engagementPpm: number | null;
  observedAt: Date;
  addedAt: Date;
}

@Injectable()
export class ListQueries {
  constructor(private readonly db: Db) {}

  /** Those of one organization, as far as the actor may; `id` narrows to one. Last touched first. */
  async lists(organizationId: string, id: string | null = null): Promise<ListRow[]> {
    const scope = accessible(
      'read',
      'List',
      { organizationId: 'l.organization_id', campaignId: 'NULL::uuid' },
      4,
    );
    const lines = await this.db.query<ListLine>({
      name: `influencer_lists_${currentActor().kind}_${scope.key}`,
      text: `SELECT l.id, l.name, count(i.id)::int AS people, coalesce(sum(i.top_followers), 0)::bigint AS followers,
               (SELECT a.name FROM account a WHERE a.tenant_id = $1 AND a.id = l.created_by) AS created_by_name, l.updated_at
             FROM influencer_list l
             LEFT JOIN influencer_list_entry e ON e.tenant_id = $1 AND e.list_id = l.id
             LEFT JOIN influencer i ON i.tenant_id = $1 AND i.id = e.influencer_id AND i.visibility = 'shared'
             WHERE l.tenant_id = $1 AND l.organization_id = $2 AND ($3::uuid IS NULL OR l.id = $3) AND ${scope.sql}
             GROUP BY l.tenant_id, l.id ORDER BY l.updated_at DESC, l.id DESC LIMIT 500`,
      values: [currentTenant(), organizationId, id, ...scope.values],
    });
    return lines.map((line) => ({
      id: line.id,
      name: line.name,
      people: line.people,
      followers: line.followers,
      createdByName: line.created_by_name,
      updatedAt: line.updated_at.toISOString(),
    }));
  }

  /** The people of a list, by their strongest channel; who was made private since is left out. */
  async entries(listId: string): Promise<ListEntry[]> {
    const lines = await this.db.query<EntryLine>({
      name: 'influencer_list_entries',
      text: `SELECT i.id, i.display_name AS "displayName", i.visibility, i.claimed_at IS NOT NULL AS claimed, c.platform, c.handle,
               c.followers, c.engagement_ppm AS "engagementPpm", i.country, i.topics, c.source, c.observed_at AS "observedAt",
               e.note, e.added_at AS "addedAt",
               (SELECT a.name FROM account a WHERE a.tenant_id = $1 AND a.id = e.added_by) AS "addedByName"
             FROM influencer_list_entry e
             JOIN influencer i ON i.tenant_id = $1 AND i.id = e.influencer_id AND i.visibility = 'shared'
             JOIN influencer_channel c ON c.tenant_id = $1 AND c.influencer_id = i.id AND c.place = 0
             WHERE e.tenant_id = $1 AND e.list_id = $2
             ORDER BY e.added_at DESC, i.id DESC LIMIT 1000`,
      values: [currentTenant(), listId],
    });
    return lines.map(({ engagementPpm, observedAt, addedAt, ...line }) => ({
      ...line,
      engagementPercent: percentOf(engagementPpm),
      observedAt: observedAt.toISOString(),
      addedAt: addedAt.toISOString(),
    }));
  }

  /** In which of these lists an influencer is. */
  async holding(influencerId: string, listIds: readonly string[]): Promise<Set<string>> {
    const lines = await this.db.query<{ list_id: string }>({
      name: 'influencer_lists_holding',
      text: 'SELECT list_id FROM influencer_list_entry WHERE tenant_id = $1 AND influencer_id = $2 AND list_id = ANY($3)',
      values: [currentTenant(), influencerId, listIds],
    });
    return new Set(lines.map((line) => line.list_id));
  }

  /** Adding whom the list has already changes nothing. */
  async add(listId: string, influencerIds: readonly string[]): Promise<void> {
    await this.db.query({
      name: 'influencer_list_add',
      text: `INSERT INTO influencer_list_entry (tenant_id, list_id, influencer_id, added_by, added_at)
             SELECT $1, $2, id, $4, $5 FROM unnest($3::uuid[]) AS id ON CONFLICT DO NOTHING`,
      values: [currentTenant(), listId, influencerIds, currentActor().accountId, now()],
    });
  }

  async remove(listId: string, influencerIds: readonly string[]): Promise<void> {
    await this.db.query({
      name: 'influencer_list_remove',
      text: 'DELETE FROM influencer_list_entry WHERE tenant_id = $1 AND list_id = $2 AND influencer_id = ANY($3)',
      values: [currentTenant(), listId, influencerIds],
    });
  }

  /** Answers how many entries were meant: none if the person is not in the list. */
  async note(listId: string, influencerId: string, note: string | null): Promise<number> {
    const rows = await this.db.query({
      name: 'influencer_list_note',
      text: 'UPDATE influencer_list_entry SET note = $4 WHERE tenant_id = $1 AND list_id = $2 AND influencer_id = $3 RETURNING 1',
      values: [currentTenant(), listId, influencerId, note],
    });
    return rows.length;
  }
}
