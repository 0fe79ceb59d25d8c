/**
 * Runs in a worker thread: checks and renders what people typed. Node loads it alike from source and from the build,
 * and nothing of the product but the two files beside it is within its reach.
 */
import { parentPort } from 'node:worker_threads';
import type { TypedJob } from './untrusted-render.js';

interface Job extends TypedJob {
  /** Only looked at, not rendered. */
  readonly only: 'check' | null;
}

type Outcome =
  | { readonly output: string }
  | { readonly findings: readonly unknown[] }
  | { readonly code: string; readonly says: string };

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const beside = (name: string): string => new URL(`./${name}.${extension}`, import.meta.url).href;
const { findingsOf } = (await import(beside('untrusted-check'))) as typeof import('./untrusted-check.js');
const { render } = (await import(beside('untrusted-render'))) as typeof import('./untrusted-render.js');

function outcome(job: Job): Outcome {
  try {
    const findings = findingsOf(job.source);
    if (findings.length > 0 || job.only === 'check') return { findings };
    const output = render(job);
    const bytes = Buffer.byteLength(output);
    if (bytes > job.limitBytes) return { code: 'tooLarge', says: `${bytes} bytes came out` };
    return { output };
  } catch (error) {
    if (error instanceof RangeError) return { code: 'tooLarge', says: error.message };
    return { code: 'failed', says: (error as Error).message };
  }
}

parentPort?.on('message', (job: Job) => parentPort?.postMessage(outcome(job)));
parentPort?.postMessage('ready');
