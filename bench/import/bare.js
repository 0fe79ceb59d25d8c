// The baseline: the rows that an import leaves, straight from files into the same tables, with their indexes, foreign
// keys and policies. PostgreSQL takes COPY into a table with policies from a superuser only.
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** What an import fills, parents first; the tally fills itself. */
export const TABLES = ['influencer', 'influencer_channel', 'roster_word'];

const fileOf = (folder, table) => join(folder, `${table}.copy`);

export async function dump(client, folder) {
  for (const table of TABLES) {
    await pipeline(client.query(copyTo(`COPY ${table} TO STDOUT`)), createWriteStream(fileOf(folder, table)));
  }
}

/** Seconds of one COPY a table, in one transaction. */
export async function load(client, folder) {
  const started = performance.now();
  await client.query('BEGIN');
  for (const table of TABLES) {
    await pipeline(
      createReadStream(fileOf(folder, table)),
      client.query(copyFrom(`COPY ${table} FROM STDIN`)),
    );
    // Emptied between rounds, it may have been counted while it was empty, and the keys that point to it be looked up by
    // whichever index: minutes instead of seconds, now and then.
    await client.query(`ANALYZE ${table}`);
  }
  await client.query('COMMIT');
  return (performance.now() - started) / 1_000;
}
