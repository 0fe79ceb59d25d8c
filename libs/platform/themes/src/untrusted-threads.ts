import { Worker } from 'node:worker_threads';
import type { TypedFinding } from './untrusted-check.js';
import { UntrustedError } from './untrusted-error.js';

/** What a thread answers: what it rendered, why it would not, or what went wrong. */
export type Answer =
  | { readonly output: string }
  | { readonly findings: readonly TypedFinding[] }
  | { readonly code: 'tooLarge' | 'failed'; readonly says: string };

export const BUDGET_MS = 500;
const START_MS = 10_000;
const THREADS = 2;
/** Of one owner; more than that is somebody hammering. */
const MOST_WAITING = 20;

interface Waiting {
  readonly owner: string;
  readonly go: () => void;
}

const idle: Worker[] = [];
const waiting: Waiting[] = [];
const running: string[] = [];

/** Runs a job in a thread of its own; whatever it does, it is over after `budgetMs`, and the next one finds a thread. */
export async function inThread(owner: string, job: object, budgetMs: number): Promise<Answer> {
  await turn(owner);
  try {
    const worker = idle.pop() ?? (await start());
    const answer = reply<Answer>(worker, budgetMs);
    worker.postMessage(job);
    const found = await answer;
    idle.push(worker);
    return found;
  } finally {
    running.splice(running.indexOf(owner), 1);
    next();
  }
}

/** Ends the threads that wait for work. */
export async function stopUntrusted(): Promise<void> {
  await Promise.all(idle.splice(0).map((worker) => worker.terminate()));
}

/** A label that types slow templates waits for itself: one at a time of each owner, so that one can never hold all. */
function turn(owner: string): Promise<void> {
  if (waiting.filter((one) => one.owner === owner).length >= MOST_WAITING)
    throw new UntrustedError('tooSlow', 'too many at once');
  return new Promise((go) => {
    waiting.push({ owner, go });
    next();
  });
}

function next(): void {
  while (running.length < THREADS) {
    const at = waiting.findIndex(({ owner }) => !running.includes(owner));
    const [first] = at < 0 ? [] : waiting.splice(at, 1);
    if (!first) return;
    running.push(first.owner);
    first.go();
  }
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
