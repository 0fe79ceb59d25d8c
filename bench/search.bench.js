// A brand's search among 200,000 influencers (words, filters and their facets, four orders, mistyped words) against
// the plain SQL of it. Warm: each search was asked once before it is measured. Milliseconds at the 95th percentile.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { writeList } from './import/list.js';
import { search } from './search/bare.js';
import { startDatabases } from './support/database.js';
import { median, round } from './support/measure.js';

const LISTS = { instagram: 100_000, tiktok: 60_000, youtube: 40_000 };
const SEARCHES = 90;
const ROUNDS = 3;

const WORDS = [
  'ava',
  'lea berg',
  'nakamura',
  'soren',
  'garcia',
  'paulo costa',
  'okafor',
  'zoe weber',
  'rossi',
];
const TYPOS = ['nakamra', 'lindqist', 'dubios', 'garzia berg', 'haddat'];
const TOPICS = ['Beauty', 'Outdoor', 'Travel', 'Food', 'Gaming', 'Music', 'Parenting', 'Technology'];
const COUNTRIES = ['US', 'DE', 'BR', 'IN', 'FR', 'TR', 'JP'];
const pick = (list, i) => list[i % list.length];

/** Different from search to search: each filter comes and goes in a rhythm of its own. */
const searches = Array.from({ length: SEARCHES }, (_, i) => ({
  ...(i % 3 === 0 && { q: pick(WORDS, i / 3) }),
  ...(i % 4 === 1 && { platform: pick(Object.keys(LISTS), i) }),
  ...(i % 5 < 2 && { country: [pick(COUNTRIES, i), ...(i % 2 ? [pick(COUNTRIES, i + 3)] : [])] }),
  ...(i % 3 === 1 && { topic: [pick(TOPICS, i), ...(i % 4 === 0 ? [pick(TOPICS, i + 1)] : [])] }),
  ...(i % 6 === 2 && { followersMin: 10_000 * (1 + (i % 50)) }),
  ...(i % 7 === 3 && { engagementMin: 1 + (i % 8) }),
  sort: pick(['followers', 'engagement', 'name', 'followers'], i),
}));
/** Asked of ours alone: plain SQL finds nobody by a word that nobody has, and no best match. */
const more = [
  ...TYPOS.map((q) => ({ q, sort: 'followers' })),
  ...WORDS.map((q) => ({ q, sort: 'relevance' })),
];

export default async function run({ log }) {
  const databases = await startDatabases();
  const stops = [() => databases.stop()];
  try {
    const { urls, dataDir, client: admin } = await databases.database('search');
    const client = new pg.Client({ connectionString: superuser(urls, admin) });
    await client.connect();
    stops.push(() => client.end());
    const ours = await startOurs(urls, dataDir);
    stops.push(() => ours.stop());
    for (const [platform, rows] of Object.entries(LISTS)) {
      const path = join(dataDir, `${platform}.csv`);
      await writeList(path, rows);
      log(`${platform}: ${(await ours.ask({ ask: 'import', path })).created} rows`);
    }
    await client.query('VACUUM ANALYZE influencer_channel, influencer, roster_word, roster_tally');
    const found = { ours: [], baseline: [] };
    for (let turn = 0; turn <= ROUNDS; turn++) {
      const times = { ours: [], baseline: [] };
      for (const wanted of searches) {
        const a = await ours.ask({ ask: 'search', wanted });
        const b = await search(client, ours.tenantId, wanted);
        if (a.total !== b.total || (turn === 0 && a.ids[0] !== b.ids[0]))
          throw new Error(
            `${JSON.stringify(wanted)}: ${a.total} and ${b.total}, ${a.ids[0]} and ${b.ids[0]}`,
          );
        times.ours.push(a.ms);
        times.baseline.push(b.ms);
      }
      for (const wanted of more) times.ours.push((await ours.ask({ ask: 'search', wanted })).ms);
      if (turn === 0) continue;
      for (const side of Object.keys(found)) found[side].push(spread(times[side]));
      log(`round ${turn}: ours ${line(found.ours.at(-1))}; baseline ${line(found.baseline.at(-1))}`);
    }
    return [figure(found)];
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

function spread(times) {
  const sorted = times.toSorted((a, b) => a - b);
  return { p50: median(times), p95: sorted[Math.floor(0.95 * sorted.length)], worst: sorted.at(-1) };
}

const line = ({ p50, p95, worst }) =>
  `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, worst ${worst.toFixed(1)} ms`;

function figure({ ours, baseline }) {
  const of = (side, key) => median(side.map((one) => one[key]));
  const [a, b] = [of(ours, 'p95'), of(baseline, 'p95')];
  return {
    name: 'search',
    ours: round(a),
    baseline: round(b),
    ratio: round(b / a, 3),
    unit: 'ms',
    rows: Object.values(LISTS).reduce((sum, rows) => sum + rows, 0),
    p50Ms: round(of(ours, 'p50')),
    worstMs: round(of(ours, 'worst')),
    baselineP50Ms: round(of(baseline, 'p50')),
  };
}

function superuser(urls, admin) {
  const url = new URL(urls.owner);
  url.username = admin.user;
  url.password = admin.password;
  return url.toString();
}

async function startOurs(urls, dataDir) {
  const child = fork(join(import.meta.dirname, 'search/ours.js'), [JSON.stringify({ urls, dataDir })], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const death = died(child);
  death.catch(() => undefined);
  const heard = async () => {
    const [answer] = await Promise.race([once(child, 'message'), death]);
    return answer;
  };
  const { tenantId } = await heard();
  return {
    tenantId,
    async ask(message) {
      child.send(message);
      const answer = await heard();
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

/** A process that ends instead of answering must not be waited for. */
async function died(child) {
  const [code] = await once(child, 'exit');
  throw new Error(`the product's process ended with ${code}`);
}
