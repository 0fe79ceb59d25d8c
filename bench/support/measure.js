// How two servers are compared: in turn, so that what else the machine does falls on both, and by medians.

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

export function round(value, digits = 1) {
  return Number(value.toFixed(digits));
}

/** Requests a second and CPU time a request of one round. */
async function once({ server, load }, seconds) {
  const before = await server.ask('cpuMs');
  const { requests, seconds: took, p50Ms, p95Ms } = await load.run(server.port, seconds);
  const cpuMs = (await server.ask('cpuMs')) - before;
  return { perSecond: requests / took, cpuMs: cpuMs / requests, p50Ms, p95Ms };
}

async function warm({ server, load }, seconds) {
  for (let asked = 0; asked < load.size;) asked += (await load.run(server.port, seconds)).requests;
}

/** Warms both until each request was asked once, then measures them in turn; answers the median of each figure. */
export async function compare(ours, baseline, log, { rounds = 5, seconds = 4, warmSeconds = 6 } = {}) {
  for (const side of [ours, baseline]) await warm(side, warmSeconds);
  const found = { ours: [], baseline: [] };
  for (let round = 1; round <= rounds; round++) {
    found.ours.push(await once(ours, seconds));
    found.baseline.push(await once(baseline, seconds));
    const [a, b] = [found.ours.at(-1), found.baseline.at(-1)];
    log(`round ${round}: ours ${line(a)}; baseline ${line(b)}`);
  }
  return { ours: medians(found.ours), baseline: medians(found.baseline) };
}

function line({ perSecond, cpuMs, p50Ms, p95Ms }) {
  return `${perSecond.toFixed(0)}/s, ${cpuMs.toFixed(3)} ms CPU, p50 ${p50Ms.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms`;
}

function medians(rounds) {
  return Object.fromEntries(
    Object.keys(rounds[0]).map((key) => [key, median(rounds.map((one) => one[key]))]),
  );
}
