import { Worker } from 'node:worker_threads';
import { parseTemplate } from './compiler.js';
import { plain } from './plain.js';
import { Findings } from './check/rule.js';
import type { UntrustedRule } from './check/untrusted-rules.js';
import type { Finding } from './theme-error.js';
import { UntrustedError } from './untrusted-error.js';

export interface UntrustedInput {
  /** What a person typed: markup (`html`) or a line such as a subject (`text`, escaped by whoever shows it). */
  readonly source: string;
  readonly kind: 'html' | 'text';
  readonly data: unknown;
  readonly locale: string;
  readonly timeZone: string;
  readonly currency: string;
}

export const BUDGET_MS = 500;
export const LIMIT_BYTES = 256 * 1024;
const SOURCE_LIMIT = 64 * 1024;
const START_MS = 10_000;
const WORKERS = 2;

const HELPERS = new Set(['default', 'join', 'number', 'money', 'date']);
const BLOCKS = new Set(['if', 'unless', 'each', 'with']);
const DATA = new Set(['index', 'first', 'last']);
const LITERALS = new Set([
  'StringLiteral',
  'NumberLiteral',
  'BooleanLiteral',
  'NullLiteral',
  'UndefinedLiteral',
]);
const CLOSED = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * What of a typed template is not allowed. A list of what is: text, comments, values, `if`, `unless`, `each`,
 * `with`, five named helpers, literals; loops at most two deep.
 */
export function checkUntrusted(source: string): Finding[] {
  const findings = new Findings();
  const say = (rule: UntrustedRule, line: number, says: string, fix: string): void =>
    findings.add(rule, 'error', 'source', line, says, fix);
  if (typeof source !== 'string' || source.length > SOURCE_LIMIT) {
    say('U01', 1, 'not a text, or too long', `at most ${SOURCE_LIMIT} letters`);
    return findings.list();
  }
  let program: hbs.AST.Program;
  try {
    program = parseTemplate(source, 'source');
  } catch (error) {
    const says = (error as Error).message.split('\n')[0]!;
    say(
      'U01',
      Number(/line (\d+)/.exec((error as Error).message)?.[1] ?? 1),
      says,
      'close each block and mustache',
    );
    return findings.list();
  }

  const value = (node: hbs.AST.Node): void => {
    const line = node.loc.start.line;
    if (LITERALS.has(node.type)) return;
    if (node.type !== 'PathExpression')
      return say('U02', line, `${node.type} is not allowed`, 'use a plain value');
    const { data, parts, original } = node as hbs.AST.PathExpression;
    if (data && !(parts.length === 1 && DATA.has(String(parts[0])))) {
      say('U03', line, `${original} is not allowed`, 'of @ values there are @index, @first and @last');
    }
    if (parts.some((part) => CLOSED.has(String(part))))
      say('U03', line, `${original} is not allowed`, 'name a field');
  };
  const call = (
    node: hbs.AST.MustacheStatement | hbs.AST.BlockStatement,
    allowed: ReadonlySet<string>,
  ): void => {
    const { path, params, hash } = node;
    const name = String((path as hbs.AST.PathExpression).original);
    const simple = node.type === 'MustacheStatement' && params.length === 0 && !hash;
    if (simple && !allowed.has(name)) return value(path);
    if (path.type !== 'PathExpression' || !allowed.has(name)) {
      say(
        'U04',
        node.loc.start.line,
        `${name} is not available here`,
        `there are ${[...allowed].join(', ')}`,
      );
    }
    params.forEach(value);
    hash?.pairs.forEach((pair) => value(pair.value));
  };
  const statements = (body: readonly hbs.AST.Statement[], loops: number): void => {
    for (const statement of body) {
      const line = statement.loc.start.line;
      switch (statement.type) {
        case 'ContentStatement':
        case 'CommentStatement':
          break;
        case 'MustacheStatement': {
          const mustache = statement as hbs.AST.MustacheStatement;
          if (!mustache.escaped) say('U05', line, 'raw output is not allowed', 'write {{…}}');
          call(mustache, HELPERS);
          break;
        }
        case 'BlockStatement': {
          const block = statement as hbs.AST.BlockStatement;
          call(block, BLOCKS);
          const inside = loops + (block.path.original === 'each' ? 1 : 0);
          if (inside > 2) say('U06', line, 'loops are nested too deeply', 'at most two, one in another');
          statements(block.program.body, inside);
          statements(block.inverse?.body ?? [], inside);
          break;
        }
        default:
          say('U02', line, `${statement.type} is not allowed`, 'partials and decorators are for themes');
      }
    }
  };
  statements(program.body, 0);
  return findings.list();
}

/**
 * Renders what a person typed, in a thread that is killed when it takes longer than `budgetMs` and whose HTML
 * is sanitised. Throws an UntrustedError; nothing half rendered ever comes out.
 */
export async function renderUntrusted(input: UntrustedInput, budgetMs = BUDGET_MS): Promise<string> {
  const findings = checkUntrusted(input.source);
  if (findings.length > 0) {
    throw new UntrustedError('forbidden', `line ${findings[0]!.line}: ${findings[0]!.says}`, findings);
  }
  const { source, kind, locale, timeZone, currency } = input;
  const job = { source, kind, locale, timeZone, currency, data: plain(input.data), limitBytes: LIMIT_BYTES };
  return queueFor(async () => {
    const worker = idle.pop() ?? (await start());
    const answer = await ask(worker, job, budgetMs);
    idle.push(worker);
    if ('output' in answer) return answer.output;
    throw new UntrustedError(answer.code, answer.says);
  });
}

type Answer = { readonly output: string } | { readonly code: 'tooLarge' | 'failed'; readonly says: string };

const idle: Worker[] = [];
const waiting: (() => void)[] = [];
let busy = 0;

/** At most `WORKERS` renderings at once: a label that types slow templates waits for itself, not the machine. */
async function queueFor<T>(run: () => Promise<T>): Promise<T> {
  if (busy >= WORKERS) await new Promise<void>((resolve) => waiting.push(resolve));
  busy++;
  try {
    return await run();
  } finally {
    busy--;
    waiting.shift()?.();
  }
}

/** Ends the threads that wait for work. */
export async function stopUntrusted(): Promise<void> {
  await Promise.all(idle.splice(0).map((worker) => worker.terminate()));
}

async function start(): Promise<Worker> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`./untrusted.worker.${extension}`, import.meta.url), {
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 },
  });
  worker.unref();
  await reply(worker, START_MS);
  return worker;
}

async function ask(worker: Worker, job: object, budgetMs: number): Promise<Answer> {
  const answer = reply<Answer>(worker, budgetMs);
  worker.postMessage(job);
  return answer;
}

/** The worker's next message; one that is late, fails or runs out of memory is ended and not used again. */
function reply<T>(worker: Worker, budgetMs: number): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
    const fail = (error: UntrustedError): void => {
      settle();
      worker.on('error', () => undefined);
      void worker.terminate().then(() => reject(error));
    };
    const onMessage = (message: T): void => {
      settle();
      resolve(message);
    };
    const onError = (error: Error & { code?: string }): void => {
      const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      fail(new UntrustedError(memory ? 'tooLarge' : 'failed', error.message));
    };
    const onExit = (): void => fail(new UntrustedError('failed', 'the renderer ended'));
    const timer = setTimeout(
      () => fail(new UntrustedError('tooSlow', `not done after ${budgetMs} ms`)),
      budgetMs,
    );
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}
