import type { RosterCreator } from '../reading/index.js';
import { asTsvector, searchWords, sortName } from '../search-words.js';

/** The columns of the staging table, in the order in which `copyLine` writes them. */
export const STAGED_COLUMNS = [
  'row_number integer',
  'influencer_id uuid',
  'channel_id uuid',
  'lead boolean',
  'platform text',
  'handle text',
  'handle_norm text',
  'handle_derived boolean',
  'display_name text',
  'profile_url text',
  'followers bigint',
  'engagement_ppm bigint',
  'avg_likes bigint',
  'avg_views bigint',
  'avg_comments bigint',
  'avg_shares bigint',
  'avg_engagements bigint',
  'new_post_avg_likes bigint',
  'posts bigint',
  'total_likes bigint',
  'total_views bigint',
  'list_rank bigint',
  'influence_score bigint',
  'email text',
  'email_norm text',
  'phone text',
  'country text',
  'language text',
  'city text',
  'gender text',
  'topics text[]',
  'sort_name text',
  'search tsvector',
] as const;

const NULL = '\\N';
const NEEDS_ESCAPE = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function text(value: string | null): string {
  if (value === null) return NULL;
  // PostgreSQL holds no zero character.
  const clean = value.includes('\0') ? value.replaceAll('\0', '') : value;
  return NEEDS_ESCAPE.test(clean) ? clean.replace(/[\\\t\n\r]/g, (char) => ESCAPES[char]!) : clean;
}

const figure = (value: number | null): string => (value === null ? NULL : String(value));

function list(values: readonly string[]): string {
  if (values.length === 0) return '{}';
  return text(`{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
}

/** Under which a creator goes in, if it is a new one. */
export interface NewIds {
  readonly influencer: string;
  readonly channel: string;
}

/** One account as a line of PostgreSQL's COPY text; of several that a row holds, one leads. */
export function copyLine(row: number, creator: RosterCreator, ids: NewIds, lead = true): string {
  const name = creator.displayName ?? creator.handle;
  const { handle, city, categories: topics } = creator;
  const search = asTsvector(searchWords({ displayName: name, handles: [handle], city, topics }));
  return (
    `${row}\t${ids.influencer}\t${ids.channel}\t${lead ? 't' : 'f'}\t${creator.platform}\t${text(handle)}\t${text(creator.handleNorm)}\t` +
    `${creator.handleDerived ? 't' : 'f'}\t${text(creator.displayName)}\t${text(creator.profileUrl)}\t` +
    `${figure(creator.followers)}\t${figure(creator.engagementRatePpm)}\t${figure(creator.avgLikes)}\t${figure(creator.avgViews)}\t` +
    `${figure(creator.avgComments)}\t${figure(creator.avgShares)}\t${figure(creator.avgEngagements)}\t${figure(creator.newPostAvgLikes)}\t` +
    `${figure(creator.posts)}\t${figure(creator.totalLikes)}\t${figure(creator.totalViews)}\t${figure(creator.rank)}\t` +
    `${figure(creator.influenceScore)}\t${text(creator.email)}\t${text(creator.email?.toLowerCase() ?? null)}\t${text(creator.phone)}\t` +
    `${text(creator.country)}\t${text(creator.language)}\t${text(city)}\t${text(creator.gender)}\t${list(topics)}\t` +
    `${text(sortName(name))}\t${text(search)}\n`
  );
}
