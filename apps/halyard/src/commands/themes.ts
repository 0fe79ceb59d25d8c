import { join } from 'node:path';
import type { Config } from '#platform/kernel';
import { readArguments } from './arguments.js';

const USAGE = `usage: themes check [DIR or NAME …] [--json]
       themes new NAME [--extends base] [--dir DIR]
`;

/** `themes check`: findings by numbered rule. `themes new`: a theme to begin with. */
export async function run(args: readonly string[], config: Config): Promise<number> {
  const { values, positionals } = readArguments(args, {
    json: { type: 'boolean', default: false },
    extends: { type: 'string', default: 'base' },
    dir: { type: 'string' },
  });
  const [verb, ...rest] = positionals;
  const installed = join(config.root, 'themes');
  switch (verb) {
    case 'check': {
      const { checkAt } = await import('./themes-check.js');
      return checkAt(rest, installed, values.json);
    }
    case 'new': {
      const { makeTheme } = await import('./themes-new.js');
      const [name] = rest;
      if (name !== undefined && rest.length === 1)
        return makeTheme(name, { installed, dir: values.dir ?? installed, extends: values.extends });
      break;
    }
    default:
  }
  process.stderr.write(USAGE);
  return 2;
}
