import type { Config } from '#platform/kernel';
import { examine } from '../doctor/examine.js';
import { targetAt } from '../doctor/visitor.js';
import { withApplication } from './application.js';
import { printJson, readArguments } from './arguments.js';

const USAGE =
  'usage: doctor LABEL [--url URL] [--signed-in] [--allow WORD]… [--json]\n' +
  '  --url URL     ask there instead of at each host’s own address: http://127.0.0.1:3000\n' +
  '  --signed-in   walk through the pages of one person of each portal too\n' +
  '  --allow WORD  a name of another label that is an ordinary word here\n';

/**
 * `doctor LABEL`: what is wrong with a label as it is out there: traces of the engine or another label, hosts and
 * certificates, records in DNS, colours. One finding a line, each with its rule, place and mend. Exit 1 on findings.
 */
export async function run(args: readonly string[], config: Config): Promise<number> {
  const { values, positionals } = readArguments(args, {
    url: { type: 'string' },
    allow: { type: 'string', multiple: true, default: [] },
    'signed-in': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  const [label] = positionals;
  const target = values.url === undefined ? null : targetAt(values.url);
  if (!label || positionals.length > 1 || (values.url !== undefined && target === null)) {
    process.stderr.write(USAGE);
    return 2;
  }
  const { findings, answers, mails, documents } = await withApplication(config, (application) =>
    examine(application, config, label, { target, allowed: values.allow, signedIn: values['signed-in'] }),
  );
  for (const finding of findings) {
    const { rule, place, says, fix } = finding;
    if (values.json) printJson(finding);
    else process.stdout.write(`${rule}  ${place}  ${says}; ${fix}\n`);
  }
  process.stderr.write(
    `${label}: looked at ${answers} answers, ${mails} mails and ${documents} documents; ${findings.length} findings\n`,
  );
  return findings.length > 0 ? 1 : 0;
}
