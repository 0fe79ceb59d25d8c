import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { freshDatabase, superuserUrl, type TestDatabase } from '../../../../test/support/database.js';

/** The only tables that belong to the installation and not to a label; the first is the label itself. */
const WITHOUT_LABEL = ['tenant', 'migration'];
/** Keys that are the whole world's: a host is one label's only, whoever asks. */
const GLOBAL_KEYS = ['tenant_host_routed', 'tenant_host_tenant_id_fkey'];

let database: TestDatabase;
let client: pg.Client;
const list = async (text: string, values: unknown[] = []) =>
  (await client.query<{ name: string }>(text, values)).rows.map(({ name }) => name).sort();

beforeAll(async () => {
  database = await freshDatabase();
  client = new pg.Client({ connectionString: superuserUrl(database) });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Every table of the product, by its own catalogue: a new one is under these rules without being named here. */
describe('every table', () => {
  const TABLES = `SELECT c.oid, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')`;
  const LABELLED = `SELECT t.* FROM (${TABLES}) t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'tenant_id'
    AND NOT a.attisdropped`;

  it('has a label, but for a listed few', async () => {
    expect((await list(`SELECT relname AS name FROM (${LABELLED}) t`)).length).toBeGreaterThan(40);
    expect(
      await list(
        `SELECT relname AS name FROM (${TABLES}) t WHERE relname <> ALL ($1)
        AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'tenant_id' AND a.attnotnull)`,
        [WITHOUT_LABEL],
      ),
    ).toEqual([]);
  });

  it('has row-level security, on its owner too', async () => {
    expect(
      await list(`SELECT relname AS name FROM (${TABLES}) t JOIN pg_class c USING (oid, relname)
        WHERE relname <> 'migration' AND NOT (c.relrowsecurity AND c.relforcerowsecurity)`),
    ).toEqual([]);
  });

  it('has the label’s policy for the runtime and one for the platform, and no other', async () => {
    const { rows } = await client.query<{ name: string; policies: string }>(
      `SELECT t.relname AS name, string_agg(p.polname || ' ' || p.polroles::regrole[]::text, ', ' ORDER BY p.polname) AS policies
       FROM (${LABELLED}) t LEFT JOIN pg_policy p ON p.polrelid = t.oid GROUP BY t.relname`,
    );
    const usual = ({ policies }: { policies: string }) =>
      policies === 'label {app_runtime}, platform {app_platform}';
    // The audit log's own functions, which the owner runs, read the end of the chain.
    expect(rows.filter((row) => !usual(row)).map(({ name }) => name)).toEqual(['audit_entry']);
    const lax =
      await list(`SELECT t.relname AS name FROM (${LABELLED}) t JOIN pg_policy p ON p.polrelid = t.oid
      WHERE p.polname = 'label' AND (p.polcmd <> '*' OR NOT p.polpermissive
        OR pg_get_expr(p.polqual, t.oid) !~ '^\\(tenant_id = \\(?NULLIF\\(current_setting'
        OR coalesce(pg_get_expr(p.polwithcheck, t.oid), pg_get_expr(p.polqual, t.oid)) <> pg_get_expr(p.polqual, t.oid))`);
    expect(lax).toEqual([]);
  });

  it('begins its primary, unique and foreign keys with the label', async () => {
    const keys = `SELECT i.relname AS name FROM (${LABELLED}) t JOIN pg_index x ON x.indrelid = t.oid AND x.indisunique
      JOIN pg_class i ON i.oid = x.indexrelid
      LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]
      WHERE a.attname IS DISTINCT FROM 'tenant_id' AND i.relname <> ALL ($1)`;
    expect(await list(keys, [GLOBAL_KEYS])).toEqual([]);
    const foreign = `SELECT k.conname AS name FROM (${LABELLED}) t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f'
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.conkey[1]
      JOIN pg_attribute b ON b.attrelid = k.confrelid AND b.attnum = k.confkey[1]
      WHERE (a.attname <> 'tenant_id' OR b.attname <> 'tenant_id') AND k.conname <> ALL ($1)`;
    expect(await list(foreign, [GLOBAL_KEYS])).toEqual([]);
    const bare = `SELECT relname AS name FROM (${LABELLED}) t
      WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = t.oid AND k.contype = 'p')`;
    expect(await list(bare)).toEqual([]);
  });

  it('keeps its label when a parent goes', async () => {
    expect(
      await list(`SELECT k.conname AS name FROM (${LABELLED}) t JOIN pg_constraint k ON k.conrelid = t.oid AND k.contype = 'f'
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'tenant_id'
        WHERE k.confdeltype = 'n' AND (k.confdelsetcols IS NULL OR a.attnum = ANY (k.confdelsetcols))`),
    ).toEqual([]);
  });

  it('has no view that passes the policies by, and no materialised one', async () => {
    expect(
      await list(`SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
        WHERE c.relkind = 'm' OR (c.relkind = 'v' AND NOT coalesce('security_invoker=true' = ANY (c.reloptions), false))`),
    ).toEqual([]);
  });
});

describe('the logins', () => {
  it('are neither superusers nor exempt from policies, and what serves requests may become no other', async () => {
    const { rows } = await client.query(
      `SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
        (SELECT count(*)::int FROM pg_auth_members m WHERE m.member = r.oid) AS memberships
       FROM pg_roles r WHERE rolname IN ('app_owner', 'app_runtime', 'app_platform') ORDER BY 1`,
    );
    const bare = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false };
    expect(rows).toEqual([
      // Only migrations sign in as the owner; theirs of data across labels run as the platform.
      { rolname: 'app_owner', ...bare, memberships: 1 },
      { rolname: 'app_platform', ...bare, memberships: 0 },
      { rolname: 'app_runtime', ...bare, memberships: 0 },
    ]);
  });

  it('own nothing that serves requests, and may empty no table', async () => {
    expect(
      await list(
        `SELECT relname AS name FROM pg_class WHERE relowner IN ('app_runtime'::regrole, 'app_platform'::regrole)`,
      ),
    ).toEqual([]);
    expect(
      await list(`SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
        WHERE c.relkind IN ('r', 'p') AND (has_table_privilege('app_runtime', c.oid, 'TRUNCATE')
          OR has_table_privilege('app_runtime', c.oid, 'TRIGGER'))`),
    ).toEqual([]);
  });

  it('read of what has no label only the own label’s row', async () => {
    expect(
      await list(`SELECT unnest($1::text[]) AS name EXCEPT SELECT 'tenant'`, [
        await list(`SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
          WHERE c.relkind IN ('r', 'p', 'v') AND has_any_column_privilege('app_runtime', c.oid, 'SELECT')
            AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id')`),
      ]),
    ).toEqual([]);
  });

  it('reach functions that act as their owner only with a pinned search path', async () => {
    expect(
      await list(`SELECT p.proname AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE p.prosecdef AND n.nspname NOT IN ('pg_catalog', 'information_schema')
          AND NOT EXISTS (SELECT FROM unnest(p.proconfig) AS setting WHERE setting LIKE 'search_path=%')`),
    ).toEqual([]);
  });
});
