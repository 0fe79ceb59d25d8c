import { contextOrNull } from './context.js';

const LEVELS = { silent: 0, error: 1, warn: 2, info: 3, debug: 4 } as const;
let threshold: keyof typeof LEVELS = 'warn';

export function setLogLevel(level: keyof typeof LEVELS): void {
  threshold = level;
}

/** One line of JSON on standard error. Fields are ids and codes: never names, addresses or message texts. */
function write(
  level: 'error' | 'warn' | 'info' | 'debug',
  event: string,
  fields: Record<string, unknown>,
): void {
  if (LEVELS[level] > LEVELS[threshold]) return;
  const context = contextOrNull();
  const line = { at: new Date().toISOString(), level, event, requestId: context?.requestId, ...fields };
  process.stderr.write(`${JSON.stringify(line)}\n`);
}

export const log = {
  error: (event: string, fields: Record<string, unknown> = {}) => write('error', event, fields),
  warn: (event: string, fields: Record<string, unknown> = {}) => write('warn', event, fields),
  info: (event: string, fields: Record<string, unknown> = {}) => write('info', event, fields),
  debug: (event: string, fields: Record<string, unknown> = {}) => write('debug', event, fields),
};

/** What an error may say in a log: its name, code and stack, without the values it was about. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = (error as { code?: unknown }).code;
  return {
    error: error.name,
    code,
    message: error.message.slice(0, 300),
    stack: error.stack?.split('\n').slice(1, 8),
  };
}
