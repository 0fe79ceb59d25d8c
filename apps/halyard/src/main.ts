import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import 'reflect-metadata';
import { DomainError, loadConfig } from '#platform/kernel';
import { COMMANDS } from './commands/index.js';

/** Prints what went wrong for an operator: the fault, and each place with what would be right. */
function explain(error: unknown): string {
  if (!(error instanceof DomainError)) return error instanceof Error ? error.message : String(error);
  const faults = error.errors.map(({ path, code, message }) => `  ${path || '(file)'}: ${message ?? code}`);
  const params = Object.entries(error.params).map(([key, value]) => `${key} ${String(value)}`);
  return [[error.code, ...params].join(', '), ...faults].join('\n');
}

async function run(): Promise<number> {
  const [name = 'serve', ...args] = process.argv.slice(2);
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) {
    const known = COMMANDS.map((one) => `  ${one.usage.padEnd(62)} ${one.says}`).join('\n');
    process.stderr.write(`${name === 'help' ? '' : `there is no command ${name}\n\n`}commands:\n${known}\n`);
    return name === 'help' ? 0 : 2;
  }
  const config = loadConfig();
  // Code compiled by one start is read by the next.
  enableCompileCache(join(config.dataDir, 'cache', 'code'));
  const { run: runCommand } = await command.load();
  return runCommand(args, config);
}

run().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${explain(error)}\n`);
    const askedWrongly = String((error as { code?: unknown } | null)?.code).startsWith('ERR_PARSE_ARGS');
    // At once: what a failed start left open must not keep the process.
    process.exit(askedWrongly ? 2 : 1);
  },
);
