import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import pg from 'pg';

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly hash: string;
}

/** Every SQL file in a `migrations` folder of a lib, in the order of their numbers, whichever lib they lie in. */
export async function readMigrations(root: string): Promise<Migration[]> {
  const found: Migration[] = [];
  for await (const path of glob('libs/*/*/migrations/*.sql', { cwd: root })) {
    const sql = await readFile(join(root, path), 'utf8');
    found.push({ name: basename(path, '.sql'), sql, hash: createHash('sha256').update(sql).digest('hex') });
  }
  found.sort((a, b) => (a.name < b.name ? -1 : 1));
  const twice = found.find(
    (migration, index) => found[index + 1]?.name.slice(0, 4) === migration.name.slice(0, 4),
  );
  if (twice) throw new Error(`two migrations share the number of ${twice.name}`);
  return found;
}

/**
 * Applies what is missing, each in its own transaction, under an advisory lock, so that servers may start together.
 * A migration that was changed after it ran is an error: the schema would no longer be what its files say.
 */
export async function migrate(ownerUrl: string, root: string): Promise<string[]> {
  const migrations = await readMigrations(root);
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(727400)');
    await client.query(
      'CREATE TABLE IF NOT EXISTS migration (name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const { rows } = await client.query<{ name: string; hash: string }>('SELECT name, hash FROM migration');
    const known = new Map(rows.map((row) => [row.name, row.hash]));
    const applied: string[] = [];
    for (const migration of migrations) {
      const hash = known.get(migration.name);
      if (hash === migration.hash) continue;
      if (hash !== undefined) throw new Error(`migration ${migration.name} was changed after it ran`);
      await apply(client, migration);
      applied.push(migration.name);
    }
    return applied;
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query('INSERT INTO migration (name, hash) VALUES ($1, $2)', [
      migration.name,
      migration.hash,
    ]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`migration ${migration.name}: ${(error as Error).message}`, { cause: error });
  }
}
