import { isUuid } from '#platform/kernel';
import { STAGED_COLUMNS } from './staged-row.js';

const TABLE = 'roster_stage';

/**
 * Each connection keeps its own, empty after every commit; COPY may not write into a table behind a policy.
 * `known`: whose the handle is already. `again`: this very import brought it before.
 */
const CREATE_STAGE = `CREATE TEMP TABLE IF NOT EXISTS ${TABLE} (
  ${STAGED_COLUMNS.join(', ')}, known uuid, known_channel uuid, again boolean
) ON COMMIT DELETE ROWS`;

const names = STAGED_COLUMNS.map((column) => column.split(' ')[0]!);
export const COPY_STAGE = `COPY ${TABLE} (${names.join(', ')}) FROM STDIN`;
/** Of one label, one writer of the roster's handles at a time: an import, or a person who adds a channel. */
export const LOCK_ROSTER = `SELECT pg_advisory_xact_lock(727430, hashtext($1::text))`;

/** What opens a batch, as one message: the lock, the batch's number (twice the same is a duplicate key) and the stage. */
export function openBatch(tenantId: string, importId: string, batch: number, anew: boolean): string {
  if (!isUuid(tenantId) || !isUuid(importId) || !Number.isSafeInteger(batch))
    throw new Error('no batch of an import');
  return `SELECT pg_advisory_xact_lock(727430, hashtext('${tenantId}'));
    INSERT INTO roster_import_batch (tenant_id, import_id, batch) VALUES ('${tenantId}', '${importId}', ${batch});
    ${CREATE_STAGE}; ${anew ? `TRUNCATE ${TABLE}` : ''}`;
}

/*
 * The planner knows nothing of a stage's rows, and of a roster that is being filled for the first time not even that it
 * is one label's: it would read the whole roster for each batch. So each row looks up its handle by itself, and later
 * statements name the ids that they mean, besides the join.
 */
export const FIND_KNOWN = `UPDATE ${TABLE} s SET (known, known_channel, again) = (
    SELECT c.influencer_id, c.id, c.import_id IS NOT DISTINCT FROM $2::uuid FROM influencer_channel c
    WHERE c.tenant_id = $1 AND c.platform = s.platform AND c.handle_norm = s.handle_norm)`;

/** An account that is new belongs to whoever has the row's leading one, else to whoever had another of its accounts before this import. */
export const FIND_SIBLINGS = `UPDATE ${TABLE} s SET known = f.known, again = false
  FROM (SELECT influencer_id, (array_agg(known ORDER BY lead DESC, channel_id))[1] AS known FROM ${TABLE}
    WHERE known IS NOT NULL AND (lead OR NOT again) GROUP BY influencer_id) f
  WHERE s.known IS NULL AND s.influencer_id = f.influencer_id`;

const KNOWN = `(ARRAY(SELECT known FROM ${TABLE} WHERE known IS NOT NULL))`;
const KNOWN_CHANNELS = `(ARRAY(SELECT known_channel FROM ${TABLE} WHERE known IS NOT NULL))`;

/** Doubles by a derived name are listed and otherwise left alone. */
export const TAKE_DERIVED_AGAIN = `DELETE FROM ${TABLE} s USING influencer_channel c
  WHERE s.again AND c.tenant_id = $1 AND c.id = ANY ${KNOWN_CHANNELS} AND c.id = s.known_channel
    AND (s.handle_derived OR c.handle_derived)
  RETURNING s.row_number, coalesce(s.display_name, s.handle) AS value, s.lead`;

/** Whose leading account went nowhere, goes nowhere as a whole. */
export const DROP_UNLED = `DELETE FROM ${TABLE} s WHERE NOT s.lead
  AND NOT EXISTS (SELECT FROM ${TABLE} l WHERE l.influencer_id = s.influencer_id AND l.lead)`;

export const FIND_PEOPLE = `SELECT DISTINCT coalesce(known, influencer_id) AS id FROM ${TABLE}`;

export const COUNT_FATES = `SELECT count(*) FILTER (WHERE lead AND known IS NULL)::int AS created,
    count(*) FILTER (WHERE lead AND known IS NOT NULL AND NOT again)::int AS updated,
    count(*) FILTER (WHERE lead AND again)::int AS again,
    count(*) FILTER (WHERE known_channel IS NULL)::int AS new_channels,
    count(*) FILTER (WHERE known_channel IS NOT NULL)::int AS known_channels
  FROM ${TABLE}`;

export const INSERT_INFLUENCERS = `INSERT INTO influencer (tenant_id, id, display_name, email, email_norm, phone, country, language, city, gender,
    topics, source, top_platform, top_handle, top_followers, top_engagement_ppm, created_at, updated_at)
  SELECT $1, influencer_id, coalesce(display_name, handle), email, email_norm, phone, country, language, city, gender,
    topics, 'import', platform, handle, followers, engagement_ppm, $2, $2
  FROM ${TABLE} WHERE known IS NULL AND lead`;

