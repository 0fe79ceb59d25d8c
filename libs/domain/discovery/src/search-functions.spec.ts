import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/kernel';
import pg from 'pg';
import { freshDatabase, superuserUrl, type TestDatabase } from '../../../../test/support/database.js';

/** The reviewed functions that see past the policies: what they may do, and that it is all they can do. */
const FUNCTIONS = ['count_channels', 'nearest_words', 'search_channels', 'somebody_has'];
const [mine, theirs] = [newId(), newId()];

let database: TestDatabase;
let owner: pg.Client;
let runtime: pg.Client;

beforeAll(async () => {
  database = await freshDatabase();
  owner = new pg.Client({ connectionString: superuserUrl(database) });
  runtime = new pg.Client({ connectionString: database.urls.runtime });
  await Promise.all([owner.connect(), runtime.connect()]);
  for (const [tenant, name, shared] of [
    [mine, 'open', true],
    [mine, 'hidden', false],
    [theirs, 'foreign', true],
  ] as const) {
    const id = newId();
    await owner.query('INSERT INTO influencer (tenant_id, id, display_name) VALUES ($1, $2, $3)', [
      tenant,
      id,
      name,
    ]);
    await owner.query(
      `INSERT INTO influencer_channel (tenant_id, id, influencer_id, platform, handle, handle_norm, followers, shared, country, topics, sort_name, search)
       VALUES ($1, $2, $3, 'instagram', $4, $4, 5, $5, 'DE', '{Food}', $4, array_to_tsvector(ARRAY[$4, 'creator', '#food']))`,
      [tenant, newId(), id, name, shared],
    );
    await owner.query('INSERT INTO roster_word VALUES ($1, $2)', [tenant, `${name}word`]);
  }
});
afterAll(async () => {
  await Promise.all([owner.end(), runtime.end()]);
  await database.drop();
});

async function asked<Row extends pg.QueryResultRow>(
  text: string,
  values: unknown[],
  label: string | null = mine,
): Promise<Row[]> {
  await runtime.query('BEGIN');
  try {
    if (label) await runtime.query(`SET LOCAL app.tenant_id = '${label}'`);
    return (await runtime.query<Row>(text, values)).rows;
  } finally {
    await runtime.query('ROLLBACK');
  }
}

const search = (
  tenant: string,
  wanted: object,
  ordering = 'followers',
  label: string | null = mine,
  after: object | null = null,
) =>
  asked<{ channel_id: string; influencer_id: string }>(
    'SELECT * FROM app.search_channels($1, $2, $3, $4, 50, false)',
    [tenant, JSON.stringify(wanted), ordering, after && JSON.stringify(after)],
    label,
  );

describe('the search functions', () => {
  it('refuse another label, and to be asked without one', async () => {
    const calls: [string, unknown[]][] = [
      ["SELECT app.search_channels($1, '{}', 'followers', NULL, 5, true)", [theirs]],
      ["SELECT app.count_channels($1, '{}')", [theirs]],
      ["SELECT app.nearest_words($1, 'foreignword')", [theirs]],
      ["SELECT app.somebody_has($1, '{}')", [theirs]],
    ];
    for (const [text, values] of calls) {
      await expect(asked(text, values)).rejects.toThrow('a search stays in its label');
      await expect(asked(text, values, null)).rejects.toThrow('a search stays in its label');
      await expect(asked(text, [null])).rejects.toThrow('a search stays in its label');
    }
  });

  it('answer rows of their label only, and of shared ones only when asked so', async () => {
    expect(await search(mine, {})).toHaveLength(2);
    expect(await search(mine, { sharedOnly: true })).toHaveLength(1);
    expect(await search(mine, { words: "'creator'" })).toHaveLength(2);
    const counts = await asked<{ dim: string; value: string | null; n: string }>(
      'SELECT * FROM app.count_channels($1, $2)',
      [mine, { sharedOnly: true }],
    );
    expect(counts.map(({ dim, value, n }) => [dim, value, Number(n)])).toEqual([
      ['total', null, 1],
      ['platform', 'instagram', 1],
      ['country', 'DE', 1],
      ['topic', 'Food', 1],
    ]);
    const words = await asked<{ word: string }>(
      "SELECT word FROM app.nearest_words($1, 'foreignwort') AS word",
      [mine],
    );
    expect(words.map(({ word }) => word)).not.toContain('foreignword');
  });

  it('answer ids, figures and names for the order, and nothing else of a row', async () => {
    const [row] = await search(mine, {}, 'name');
    expect(Object.keys(row!)).toEqual(['channel_id', 'influencer_id', 'rank', 'figure', 'name']);
  });

  it('take every value as a value, never as a piece of a statement', async () => {
    const nasty = "x' OR true) --";
    expect(await search(mine, { platform: nasty })).toEqual([]);
    expect(await search(mine, { typed: nasty, words: "'open'" }, 'relevance')).toHaveLength(1);
    await expect(search(mine, { countries: nasty })).rejects.toThrow(/malformed array literal/);
    await expect(search(mine, { followersMin: nasty })).rejects.toThrow(/invalid input syntax/);
    await expect(search(mine, { words: "')) OR true" })).rejects.toThrow(/tsquery/);
    await expect(search(mine, {}, 'followers; DROP TABLE influencer')).rejects.toThrow('no such ordering');
    await expect(search(mine, {}, 'followers', mine, { figure: nasty, id: newId() })).rejects.toThrow(
      /invalid input/,
    );
  });

  it('belong to the platform role, pin their path, are closed to the public and change nothing', async () => {
    const { rows } = await owner.query<Record<string, unknown>>(
      `SELECT p.proname, r.rolname, p.prosecdef, p.provolatile, p.proconfig, p.proacl::text AS acl
       FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE n.nspname = 'app' AND r.rolname = 'app_platform' ORDER BY 1`,
    );
    expect(rows.map((row) => row['proname'])).toEqual(FUNCTIONS);
    for (const row of rows) {
      expect(row).toMatchObject({ prosecdef: true, provolatile: 's' });
      expect(row['proconfig']).toContain('search_path=pg_catalog');
      expect(row['acl']).not.toMatch(/[{,]=X/);
    }
  });

  it('cannot be changed by who may call them, and leave their parts alone', async () => {
    await expect(asked("SELECT app.search_condition('{}')", [])).rejects.toThrow(/permission denied/);
    await expect(asked('DROP FUNCTION app.nearest_words(uuid, text)', [])).rejects.toThrow(/must be owner/);
    await expect(
      asked(
        "CREATE OR REPLACE FUNCTION app.nearest_words(uuid, text) RETURNS SETOF text LANGUAGE sql AS 'SELECT 1::text'",
        [],
      ),
    ).rejects.toThrow(/permission denied|must be owner/);
    await expect(asked('SET ROLE app_platform', [])).rejects.toThrow(/permission denied/);
  });

  it('are not fooled by a table or an operator of the caller', async () => {
    await runtime.query('BEGIN');
    try {
      await runtime.query(`SET LOCAL app.tenant_id = '${mine}'`);
      await runtime.query('CREATE TEMP TABLE influencer_channel AS SELECT 1 AS nothing');
      const { rows } = await runtime.query(
        "SELECT * FROM app.search_channels($1, '{}', 'followers', NULL, 5, true)",
        [mine],
      );
      expect(rows).toHaveLength(2);
    } finally {
      await runtime.query('ROLLBACK');
    }
  });
});
