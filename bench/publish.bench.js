// 10,000 labels on one process, of which one publishes its look over and over, as its staff do in the studio: what the
// slowest requests of the others take meanwhile, against the same requests while nobody publishes.
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { digest, newId, newSecret } from '../dist/libs/platform/kernel/src/index.js';
import { startDatabases } from './support/database.js';
import { fill, shuffled, specs, wire } from './support/labels.js';
import { median, round } from './support/measure.js';
import { startLoad, startProduct } from './support/processes.js';

const LABELS = 10_000;
const ROUNDS = 5;
const SECONDS = 5;
const CONNECTIONS = 8;
/** Between one publication and the next. */
const PAUSE_MS = 1_000;

export default async function run({ log }) {
  const databases = await startDatabases();
  const stops = [() => databases.stop()];
  try {
    const database = await databases.database('publish');
    const tenantsFile = join(database.dataDir, 'tenants.json');
    const sizes = { organizations: 1, sessions: 1, campaigns: 4, people: 0 };
    const [first, ...others] = await fill(database, specs(LABELS), tenantsFile, sizes);
    const publisher = await staffOf(database, first);
    log(`${LABELS} labels, one of which publishes each ${PAUSE_MS} ms`);
    const server = await startProduct(database, tenantsFile);
    stops.push(() => server.stop());
    const requests = others.flatMap(({ host, org, secret }) => [
      wire(host, `/o/${org.id}/campaigns`, secret),
      wire(host, '/sign-in'),
    ]);
    const load = await startLoad(shuffled(requests), CONNECTIONS);
    stops.push(() => load.stop());
    for (let asked = 0; asked < load.size;) asked += (await load.run(server.port, 6)).requests;

    const found = { ours: [], baseline: [], publications: 0 };
    for (let at = 0; at <= ROUNDS; at++) {
      const sides = {
        baseline: () => load.run(server.port, SECONDS),
        ours: async () => {
          const stop = keepPublishing(server.port, publisher, found);
          const told = await load.run(server.port, SECONDS);
          await stop();
          return told;
        },
      };
      for (const name of at % 2 ? ['ours', 'baseline'] : ['baseline', 'ours']) {
        const told = await sides[name]();
        // The first round warms what publishing needs.
        if (at > 0) found[name].push(told);
      }
      if (at > 0)
        log(`round ${at}: publishing ${line(found.ours.at(-1))}; nobody ${line(found.baseline.at(-1))}`);
    }
    const of = (side, key) => median(found[side].map((one) => one[key]));
    const ratios = found.ours.map(({ p99Ms }, at) => p99Ms / found.baseline[at].p99Ms);
    return [
      {
        name: 'publish',
        ours: round(of('ours', 'p99Ms'), 2),
        baseline: round(of('baseline', 'p99Ms'), 2),
        ratio: round(of('ours', 'p99Ms') / of('baseline', 'p99Ms'), 3),
        unit: 'ms, 99th percentile of other labels',
        medianOfRatios: round(median(ratios), 3),
        limitRatio: 1.1,
        publications: found.publications,
        p50Ratio: round(of('ours', 'p50Ms') / of('baseline', 'p50Ms'), 3),
      },
    ];
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

function line({ requests, p50Ms, p99Ms }) {
  return `${requests} requests, p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms`;
}

/** Somebody of the label's staff, with a token of the API. */
async function staffOf(database, { tenant, account, spec }) {
  const secret = newSecret();
  const at = '2026-01-15T09:00:00Z';
  await database.insert('staff_member', [
    { tenant_id: tenant, id: newId(), account_id: account, role: 'owner', created_at: at },
  ]);
  await database.insert('session', [
    {
      ...{ tenant_id: tenant, id: newId(), secret_hash: digest(secret), account_id: account },
      ...{ host: spec.hosts.studio, kind: 'bearer', agent: 'bench', created_at: at },
      expires_at: '2999-01-01T00:00:00Z',
    },
  ]);
  return { hosts: spec.hosts, secret };
}

/** Changes a token and publishes, again and again; each must be on the label's pages when it is answered. */
function keepPublishing(port, { hosts, secret }, found) {
  let going = true;
  const post = (path, body) => ask(port, hosts.studio, path, { secret, body });
  const sheet = async () => /\/assets\/[^"]+\.css/.exec(await ask(port, hosts.brand, '/sign-in'))?.[0];
  const run = async () => {
    while (going) {
      const number = ++found.publications;
      const before = await sheet();
      await post('/api/v1/look/tokens', {
        tokens: [{ path: 'radius', value: `${(2.05 + (number % 60) / 10).toFixed(2)}px` }],
      });
      await post('/api/v1/look/publish', { why: `number ${number}` });
      if ((await sheet()) === before) throw new Error('what was published is not shown');
      await sleep(PAUSE_MS);
    }
  };
  const done = run();
  done.catch(() => undefined);
  return () => {
    going = false;
    return done;
  };
}

async function ask(port, host, path, { secret, body } = {}) {
  const headers = {
    host,
    ...(secret && { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }),
  };
  const outgoing = request({ host: '127.0.0.1', port, path, method: body ? 'POST' : 'GET', headers });
  outgoing.end(body && JSON.stringify(body));
  const response = await new Promise((resolve, reject) =>
    outgoing.on('response', resolve).on('error', reject),
  );
  const answer = await text(response);
  if (response.statusCode >= 300)
    throw new Error(`${path} was answered ${response.statusCode}: ${answer.slice(0, 300)}`);
  return answer;
}
