import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/kernel';
import pg from 'pg';
import { freshDatabase, superuserUrl, type TestDatabase } from '../../../../test/support/database.js';

/** Whichever way a search goes (tally, index, what is left out), its answer is the one that plain reading gives. */
const tenant = newId();
const PEOPLE = 300;
const FOLLOWERS = [null, 0, 10, 500, 500, 2_000, 90_000];
const NAMES = ['ava berg', 'ava', 'lea ava', 'nova'];

interface Channel {
  readonly id: string;
  readonly platform: string;
  readonly handle: string;
  readonly name: string;
  readonly followers: number | null;
  readonly engagement: number | null;
  readonly shared: boolean;
  readonly country: string | null;
  readonly topics: string[];
}

const channels: readonly Channel[] = Array.from({ length: PEOPLE }, (_, i) => ({
  id: newId(),
  platform: ['instagram', 'tiktok', 'youtube'][i % 3]!,
  handle: i === 7 ? 'ava' : `ava${i}`,
  name: i === 7 ? 'zeno' : NAMES[i % NAMES.length]!,
  followers: FOLLOWERS[i % FOLLOWERS.length]!,
  engagement: i % 5 === 0 ? null : (i % 50) * 1_000,
  shared: i % 9 !== 0,
  country: [null, 'DE', 'US', 'FR'][i % 4]!,
  topics: [[], ['Food'], ['Food', 'Travel'], ['Art']][i % 4]!,
}));

let database: TestDatabase;
let owner: pg.Client;
let runtime: pg.Client;

beforeAll(async () => {
  database = await freshDatabase();
  owner = new pg.Client({ connectionString: superuserUrl(database) });
  runtime = new pg.Client({ connectionString: database.urls.runtime });
  await Promise.all([owner.connect(), runtime.connect()]);
  for (const one of channels) {
    const influencer = newId();
    const words = [
      ...one.name.split(' '),
      one.handle,
      ...one.topics.map((topic) => `#${topic.toLowerCase()}`),
    ];
    await owner.query('INSERT INTO influencer (tenant_id, id, display_name) VALUES ($1, $2, $3)', [
      tenant,
      influencer,
      one.name,
    ]);
    await owner.query(
      `INSERT INTO influencer_channel (tenant_id, id, influencer_id, platform, handle, handle_norm, followers, engagement_ppm, shared, country, topics, sort_name, search)
       VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11, array_to_tsvector($12))`,
      [
        ...[tenant, one.id, influencer, one.platform, one.handle, one.followers, one.engagement, one.shared],
        ...[one.country, one.topics, one.name, [...new Set(words)]],
      ],
    );
  }
});
afterAll(async () => {
  await Promise.all([owner.end(), runtime.end()]);
  await database.drop();
});

async function asked<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
  await runtime.query(`BEGIN; SET LOCAL app.tenant_id = '${tenant}'`);
  try {
    return (await runtime.query<Row>(text, values)).rows;
  } finally {
    await runtime.query('ROLLBACK');
  }
}

type Wanted = Record<string, unknown>;

/** What a search asks for, read plainly; `without` leaves one kind of filter out. */
function fits(one: Channel, wanted: Wanted, without = ''): boolean {
  const within = (figure: number | null, min: unknown, max: unknown) =>
    (min === undefined && max === undefined) ||
    (figure !== null && figure >= Number(min ?? 0) && figure <= Number(max ?? Infinity));
  return (
    (!wanted['sharedOnly'] || one.shared) &&
    (without === 'platform' || !wanted['platform'] || one.platform === wanted['platform']) &&
    (without === 'country' || !wanted['countries'] || `{${one.country}}` === wanted['countries']) &&
    (without === 'topic' || !wanted['topics'] || one.topics.includes('Food')) &&
    within(one.followers, wanted['followersMin'], wanted['followersMax']) &&
    within(one.engagement, wanted['engagementMinPpm'], wanted['engagementMaxPpm'])
  );
}

