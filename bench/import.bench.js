// A list of 200,000 rows through the product's import (read, map, validate, stage, upsert, search words) against a bare
// COPY of the rows that it leaves, into the same tables, indexes and policies.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { dump, load, TABLES } from './import/bare.js';
import { writeList } from './import/list.js';
import { startDatabases } from './support/database.js';
import { median, round } from './support/measure.js';

const ROWS = 200_000;
const ROUNDS = 3;

export default async function run({ log }) {
  const databases = await startDatabases();
  const stops = [() => databases.stop()];
  try {
    const { urls, dataDir, client: admin } = await databases.database('import');
    const list = join(dataDir, 'instagram.csv');
    await writeList(list, ROWS);
    const client = new pg.Client({ connectionString: superuser(urls, admin) });
    await client.connect();
    stops.push(() => client.end());
    const ours = await startOurs(urls, dataDir);
    stops.push(() => ours.stop());

    await empty(client);
    const first = await ours.import(list);
    if (first.created !== ROWS) throw new Error(`of ${ROWS} rows ${first.created} went in`);
    await dump(client, dataDir);
    await empty(client);
    await load(client, dataDir);
    const found = { ours: [], baseline: [], again: [] };
    for (let turn = 1; turn <= ROUNDS; turn++) {
      await empty(client);
      found.baseline.push(await load(client, dataDir));
      await empty(client);
      found.ours.push((await ours.import(list)).seconds);
      const again = await ours.import(list);
      found.again.push(again.seconds);
      found.peakMb = again.peakMb;
      log(
        `round ${turn}: ours ${found.ours.at(-1).toFixed(1)} s, again ${again.seconds.toFixed(1)} s; baseline ${found.baseline.at(-1).toFixed(1)} s`,
      );
    }
    return [figure(found)];
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

function figure({ ours, baseline, again, peakMb }) {
  const [a, b] = [median(ours), median(baseline)];
  const seconds = { ours: round(a, 2), baseline: round(b, 2), ratio: round(b / a, 3), unit: 's' };
  return {
    name: 'import',
    ...seconds,
    rows: ROWS,
    rowsPerSecond: round(ROWS / a, 0),
    againSeconds: round(median(again), 2),
    peakMb: round(peakMb, 0),
  };
}

/** The administrator's own address: COPY past a policy is a superuser's. */
function superuser(urls, admin) {
  const url = new URL(urls.owner);
  url.username = admin.user;
  url.password = admin.password;
  return url.toString();
}

async function empty(client) {
  await client.query(`TRUNCATE ${TABLES.join(', ')}, roster_tally, roster_import CASCADE`);
  await client.query('CHECKPOINT');
}

async function startOurs(urls, dataDir) {
  const child = fork(join(import.meta.dirname, 'import/ours.js'), [JSON.stringify({ urls, dataDir })], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  return {
    async import(path) {
      child.send({ path });
      const [answer] = await once(child, 'message');
      if (answer.error) throw new Error(answer.error);
      return answer;
    },
    async stop() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
