// A themed page alone, without a server: 25 campaigns in two labels' looks, against bare compiled Handlebars that runs the
// same templates and prints the same bytes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadThemes } from '../dist/libs/platform/themes/src/index.js';
import { bareRenderer } from './render/bare.js';
import { pageData } from './render/pages.js';
import { median, round } from './support/measure.js';

const ROOT = join(import.meta.dirname, '..');
const PAGES = 40;
const ROUNDS = 5;
const SLICES = 10;
const SLICE_MS = 100;
const WARM_MS = 3_000;

export default function run({ log }) {
  const themes = join(ROOT, 'themes');
  const library = loadThemes(themes);
  const { tenants } = JSON.parse(readFileSync(join(ROOT, 'tenants.example.json'), 'utf8'));
  const jobs = tenants
    .filter(({ locales }) => !/^ar/.test(locales[0]))
    .slice(0, 2)
    .flatMap((tenant) => jobsOf(library, themes, tenant));
  for (const { ours, bare, data } of jobs) refuseDifferent(ours(data), bare(data));
  const bytes = median(jobs.map(({ ours, data }) => Buffer.byteLength(ours(data))));
  log(`${jobs.length} pages of ${bytes} bytes, each the same by both`);

  const sides = { ours: [], bare: [] };
  for (const side of Object.keys(sides)) during(jobs, side, WARM_MS);
  for (let at = 1; at <= ROUNDS; at++) {
    const sums = { ours: 0, bare: 0 };
    for (let slice = 0; slice < SLICES; slice++)
      for (const side of slice % 2 ? ['ours', 'bare'] : ['bare', 'ours'])
        sums[side] += during(jobs, side, SLICE_MS);
    for (const side of Object.keys(sides)) sides[side].push(sums[side] / SLICES);
    log(`round ${at}: ours ${round(sides.ours.at(-1), 0)}/s, bare ${round(sides.bare.at(-1), 0)}/s`);
  }
  const [ours, baseline] = [median(sides.ours), median(sides.bare)];
  return [
    {
      name: 'render',
      ours: round(ours, 0),
      baseline: round(baseline, 0),
      ratio: round(ours / baseline, 3),
      unit: 'pages/s',
      bytes,
    },
  ];
}

function jobsOf(library, themes, tenant) {
  const label = {
    name: tenant.name,
    locale: tenant.locales[0],
    locales: tenant.locales,
    currency: tenant.currency,
    timeZone: tenant.timeZone,
  };
  const look = library.compileLook({
    theme: tenant.theme,
    label,
    tokens: tenant.tokens ?? {},
    words: tenant.words ?? {},
  });
  const facts = JSON.parse(JSON.stringify(Reflect.get(look, 'label')));
  const bare = bareRenderer({ themes, theme: tenant.theme, locale: label.locale, label: facts, look });
  const ours = (data) => look.page('brand/campaigns/list', data);
  return Array.from({ length: PAGES }, (_, index) => ({ ours, bare, data: pageData(look, index) }));
}

/** Pages a second over `ms`. */
function during(jobs, side, ms) {
  const start = performance.now();
  let done = 0;
  let spent = 0;
  while (spent < ms) {
    const job = jobs[done % jobs.length];
    if (job[side](job.data).length === 0) throw new Error('an empty page');
    done++;
    if (done % 8 === 0) spent = performance.now() - start;
  }
  return (done / spent) * 1_000;
}

function refuseDifferent(left, right) {
  if (left === right) return;
  const at = [...left].findIndex((letter, index) => letter !== right[index]);
  throw new Error(
    `the pages differ at ${at}:\n${left.slice(at - 60, at + 120)}\n---\n${right.slice(at - 60, at + 120)}`,
  );
}
