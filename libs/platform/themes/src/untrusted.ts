import { plain } from './plain.js';
import type { Finding } from './theme-error.js';
import { UntrustedError } from './untrusted-error.js';
import { BUDGET_MS, inThread } from './untrusted-threads.js';

export interface UntrustedInput {
  /** Whose it is: the renderings of one owner wait for one another, not for the machine. */
  readonly owner: string;
  /** What a person typed: markup (`html`) or a line such as a subject (`text`, escaped by whoever shows it). */
  readonly source: string;
  readonly kind: 'html' | 'text';
  readonly data: unknown;
  readonly locale: string;
  readonly timeZone: string;
  readonly currency: string;
}

export const LIMIT_BYTES = 256 * 1024;

/** What of a typed template is not allowed; see `UNTRUSTED_RULES`. Nothing is rendered. */
export async function checkUntrusted(
  source: string,
  owner: string,
  budgetMs = BUDGET_MS,
): Promise<Finding[]> {
  try {
    const answer = await inThread(owner, { only: 'check', source }, budgetMs);
    return 'findings' in answer ? answer.findings.map(asFinding) : [];
  } catch (error) {
    if (!(error instanceof UntrustedError)) throw error;
    const says = error.code === 'tooSlow' ? 'it takes too long to read' : error.message;
    return [asFinding({ rule: 'U07', line: 1, says, fix: 'write less of it' })];
  }
}

/**
 * Renders what a person typed, in a thread that is ended when it takes longer than `budgetMs` and whose HTML is
 * sanitised. Throws an UntrustedError; nothing half rendered ever comes out.
 */
export async function renderUntrusted(input: UntrustedInput, budgetMs = BUDGET_MS): Promise<string> {
  const { owner, source, kind, locale, timeZone, currency } = input;
  const data = plain(input.data);
  const job = { only: null, source, kind, locale, timeZone, currency, data, limitBytes: LIMIT_BYTES };
  const answer = await inThread(owner, job, budgetMs);
  if ('output' in answer) return answer.output;
  if ('code' in answer) throw new UntrustedError(answer.code, answer.says);
  const [first] = answer.findings;
  throw new UntrustedError(
    'forbidden',
    `line ${first!.line}: ${first!.says}`,
    answer.findings.map(asFinding),
  );
}

function asFinding(found: Pick<Finding, 'rule' | 'line' | 'says' | 'fix'>): Finding {
  return { level: 'error', file: 'source', ...found };
}
