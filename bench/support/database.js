// A migrated database of its own for one bench: the embedded server on a temporary data folder.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate, provision, startEmbedded } from '../../dist/libs/platform/database/src/index.js';
import { installJobs } from '../../dist/libs/platform/jobs/src/index.js';

const ROOT = join(import.meta.dirname, '../..');
const SECRET = 'a secret of this bench';

/** Starts the server; `database(name)` gives a migrated database on it: its logins' addresses and a way to fill it. */
export async function startDatabases() {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-'));
  const server = await startEmbedded({ dataDir });
  const clients = [];
  return {
    async database(name) {
      const urls = await provision(server.url('postgres'), name, SECRET);
      await migrate(urls.owner, ROOT);
      await installJobs(urls.owner);
      const client = new pg.Client({ connectionString: server.url(name) });
      await client.connect();
      // Rows are put in whole and consistent; checking each foreign key would only take time.
      await client.query('SET session_replication_role = replica');
      clients.push(client);
      return { urls, secret: SECRET, dataDir, client, insert: (table, rows) => insert(client, table, rows) };
    },
    async stop() {
      for (const client of clients) await client.end().catch(() => undefined);
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function insert(client, table, rows) {
  for (let at = 0; at < rows.length; at += 5_000) {
    const columns = Object.keys(rows[at]).join(', ');
    await client.query(
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM json_populate_recordset(null::${table}, $1)`,
      [JSON.stringify(rows.slice(at, at + 5_000))],
    );
  }
}
