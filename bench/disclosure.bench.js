// What judging an ordinary caption and correcting it costs, against the plain search for label words that the judge
// replaces. Beside it: a caption of 10,000 characters.
import { readFile } from 'node:fs/promises';
import { median, round } from './support/measure.js';

const ROUNDS = 15;
const TURNS = 8;
const RULINGS = new URL('../libs/domain/disclosure/cases/rulings.jsonl', import.meta.url);
const LABELS =
  /#?\b(ad|advert|advertisement|sponsored|anzeige|werbung|publicit[eé]|publicidad|publi|pubblicit[aà]|reklame|annonse)\b|広告|광고/iu;

export default async function run({ log }) {
  const { judge } = await import('../dist/libs/domain/disclosure/src/judge.js');
  const lines = (await readFile(RULINGS, 'utf8')).split('\n').filter(Boolean);
  const ordinary = lines.map((line) => {
    const { jurisdictions, language, caption, ...rest } = JSON.parse(line);
    const { platform = 'instagram', relationship = 'paid', format = 'feed' } = rest;
    return { jurisdictions, language, caption, platform, relationship, format, at: '2026-09-01' };
  });
  const long = longPost();
  const sides = {
    ours: () => ordinary.forEach((post) => judge(post)),
    baseline: () => ordinary.forEach((post) => LABELS.test(post.caption)),
    long: () => judge(long),
  };
  const found = { ours: [], baseline: [], long: [] };
  for (let turn = 0; turn < 3; turn++) Object.values(sides).forEach((side) => side());
  for (let turn = 1; turn <= ROUNDS; turn++) {
    for (const [name, side] of Object.entries(sides)) found[name].push(milliseconds(side));
    log(
      `round ${turn}: ours ${found.ours.at(-1).toFixed(2)} ms, baseline ${found.baseline.at(-1).toFixed(3)} ms`,
    );
  }
  const [ours, baseline] = [found.ours, found.baseline].map(
    (list) => (median(list) / ordinary.length) * 1_000,
  );
  return [
    {
      name: 'disclosure',
      ours: round(ours, 1),
      baseline: round(baseline, 2),
      ratio: round(baseline / ours, 4),
      unit: 'µs/caption, with its correction',
      captions: ordinary.length,
      perSecond: round(1_000_000 / ours, 0),
      long10kMs: round(median(found.long), 2),
    },
  ];
}

function milliseconds(side) {
  const start = performance.now();
  for (let turn = 0; turn < TURNS; turn++) side();
  return (performance.now() - start) / TURNS;
}

function longPost() {
  const sentence =
    'We walked along the harbour with @kelpline and saw seals, then had coffee by the pier. #seals ';
  const caption = `#ad ${sentence.repeat(110)}`.slice(0, 10_000);
  return {
    jurisdictions: ['US'],
    platform: 'instagram',
    relationship: 'paid',
    language: 'en',
    at: '2026-09-01',
    caption,
  };
}
