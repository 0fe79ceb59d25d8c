// `npm run bench [-- NAME…] [--json]`: runs the benches (all, or those named) and prints one line a figure on standard
// output and nothing else there; what goes on meanwhile is told on standard error.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { json: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const files = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.bench.js')).sort();
const known = files.map((name) => name.replace('.bench.js', ''));
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`there is no bench ${unknown.join(', ')}; there are ${known.join(', ')}\n`);
  process.exit(2);
}

const log = (line) => void process.stderr.write(`${line}\n`);

function readable({ name, ours, baseline, ratio, unit, ...rest }) {
  const more = Object.entries(rest).map(([key, value]) => `${key} ${value}`);
  return `${name.padEnd(16)} ours ${ours}, baseline ${baseline} ${unit}, ratio ${ratio}${more.length > 0 ? ` (${more.join(', ')})` : ''}`;
}

for (const name of positionals.length > 0 ? positionals : known) {
  const { default: run } = await import(join(import.meta.dirname, `${name}.bench.js`));
  for (const figure of await run({ json: values.json, log })) {
    process.stdout.write(`${values.json ? JSON.stringify(figure) : readable(figure)}\n`);
  }
}
