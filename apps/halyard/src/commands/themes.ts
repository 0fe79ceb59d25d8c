import { join, resolve } from 'node:path';
import type { Config } from '#platform/kernel';
import { checkTheme, loadThemes } from '#platform/themes';
import { printJson, readArguments } from './arguments.js';

/** `themes check [NAME…] [--dir DIR]`: every finding by numbered rule; exit 1 if one is an error. */
export async function run(args: readonly string[], config: Config): Promise<number> {
  const { values, positionals } = readArguments(args, {
    json: { type: 'boolean', default: false },
    dir: { type: 'string' },
  });
  const [verb, ...names] = positionals;
  if (verb !== 'check') {
    process.stderr.write('usage: themes check [NAME…] [--dir DIR] [--json]\n');
    return 2;
  }
  const library = loadThemes(values.dir ? resolve(values.dir) : join(config.root, 'themes'), {
    forbiddenWords: ['halyard'],
  });
  const findings = (names.length > 0 ? names : library.names()).flatMap((theme) =>
    checkTheme(library, theme).map((finding) => ({ theme, ...finding })),
  );
  for (const finding of findings) {
    if (values.json) printJson(finding);
    else process.stdout.write(`${JSON.stringify(finding)}\n`);
  }
  return findings.some(({ level }) => level === 'error') ? 1 : 0;
}
