import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant } from '#platform/kernel';
import { asTsvector, searchWords, sortName, vocabularyOf } from './search-words.js';

interface Entry {
  channel_id: string;
  influencer_id: string;
  handle: string;
  platform: string;
  display_name: string;
  bio: string | null;
  city: string | null;
  topics: string[];
}

/** Keeps with each channel what a search asks of it, and with each influencer which channel is the strongest. */
@Injectable()
export class SearchEntries {
  constructor(private readonly db: Db) {}

  /** After any change of these influencers or their channels, in its transaction. */
  async refresh(influencerIds: readonly string[]): Promise<void> {
    if (influencerIds.length === 0) return;
    const tenantId = currentTenant();
    const entries = await this.db.query<Entry>({
      name: 'search_entries_source',
      text: `SELECT c.id AS channel_id, c.influencer_id, c.handle, c.platform, i.display_name, i.bio, i.city, i.topics
             FROM influencer i JOIN influencer_channel c ON c.tenant_id = $1 AND c.influencer_id = i.id
             WHERE i.tenant_id = $1 AND i.id = ANY($2)
             ORDER BY i.id, c.followers DESC NULLS LAST, c.id`,
      values: [tenantId, influencerIds],
    });
    await this.learn(new Set(entries.flatMap((entry) => vocabularyOf(entry.display_name, entry.topics))));
    const rows = [...Map.groupBy(entries, (entry) => entry.influencer_id).values()].flatMap(placed);
    await this.db.query({
      name: 'search_entries_write',
      text: `UPDATE influencer_channel c
             SET place = n.place, search = n.search::tsvector, sort_name = n.sort_name, country = i.country, topics = i.topics,
               shared = i.visibility = 'shared'
             FROM unnest($2::uuid[], $3::smallint[], $4::text[], $5::text[]) AS n (id, place, search, sort_name), influencer i
             WHERE c.tenant_id = $1 AND c.id = n.id AND i.tenant_id = $1 AND i.id = c.influencer_id`,
      values: [
        tenantId,
        rows.map((row) => row.id),
        rows.map((row) => row.place),
        rows.map((row) => row.search),
        rows.map((row) => row.sortName),
      ],
    });
    await this.db.query({
      name: 'search_entries_top',
      text: `UPDATE influencer i
             SET top_platform = c.platform, top_handle = c.handle, top_followers = c.followers, top_engagement_ppm = c.engagement_ppm
             FROM influencer_channel c
             WHERE i.tenant_id = $1 AND i.id = ANY($2) AND c.tenant_id = $1 AND c.influencer_id = i.id AND c.place = 0`,
      values: [tenantId, influencerIds],
    });
  }

  /** Adds words to the roster's vocabulary. Sorted, so that two who learn at once wait for each other and not in a ring. */
  async learn(words: ReadonlySet<string>): Promise<void> {
    if (words.size === 0) return;
    await this.db.query({
      name: 'search_words_learn',
      text: 'INSERT INTO roster_word (tenant_id, word) SELECT $1, word FROM unnest($2::text[]) AS word ON CONFLICT DO NOTHING',
      values: [currentTenant(), [...words].sort()],
    });
  }
}

/** The channels of one influencer, strongest first, with their places and words. */
function placed(
  entries: readonly Entry[],
): { id: string; place: number; search: string; sortName: string }[] {
  const platforms = new Set<string>();
  const handles = entries.map((entry) => entry.handle);
  return entries.map((entry, index) => {
    const place = index === 0 ? 0 : platforms.has(entry.platform) ? 2 : 1;
    platforms.add(entry.platform);
    const { display_name: displayName, bio, city, topics } = entry;
    const search = asTsvector(searchWords({ displayName, handles, bio, city, topics }));
    return { id: entry.channel_id, place, search, sortName: sortName(displayName) };
  });
}
