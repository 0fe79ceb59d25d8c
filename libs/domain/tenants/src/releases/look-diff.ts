import { z } from 'zod';
import { type LookContent, sameJson } from './look-content.js';

/** One thing that differs between two looks; `null` where it is not set. Long texts are told by their first words. */
export const LookChange = z.object({
  part: z.enum(['theme', 'tokens', 'words', 'navigation', 'logos', 'mail', 'legal']),
  /** What inside the part: `color.accent`, `en.influencer`, `wide`. */
  name: z.string(),
  kind: z.enum(['added', 'changed', 'removed']),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Whether both are colours, and can be shown as such. */
  colour: z.boolean(),
});
export type LookChange = z.infer<typeof LookChange>;

const SHOWN = 120;

/** What differs from one look to another, part by part, in the order in which people think of them. */
export function lookDiff(before: LookContent, after: LookContent): LookChange[] {
  return [
    ...between('theme', { theme: before.theme }, { theme: after.theme }),
    ...between('tokens', before.tokens, after.tokens),
    ...between('words', nested(before.words), nested(after.words)),
    ...between('navigation', navigationOf(before), navigationOf(after)),
    ...between('logos', logosOf(before), logosOf(after)),
    ...between('mail', nested(before.mail), nested(after.mail)),
    ...between('legal', legalOf(before), legalOf(after)),
  ];
}

type Flat = Readonly<Record<string, string>>;

function between(part: LookChange['part'], before: Flat, after: Flat): LookChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name): LookChange[] => {
    const [from, to] = [before[name] ?? null, after[name] ?? null];
    if (from === to) return [];
    const kind = from === null ? 'added' : to === null ? 'removed' : 'changed';
    const colour = [from, to].every((value) => value === null || /^#[0-9a-f]{6}$/i.test(value));
    const [shownFrom, shownTo] = excerpts(from, to);
    return [{ part, name, kind, from: shownFrom, to: shownTo, colour }];
  });
}

/** Long texts from a little before where they part. */
function excerpts(from: string | null, to: string | null): [string | null, string | null] {
  if ((from?.length ?? 0) <= SHOWN && (to?.length ?? 0) <= SHOWN) return [from, to];
  let start = 0;
  if (from !== null && to !== null) while (start < from.length && from[start] === to[start]) start++;
  start = Math.max(0, start - 30);
  const cut = (text: string | null) =>
    text === null
      ? null
      : `${start > 0 ? '…' : ''}${text.slice(start, start + SHOWN)}${start + SHOWN < text.length ? '…' : ''}`;
  return [cut(from), cut(to)];
}

function nested(parts: Readonly<Partial<Record<string, Readonly<Record<string, string>>>>>): Flat {
  return Object.fromEntries(
    Object.entries(parts).flatMap(([outer, inner]) =>
      Object.entries(inner ?? {}).map(([name, text]) => [`${outer}.${name}`, text] as const),
    ),
  );
}

function navigationOf({ navigation }: LookContent): Flat {
  return Object.fromEntries(
    Object.entries(navigation).flatMap(([portal, entries]) => [
      [`${portal}.order`, entries.map(({ key, hidden }) => (hidden ? `(${key})` : key)).join(' · ')] as const,
      ...entries.flatMap(({ key, names }) =>
        Object.entries(names).map(([locale, name]) => [`${portal}.${key}.${locale}`, name] as const),
      ),
    ]),
  );
}

function logosOf({ logos }: LookContent): Flat {
  return Object.fromEntries(Object.entries(logos).map(([shape, logo]) => [shape, logo.asset]));
}

function legalOf({ legal }: LookContent): Flat {
  return Object.fromEntries(
    Object.entries(legal).flatMap(([page, { mustAccept, texts }]) => [
      [`${page}.mustAccept`, String(mustAccept)] as const,
      ...Object.entries(texts).map(([locale, text]) => [`${page}.${locale}`, text] as const),
    ]),
  );
}

/** The parts in which two looks differ. */
export function partsChanged(before: LookContent, after: LookContent): (keyof LookContent)[] {
  return (Object.keys(after) as (keyof LookContent)[]).filter((part) => !sameJson(before[part], after[part]));
}
