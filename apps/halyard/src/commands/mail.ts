import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { Config } from '#platform/kernel';
import { Bounces, type NeutralRecord, Senders } from '#platform/mail';
import { withApplication } from './application.js';
import { printJson, readArguments } from './arguments.js';

const OPTIONS = { to: { type: 'string' }, json: { type: 'boolean', default: false } } as const;

const USAGE =
  'usage: mail receive [FILE…] [--to ADDRESS] [--json]   bounces and complaints that came to the neutral domain\n' +
  '       mail records [--json]                          what its DNS zone must hold\n';

/**
 * `mail receive`: a mail server hands over what came to `bounce-…@LABEL.NEUTRAL_DOMAIN`, as files or on standard input.
 * `mail records`: what the operator sets in the zone of the neutral domain. 0 when done, 2 when asked wrongly.
 */
export async function run(args: readonly string[], config: Config): Promise<number> {
  const [what, ...rest] = args;
  if (what !== 'receive' && what !== 'records') {
    process.stderr.write(USAGE);
    return 2;
  }
  const { values, positionals } = readArguments(rest, OPTIONS);
  if (what === 'records') {
    const records = await withApplication(config, (application) => application.get(Senders).neutralRecords());
    if (values.json) printJson(records);
    else process.stdout.write(records.map(zoneLine).join(''));
    return 0;
  }
  const messages =
    positionals.length > 0
      ? await Promise.all(positionals.map((path) => readFile(path)))
      : [await buffer(process.stdin)];
  const receipts = await withApplication(config, async (application) => {
    const bounces = application.get(Bounces);
    const found = [];
    for (const raw of messages) found.push(await bounces.receive(raw, values.to ?? null));
    return found;
  });
  if (values.json) printJson(receipts);
  else process.stdout.write(receipts.map((receipt) => `${receipt}\n`).join(''));
  return 0;
}

/** A text longer than 255 letters stands in parts (RFC 1035, 3.3.14). */
function zoneLine({ name, type, value }: NeutralRecord): string {
  const parts = value.match(/.{1,255}/g) ?? [];
  return `${name}. ${type} ${parts.map((part) => `"${part}"`).join(' ')}\n`;
}
