import type { Config } from '#platform/kernel';

/** `roster import …`. */
export async function run(args: readonly string[], config: Config): Promise<number> {
  const [verb, ...rest] = args;
  if (verb !== 'import') {
    process.stderr.write('usage: roster import FILE --label KEY [--platform P] [--dry-run] [--json]\n');
    return 2;
  }
  const { rosterImport } = await import('./roster-import.js');
  return rosterImport(rest, config);
}
