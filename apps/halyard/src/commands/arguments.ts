import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Reads a command's arguments; an unknown option is an error that names it. */
export function readArguments<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
) {
  return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
}

/** One object as one line on standard output, and nothing else there. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
