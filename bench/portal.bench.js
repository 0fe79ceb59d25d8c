// The brand's campaigns page (25 rows, signed in, policies on, themed) through the whole product on one process, against
// a bare program that runs the same statements and sends the same HTML.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDatabases } from './support/database.js';
import { fill, shuffled, specs, wire } from './support/labels.js';
import { compare, round } from './support/measure.js';
import { startLoad, startProduct, startServer } from './support/processes.js';
import { fetchPage, planOf } from './portal/plan.js';

const SIZES = { organizations: 20, sessions: 8, campaigns: 120 };

export default async function run({ log }) {
  const databases = await startDatabases();
  const stops = [() => databases.stop()];
  try {
    const database = await databases.database('portal');
    const tenantsFile = join(database.dataDir, 'tenants.json');
    const sessions = shuffled(await fill(database, specs(2), tenantsFile, SIZES));
    log(`${sessions.length} sessions, ${(sessions.length * SIZES.campaigns) / SIZES.sessions} campaigns`);
    const plan = await makePlan(database, tenantsFile, sessions);

    const ours = await startProduct(database, tenantsFile);
    stops.push(() => ours.stop());
    const baseline = await startServer(
      [
        '--import',
        join(import.meta.dirname, 'support/observed.js'),
        join(import.meta.dirname, 'portal/bare.js'),
      ],
      { DATABASE_URL: database.urls.runtime, BENCH_PLAN: plan },
    );
    stops.push(() => baseline.stop());
    const pages = shuffled(sessions.flatMap((session) => pagesOf(session)));
    await refuseDifferent(ours, baseline, pages.slice(0, 200));

    const load = await startLoad(pages.map(({ host, path, secret }) => wire(host, path, secret)));
    stops.push(() => load.stop());
    const found = await compare({ server: ours, load }, { server: baseline, load }, log);
    return [
      figure('portal', found.ours.perSecond, found.baseline.perSecond, 'requests/s', 0),
      figure('portal.cpu', found.ours.cpuMs, found.baseline.cpuMs, 'ms CPU/request', 3),
      figure('portal.p95', found.ours.p95Ms, found.baseline.p95Ms, 'ms', 1),
    ];
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

function figure(name, ours, baseline, unit, digits) {
  return {
    name,
    ours: round(ours, digits),
    baseline: round(baseline, digits),
    ratio: round(ours / baseline, 3),
    unit,
  };
}

/** The list's start and four places further down, each with 25 rows and more behind them. */
function pagesOf({ host, org, secret }) {
  const cursors = [null, 20, 35, 50, 65].map((back) => (back === null ? null : org.campaigns.at(-back)));
  return cursors.map((cursor) => ({
    host,
    secret,
    path: `/o/${org.id}/campaigns${cursor ? `?cursor=${cursor}` : ''}`,
  }));
}

async function makePlan(database, tenantsFile, sessions) {
  const server = await startProduct(database, tenantsFile, [
    join(import.meta.dirname, 'portal/recording.js'),
  ]);
  try {
    const labels = {};
    for (const session of sessions) {
      labels[session.host] ??= await planOf(server, session, (one, cursor) => rowsOf(database, one, cursor));
    }
    const file = join(database.dataDir, 'plan.json');
    await writeFile(file, JSON.stringify({ labels, poolSize: 12 }));
    return file;
  } finally {
    await server.stop();
  }
}

async function rowsOf({ client }, { tenant, org }, cursor) {
  const { rows } = await client.query(
    `SELECT c.id, c.name, c.state, c.budget_minor, b.spent_minor, b.reserved_minor,
       (SELECT count(*) FROM collaboration k WHERE k.tenant_id = c.tenant_id AND k.campaign_id = c.id) AS collaborations
     FROM campaign c JOIN budget b ON b.tenant_id = c.tenant_id AND b.id = c.id
     WHERE c.tenant_id = $1 AND c.organization_id = $2 AND ($3::uuid IS NULL OR c.id < $3) ORDER BY c.id DESC LIMIT 25`,
    [tenant, org.id, cursor],
  );
  return rows;
}

/** A comparison of two different answers would say nothing. */
async function refuseDifferent(ours, baseline, pages) {
  const KEY = /(?<=name="_key" value=")[^"]+/g;
  for (const { host, path, secret } of pages) {
    const [a, b] = await Promise.all([ours, baseline].map(({ port }) => fetchPage(port, host, path, secret)));
    const [left, right] = [a, b].map(({ html }) => html.replace(KEY, 'KEY'));
    if (a.status === 200 && b.status === 200 && left === right) continue;
    const at = [...left].findIndex((letter, index) => letter !== right[index]);
    throw new Error(
      `${path}: the answers differ (${a.status}, ${b.status}) at ${at}:\n${left.slice(at - 60, at + 120)}\n---\n${right.slice(at - 60, at + 120)}`,
    );
  }
}