function plainly(wanted: Wanted): Record<string, number> {
  const counts: Record<string, number> = {};
  const add = (key: string) => (counts[key] = (counts[key] ?? 0) + 1);
  for (const one of channels) {
    if (fits(one, wanted)) add('total');
    if (fits(one, wanted, 'platform')) add(`platform ${one.platform}`);
    if (one.country && fits(one, wanted, 'country')) add(`country ${one.country}`);
    if (fits(one, wanted, 'topic')) for (const topic of one.topics) add(`topic ${topic}`);
  }
  return counts;
}

describe('the counts of a search', () => {
  const ranges: Wanted[] = [
    {},
    { followersMin: 1 },
    { followersMin: 1_000 },
    { followersMin: 50_000 },
    { followersMax: 100_000 },
    { followersMax: 5 },
    { followersMin: 1, followersMax: 60_000 },
    { engagementMinPpm: 1 },
    { engagementMinPpm: 45_000 },
    { engagementMaxPpm: 48_000 },
    { followersMin: 1, engagementMinPpm: 1_000 },
  ];
  const filters: Wanted[] = [
    {},
    { sharedOnly: true },
    { platform: 'tiktok', sharedOnly: true },
    { countries: '{DE}' },
    { topics: "'#food'" },
    { topics: "'#food'", platform: 'youtube', countries: '{US}' },
  ];

  it.each(ranges)('are those of plain reading within %j', async (range) => {
    for (const filter of filters) {
      const wanted = { ...range, ...filter };
      const rows = await asked<{ dim: string; value: string | null; n: string }>(
        'SELECT dim, value, n FROM app.count_channels($1, $2)',
        [tenant, JSON.stringify(wanted)],
      );
      const counts = Object.fromEntries(
        rows.map(({ dim, value, n }) => [value === null ? dim : `${dim} ${value}`, Number(n)]),
      );
      expect({ wanted, total: 0, ...counts }).toEqual({ wanted, total: 0, ...plainly(wanted) });
    }
  });
});

describe('the best matches of a search', () => {
  const wanted = { words: "'ava':*", typed: 'ava', sharedOnly: true };
  const page = (after: object | null, few: boolean, limit: number) =>
    asked<{ channel_id: string; rank: number; figure: string }>(
      "SELECT * FROM app.search_channels($1, $2, 'relevance', $3, $4, $5)",
      [tenant, JSON.stringify(wanted), after && JSON.stringify(after), limit, few],
    );

  it('are the handle and the name itself, then what begins so, then the rest; page by page none is left out', async () => {
    const all = await page(null, false, 500);
    const matching = channels.filter((one) => one.shared);
    expect(all).toHaveLength(matching.length);
    const rankOf = (one: Channel) =>
      one.handle === 'ava' || one.name === 'ava' ? 3 : one.name.startsWith('ava') ? 2 : 1;
    const best = new Map(matching.map((one) => [one.id, rankOf(one)]));
    expect(all.map((row) => row.rank)).toEqual(all.map((row) => best.get(row.channel_id)));
    expect(all.map((row) => row.rank)).toEqual([...best.values()].sort((a, b) => b - a));

    const seen: string[] = [];
    let after: object | null = null;
    for (;;) {
      const rows: { channel_id: string; rank: number; figure: string }[] = await page(after, false, 40);
      seen.push(...rows.map((row) => row.channel_id));
      const last = rows.at(-1);
      if (!last || rows.length < 40) break;
      after = { rank: last.rank, figure: last.figure, id: last.channel_id };
    }
    expect(seen).toEqual(all.map((row) => row.channel_id));
  });

  it('come first also where few are found and ordered at once', async () => {
    const [first] = await page(null, true, 500);
    expect(first!.rank).toBe(3);
    expect(await page(null, true, 500)).toHaveLength(channels.filter((one) => one.shared).length);
  });
});
