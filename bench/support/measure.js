// How two servers are compared: in turn, so that what else the machine does falls on both, and by medians.

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

export function round(value, digits = 1) {
  return Number(value.toFixed(digits));
}

/** One round: both in turn, a second each, so that what else the machine does falls on both alike. */
async function oneRound(sides, slices) {
  const sums = sides.map(() => ({ requests: 0, seconds: 0, cpuMs: 0, p50Ms: 0, p95Ms: 0 }));
  for (let slice = 0; slice < slices; slice++) {
    for (const [at, { server, load }] of sides.entries()) {
      const before = await server.ask('cpuMs');
      const { requests, seconds, p50Ms, p95Ms } = await load.run(server.port, 1);
      const found = { requests, seconds, p50Ms, p95Ms, cpuMs: (await server.ask('cpuMs')) - before };
      for (const key of Object.keys(found)) sums[at][key] += found[key];
    }
  }
  return sums.map((sum) => ({
    perSecond: sum.requests / sum.seconds,
    cpuMs: sum.cpuMs / sum.requests,
    p50Ms: sum.p50Ms / slices,
    p95Ms: sum.p95Ms / slices,
  }));
}

async function warm({ server, load }, seconds) {
  for (let asked = 0; asked < load.size;) asked += (await load.run(server.port, seconds)).requests;
}

/** Warms both until each request was asked once, then measures them in turn; answers the median of each figure. */
export async function compare(ours, baseline, log, { rounds = 5, slices = 5, warmSeconds = 6 } = {}) {
  for (const side of [ours, baseline]) await warm(side, warmSeconds);
  const found = { ours: [], baseline: [] };
  for (let round = 1; round <= rounds; round++) {
    const [a, b] = await oneRound([ours, baseline], slices);
    found.ours.push(a);
    found.baseline.push(b);
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