const FIGURES = [
  'profile_url',
  'followers',
  'engagement_ppm',
  'avg_likes',
  'avg_views',
  'avg_comments',
  'avg_shares',
  'avg_engagements',
  'new_post_avg_likes',
  'posts',
  'total_likes',
  'total_views',
  'list_rank',
  'influence_score',
];

export const INSERT_CHANNELS = `INSERT INTO influencer_channel (tenant_id, id, influencer_id, platform, handle, handle_norm, handle_derived,
    ${FIGURES.join(', ')}, observed_at, source, import_id, country, topics, sort_name, search)
  SELECT $1, channel_id, coalesce(known, influencer_id), platform, handle, handle_norm, handle_derived,
    ${FIGURES.join(', ')}, $2, 'import', $3, country, topics, sort_name, search
  FROM ${TABLE} WHERE known_channel IS NULL`;

/** The influencers whose words, country, topics or strongest channel may change with this batch; asked before it does. */
export const FIND_STALE_ENTRIES = `SELECT DISTINCT s.known AS id FROM ${TABLE} s
  CROSS JOIN LATERAL (SELECT i.display_name, i.country, i.city, i.topics FROM influencer i WHERE i.tenant_id = $1 AND i.id = s.known OFFSET 0) i
  CROSS JOIN LATERAL (SELECT c.handle FROM influencer_channel c WHERE c.tenant_id = $1 AND c.id = s.known_channel OFFSET 0) c
  WHERE s.display_name <> i.display_name OR s.handle <> c.handle OR s.country IS DISTINCT FROM i.country
    OR s.city IS DISTINCT FROM i.city OR s.topics <> i.topics
    OR EXISTS (SELECT FROM influencer_channel o WHERE o.tenant_id = $1 AND o.influencer_id = s.known AND o.id <> s.known_channel OFFSET 0)`;

/** What is known is never replaced by nothing; a double in the same list only fills gaps. */
const newer = (column: string, gapsOnly = 's.again') =>
  `CASE WHEN ${gapsOnly} THEN coalesce(t.${column}, s.${column}) ELSE coalesce(s.${column}, t.${column}) END`;

export const UPDATE_CHANNELS = `UPDATE influencer_channel t
  SET ${FIGURES.map((column) => `${column} = ${newer(column)}`).join(', ')},
    handle = CASE WHEN s.again THEN t.handle ELSE s.handle END,
    handle_derived = t.handle_derived AND s.handle_derived,
    observed_at = $2, source = 'import', import_id = $3
  FROM ${TABLE} s
  WHERE t.tenant_id = $1 AND t.id = ANY ${KNOWN_CHANNELS} AND t.id = s.known_channel`;

/** Who has claimed a profile knows better than a list; lists then only fill gaps. */
const GAPS_ONLY = '(s.again OR t.claimed_at IS NOT NULL)';
const PERSONAL = ['email', 'email_norm', 'phone', 'country', 'language', 'city', 'gender'];
const INFLUENCER: readonly (readonly [column: string, value: string])[] = [
  ...PERSONAL.map((column) => [column, newer(column, GAPS_ONLY)] as const),
  [
    'display_name',
    `CASE WHEN ${GAPS_ONLY} OR s.display_name IS NULL THEN t.display_name ELSE s.display_name END`,
  ],
  [
    'topics',
    `CASE WHEN s.topics = '{}' OR (${GAPS_ONLY} AND t.topics <> '{}') THEN t.topics ELSE s.topics END`,
  ],
  ...['platform', 'handle', 'followers', 'engagement_ppm'].map(
    (column) => [`top_${column}`, `c.${column}`] as const,
  ),
];

/** Whom the list tells nothing new of is left alone: most of a list that comes again. */
export const UPDATE_INFLUENCERS = `UPDATE influencer t
  SET ${INFLUENCER.map(([column, value]) => `${column} = ${value}`).join(', ')}, updated_at = $2
  FROM ${TABLE} s
  JOIN LATERAL (SELECT o.platform, o.handle, o.followers, o.engagement_ppm FROM influencer_channel o
    WHERE o.tenant_id = $1 AND o.influencer_id = s.known ORDER BY o.followers DESC NULLS LAST, o.id LIMIT 1) c ON true
  WHERE t.tenant_id = $1 AND t.id = ANY ${KNOWN} AND t.id = s.known AND s.lead
    AND (${INFLUENCER.map(([column]) => `t.${column}`).join(', ')}) IS DISTINCT FROM (${INFLUENCER.map(([, value]) => value).join(', ')})`;

export const INSERT_REMARKS = `INSERT INTO roster_import_rejection (tenant_id, id, import_id, row_number, column_name, value, reason, message, kind)
  SELECT $1, r.id, $2, r.row_number, r.column_name, r.value, r.reason, r.message, r.kind
  FROM unnest($3::uuid[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
    AS r (id, row_number, column_name, value, reason, message, kind)`;

export const COUNT_UP = `UPDATE roster_import
  SET rows = rows + $3, created = created + $4, updated = updated + $5, duplicates = duplicates + $6, rejected = rejected + $7,
    done_bytes = greatest(done_bytes, $8)
  WHERE tenant_id = $1 AND id = $2`;
