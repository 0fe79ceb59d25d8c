// 1,000 labels from a file into an empty installation by the command itself, from its start to its end; then the same file
// again, which changes nothing. Beside it a bare program that writes the same rows, a transaction a label.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { writeLabels } from './apply/bare.js';
import { startDatabases } from './support/database.js';
import { specs } from './support/labels.js';
import { median, round } from './support/measure.js';

const LABELS = 1_000;
const ROUNDS = 5;
const LIMIT_SECONDS = 60;
const MAIN = join(import.meta.dirname, '../dist/apps/halyard/src/main.js');

export default async function run({ log }) {
  const databases = await startDatabases();
  try {
    const found = { ours: [], baseline: [], again: [] };
    for (let at = 1; at <= ROUNDS; at++) {
      const database = await databases.database(`apply${at}`);
      const file = join(database.dataDir, 'tenants.json');
      await writeFile(file, JSON.stringify({ tenants: specs(LABELS) }));
      const [first, second] = [await apply(database, file), await apply(database, file)];
      refuseOther(first, 'added');
      refuseOther(second, 'unchanged');
      found.ours.push(first.seconds);
      found.again.push(second.seconds);
      const bare = await databases.database(`bare${at}`);
      found.baseline.push(await writeLabels(bare, file));
      log(
        `round ${at}: ours ${first.seconds.toFixed(2)} s, again ${second.seconds.toFixed(2)} s, bare ${found.baseline.at(-1).toFixed(2)} s`,
      );
    }
    const [ours, baseline, again] = [found.ours, found.baseline, found.again].map(median);
    return [
      {
        name: 'apply',
        ours: round(ours, 2),
        baseline: round(baseline, 2),
        ratio: round(baseline / ours, 3),
        unit: `s for ${LABELS} labels`,
        limitSeconds: LIMIT_SECONDS,
        againSeconds: round(again, 2),
      },
    ];
  } finally {
    await databases.stop();
  }
}

/** What the command printed, and how long it took from its start. */
async function apply({ urls, secret, dataDir }, file) {
  const began = performance.now();
  const child = spawn(process.execPath, [MAIN, 'tenants', 'apply', file, '--json'], {
    stdio: ['ignore', 'pipe', 2],
    env: {
      ...process.env,
      DATABASE_URL: urls.runtime,
      OWNER_DATABASE_URL: urls.owner,
      PLATFORM_DATABASE_URL: urls.platform,
      MASTER_KEY: secret,
      DATA_DIR: join(dataDir, 'files'),
      LOG_LEVEL: 'error',
    },
  });
  const [lines, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`tenants apply ended with ${code}`);
  const changes = lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).change);
  return { seconds: (performance.now() - began) / 1_000, changes };
}

function refuseOther({ changes }, wanted) {
  const other = changes.find((change) => change !== wanted);
  if (changes.length !== LABELS || other) throw new Error(`${changes.length} labels, one ${other ?? wanted}`);
}
