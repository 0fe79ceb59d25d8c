import { invalid, type Vault } from '#platform/kernel';
import {
  contentOfFile,
  FIRST_VALUES,
  type FirstValue,
  type LookContent,
  sameJson,
} from './releases/look-content.js';
import { comparable, masked } from './tenant-secrets.js';
import type { TenantSpec } from './tenants-file.js';

/** One line of a plan. `path` names what changes inside the label; secrets never stand here. */
export interface PlannedChange {
  readonly label: string;
  readonly change: 'added' | 'changed' | 'kept' | 'withdrawn' | 'unchanged';
  readonly path?: string;
  readonly from?: unknown;
  readonly to?: unknown;
  readonly note?: string;
}

/** A label as the database has it. */
export interface KnownLabel {
  id: string;
  key: string;
  state: string;
  /** JSON, read one label at a time: thousands of them as objects would stay in the process's size for good. */
  file_config: string;
  studio_config: string;
  /** The parts of its look that the studio has changed. */
  owned: FirstValue[];
  /** Its look as released, where it is; only these are read. */
  look: string | null;
}

/** Which parts the file takes back from the studio: `words`, in every label of the file, or `puder.words` in one. */
export type Takes = readonly string[];

/** What the file always decides; of the rest it gives a first value, and the studio's change is kept. */
export const FILE_OWNED = new Set(['key', 'hosts', 'payments', 'signIn', 'features']);

/** What applying would change, label by label and key by key. Pure. */
export function planned(
  specs: readonly TenantSpec[],
  known: ReadonlyMap<string, KnownLabel>,
  vault: Vault,
  takes: Takes = [],
): PlannedChange[] {
  const changes = specs.flatMap((spec): PlannedChange[] => {
    const before = known.get(spec.key);
    if (!before) return [{ label: spec.key, change: 'added' }];
    const [file, studio] = [readConfig(before.file_config), readConfig(before.studio_config)];
    const lines: PlannedChange[] =
      before.state === 'active'
        ? []
        : [{ label: spec.key, change: 'changed', path: 'state', from: before.state, to: 'active' }];
    for (const [key, value] of Object.entries(spec)) {
      const own =
        !FILE_OWNED.has(key) && (key in studio || (before.owned as readonly string[]).includes(key));
      const taken = own && isTaken(takes, spec.key, key);
      const from = taken ? (studio[key] ?? lookPart(before, key)) : file[key];
      const to = taken && !(key in studio) ? contentOfFile(spec)[key as FirstValue] : value;
      const changed = !sameJson(comparable(key, from, vault), comparable(key, to, vault));
      // Of what the studio owns only the company's name is still the file's.
      const follows = !own || taken || (key === 'legal' && !sameJson(companyOf(from), companyOf(to)));
      if (taken || (changed && follows))
        lines.push({
          label: spec.key,
          change: 'changed',
          path: key,
          from: masked(key, from),
          to: masked(key, to),
          ...(taken && { note: 'taken from the studio' }),
        });
      if (own && !taken) lines.push({ label: spec.key, change: 'kept', path: key, note: 'studio' });
    }
    return lines.some(({ change }) => change === 'changed')
      ? lines
      : [...lines, { label: spec.key, change: 'unchanged' }];
  });
  const wanted = new Set(specs.map(({ key }) => key));
  const withdrawn = [...known.values()]
    .filter((tenant) => tenant.state === 'active' && !wanted.has(tenant.key))
    .map((tenant): PlannedChange => ({ label: tenant.key, change: 'withdrawn' }));
  return [...changes, ...withdrawn];
}

export function readConfig(json: string): Record<string, unknown> {
  return JSON.parse(json) as Record<string, unknown>;
}

export function isTaken(takes: Takes, label: string, key: string): boolean {
  return takes.includes(key) || takes.includes(`${label}.${key}`);
}

/** @throws `bad_take` for what is no first value of a label in the file. */
export function checkTakes(specs: readonly TenantSpec[], takes: Takes): void {
  const labels = new Set(specs.map(({ key }) => key));
  for (const path of takes) {
    const [first = '', second] = path.split('.');
    const key = second ?? first;
    const known = specs.some((spec) => key in spec) && !FILE_OWNED.has(key);
    if (!known || (second !== undefined && !labels.has(first)) || path.split('.').length > 2)
      throw invalid('bad_take', { path, parts: FIRST_VALUES.join(', ') });
  }
}

function lookPart({ look }: KnownLabel, key: string): unknown {
  return look === null ? undefined : (JSON.parse(look) as LookContent)[key as FirstValue];
}

function companyOf(legal: unknown): unknown {
  return (legal as { company?: unknown } | undefined)?.company;
}
