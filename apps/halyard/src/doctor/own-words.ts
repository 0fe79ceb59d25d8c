import type { TenantDirectory } from '#domain/tenants';
import { type ForbiddenWords, TELLTALES, WordList } from './telltales.js';

type Spec = ReturnType<TenantDirectory['spec']>;

/** Shorter ones are too often parts of ordinary sentences. */
const SHORTEST = 4;

/**
 * What must not be met under one label: the engine's words, and what other labels are called. What the label is called
 * itself is allowed, where a company has two labels; so is what the operator lets pass.
 */
export function wordsAgainst(
  directory: TenantDirectory,
  tenantId: string,
  allowed: readonly string[] = [],
): ForbiddenWords {
  const others = directory.all().filter((id) => id !== tenantId);
  const names = new Set(others.flatMap((id) => namesOf(directory.spec(id))));
  const mine = new WordList([...names]).foundIn(namesOf(directory.spec(tenantId)).join(' . '));
  const passed = new Set([...mine, ...allowed].map((word) => word.toLowerCase()));
  const met = (word: string) => !passed.has(word.toLowerCase());
  return { anywhere: TELLTALES.filter(met), whole: new WordList([...names].filter(met)) };
}

function namesOf({ key, name, hosts, legal, mail }: Spec): string[] {
  const address = /[^<\s]+@([^>\s]+)/.exec(mail.from)?.[1] ?? '';
  return [key, name, legal.company, address, ...Object.values(hosts)].filter(
    (word) => word.length >= SHORTEST,
  );
}
