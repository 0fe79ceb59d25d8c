// The same product with 10,000 labels and with 2: requests spread over all hosts, memory a label, time to start.
import { join } from 'node:path';
import { startDatabases } from './support/database.js';
import { fill, shuffled, specs, wire } from './support/labels.js';
import { compare, median, round } from './support/measure.js';
import { startLoad, startProduct } from './support/processes.js';

const MANY = 10_000;
const FEW = 2;
const STARTS = 3;
/** What one label may cost, from the project's own figures. */
const MEMORY_LIMIT_KB = 6;
const START_LIMIT_SECONDS = 2;

export default async function run({ log }) {
  const databases = await startDatabases();
  const stops = [() => databases.stop()];
  try {
    // As many people and campaigns on both sides, so that only the number of labels differs.
    const many = await installation(databases, 'many', MANY, 1);
    const few = await installation(databases, 'few', FEW, MANY / FEW);
    log(`${MANY} labels and ${FEW}, ${many.sessions.length} organizations each`);

    const starts = { many: [], few: [] };
    for (let at = 0; at < STARTS; at++) {
      for (const [name, side] of Object.entries({ many, few })) {
        const server = await start(side);
        starts[name].push(server.startSeconds);
        await server.stop();
      }
    }
    log(
      `start: ${starts.many.map((one) => one.toFixed(2))} s with many, ${starts.few.map((one) => one.toFixed(2))} s with few`,
    );

    const sides = [];
    for (const side of [many, few]) {
      const server = await start(side);
      stops.push(() => server.stop());
      const load = await startLoad(side.requests);
      stops.push(() => load.stop());
      sides.push({ server, load });
    }
    // Every label has been asked by the time memory is read: what is kept of a label in use counts too.
    const found = await compare(sides[0], sides[1], log);
    const [ofMany, ofFew] = await Promise.all(sides.map(({ server }) => server.ask('memory')));
    const labels = MANY - FEW;
    const heapKb = (ofMany.heapBytes - ofFew.heapBytes) / labels / 1_024;
    const rssKb = (ofMany.rssBytes - ofFew.rssBytes) / labels / 1_024;
    const [startMany, startFew] = [median(starts.many), median(starts.few)];
    return [
      figure('labels', found.ours.perSecond, found.baseline.perSecond, 'requests/s', 0),
      figure('labels.cpu', found.ours.cpuMs, found.baseline.cpuMs, 'ms CPU/request', 3),
      {
        ...figure('labels.memory', heapKb, MEMORY_LIMIT_KB, 'KB heap/label, baseline is the limit', 2),
        rssKb: round(rssKb, 2),
      },
      {
        ...figure('labels.start', startMany, startFew, 's', 2),
        moreSeconds: round(startMany - startFew, 2),
        limitSeconds: START_LIMIT_SECONDS,
      },
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

async function installation(databases, name, count, organizations) {
  const database = await databases.database(name);
  const tenantsFile = join(database.dataDir, `${name}.json`);
  const sessions = await fill(database, specs(count), tenantsFile, {
    organizations,
    sessions: 1,
    campaigns: 4,
    people: 0,
  });
  return { database, tenantsFile, sessions, requests: shuffled(sessions.flatMap(requestsOf)) };
}

/** Of each two requests one is a signed-in page with rows, the other the sign-in page of the label's look. */
function requestsOf({ host, org, secret }) {
  return [wire(host, `/o/${org.id}/campaigns`, secret), wire(host, '/sign-in')];
}

function start({ database, tenantsFile }) {
  return startProduct(database, tenantsFile);
}
