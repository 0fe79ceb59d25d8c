import { LOOK_ALIKES, MAY_LOOK_ALIKE, PLAIN_LATIN, STYLED } from './words/look-alikes.js';

/**
 * The caption as it is read, not as it is encoded: lower case, compatibility forms and Latin accents folded,
 * invisible characters gone. Every folded unit knows the stretch of the original that it came from.
 */
export interface FoldedText {
  readonly original: string;
  readonly text: string;
  /** Offset in `original` where the folded unit's source begins and ends (UTF-16). */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** An invisible character stood directly before this unit. */
  readonly hiddenBefore: ReadonlySet<number>;
  /** This unit is a letter of another script that looks Latin. */
  readonly lookAlike: ReadonlySet<number>;
  /** Marks were taken off this letter: an accent, or a stroke through it. */
  readonly marked: ReadonlyMap<number, 'accent' | 'stroke'>;
}

export type Span = readonly [start: number, end: number];

const CLUSTER =
  /[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|[\uff66-\uff9d][\uff9e\uff9f]?|\P{M}\p{M}*|\p{M}+/uy;
const INVISIBLE = /^[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]$/;
const LATIN = /\p{Script=Latin}/u;
/** Vowel signs and hamza, which writers leave out at will. */
const UNPOINTED = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
const STROKE = /[\u0334-\u0338\u20d2-\u20e0\u20e3-\u20ef]/u;
const TATWEEL = '\u0640';
const VARIATION = /[\ufe00-\ufe0f\u034f]/gu;
const WORD = /[\p{L}\p{M}\p{N}_]+/gu;
const CASED_ELSEWHERE = new Set(['ru', 'uk', 'bg', 'sr', 'mk', 'be', 'kk', 'ky', 'mn', 'el', 'hy', 'chr']);

function foldCluster(cluster: string): string {
  const styled = STYLED.get(cluster);
  if (styled) return styled;
  if (cluster === '™' || cluster === '℠') return ' ';
  let folded = cluster.normalize('NFKC').toLowerCase();
  if (folded === '’' || folded === '‘' || folded === 'ʼ' || folded === '´') return "'";
  if (folded === '\u2028' || folded === '\u2029' || folded === '\u0085') return '\n';
  if (/^\p{Zs}$/u.test(folded)) return ' ';
  if (LATIN.test(folded)) {
    folded = folded.normalize('NFD').replace(/\p{M}/gu, '');
    return PLAIN_LATIN.get(folded) ?? folded;
  }
  if (UNPOINTED.test(folded)) return folded.normalize('NFD').replace(/\p{M}/gu, '');
  return STROKE.test(folded) ? folded.replace(/\p{M}/gu, '') : folded;
}

/** Folds once per caption; `language` only decides whether a wholly Cyrillic or Greek word may be a disguise. */
export function foldText(original: string, language: string): FoldedText {
  const units: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const hiddenBefore = new Set<number>();
  const marked = new Map<number, 'accent' | 'stroke'>();
  for (let at = 0; at < original.length;) {
    const code = original.charCodeAt(at);
    // A plain ASCII character with no combining mark after it is its own cluster.
    if (code < 0x80 && !(original.charCodeAt(at + 1) >= 0x300)) {
      units.push(
        code === 0x0d ? ' ' : code >= 0x41 && code <= 0x5a ? String.fromCharCode(code + 32) : original[at]!,
      );
      starts.push(at);
      ends.push(++at);
      continue;
    }
    CLUSTER.lastIndex = at;
    const cluster = CLUSTER.exec(original)?.[0] ?? original[at]!;
    const from = at;
    at += cluster.length;
    if (INVISIBLE.test(cluster)) {
      hiddenBefore.add(units.length);
      continue;
    }
    if (cluster === TATWEEL) continue;
    const shown = cluster.replace(VARIATION, '');
    if (shown !== cluster) hiddenBefore.add(units.length + 1);
    if (STROKE.test(cluster)) marked.set(units.length, 'stroke');
    else if (hasAccent(shown)) marked.set(units.length, 'accent');
    for (const unit of foldCluster(shown).split('')) {
      units.push(unit);
      starts.push(from);
      ends.push(at);
    }
  }
  const lookAlike = new Set<number>();
  if (MAY_LOOK_ALIKE.test(original))
    foldLookAlikes(original, units, starts, lookAlike, !CASED_ELSEWHERE.has(language));
  return { original, text: units.join(''), starts, ends, hiddenBefore, lookAlike, marked };
}

function hasAccent(cluster: string): boolean {
  return (
    LATIN.test(cluster) && (/\p{M}/u.test(cluster.normalize('NFD')) || PLAIN_LATIN.has(cluster.toLowerCase()))
  );
}

function foldLookAlikes(
  original: string,
  units: string[],
  starts: readonly number[],
  lookAlike: Set<number>,
  wholeWords: boolean,
): void {
  for (const word of units.join('').matchAll(WORD)) {
    const found: [number, string][] = [];
    let latin = false;
    let foreign = false;
    for (let i = word.index; i < word.index + word[0].length; i++) {
      const plain = LOOK_ALIKES.get(original[starts[i]!]!);
      if (plain) found.push([i, plain]);
      else if (LATIN.test(units[i]!)) latin = true;
      else if (/\p{L}/u.test(units[i]!)) foreign = true;
    }
    if (foreign || found.length === 0 || (!latin && !wholeWords)) continue;
    for (const [i, plain] of found) {
      units[i] = plain;
      lookAlike.add(i);
    }
  }
}

/** From folded units back to the caption's own offsets. */
export function originalSpan(folded: FoldedText, start: number, end: number): [number, number] {
  if (folded.starts.length === 0 || end <= start) return [0, 0];
  return [folded.starts[start] ?? 0, folded.ends[end - 1] ?? folded.original.length];
}

/** The same folding for the words of packs, so that both sides meet. */
export function foldPlain(text: string): string {
  return foldText(text, 'en').text;
}
