import pg from 'pg';
import type { EmbeddedServer } from './start-embedded.js';

type Reachable = Pick<EmbeddedServer, 'url'>;

/** Copies a database that nobody is connected to, such as a migrated template. */
export function cloneDatabase(server: Reachable, template: string, name: string): Promise<void> {
  return administer(server, `CREATE DATABASE ${quote(name)} TEMPLATE ${quote(template)} STRATEGY FILE_COPY`);
}

/** Throws out whoever is connected; a database that does not exist is fine. */
export function dropDatabase(server: Reachable, name: string): Promise<void> {
  return administer(server, `DROP DATABASE IF EXISTS ${quote(name)} WITH (FORCE)`);
}

async function administer(server: Reachable, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url('postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function quote(name: string): string {
  return pg.escapeIdentifier(name);
}
