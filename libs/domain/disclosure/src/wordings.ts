import { foldPlain } from './folded-text.js';
import type { Format, Grade, Kind, Pack, WordingGroup } from './packs/pack.js';
import { LEXICON } from './words/lexicon.js';

/** One wording of a pack, or of the lexicon at the worth the pack gives it, ready to be looked for. */
export interface Wording {
  readonly shown: string;
  readonly grade: Grade;
  readonly kind: Kind;
  readonly language: string;
  readonly needsBrand: boolean;
  readonly needsAsterisk: boolean;
  readonly formats?: readonly Format[] | undefined;
}

export interface Phrase {
  readonly pattern: RegExp;
  /** One of these pieces must be in the text; spares most expressions their run. */
  readonly needles: readonly string[];
  readonly wording: Wording;
}

export interface BrandTag {
  readonly before: string;
  readonly after: string;
  readonly wording: Wording;
}

/** A pack's wordings by the way they are found. */
export interface WordingIndex {
  /** By first word, for scripts that put spaces between words. */
  readonly labels: ReadonlyMap<string, readonly { readonly text: string; readonly wording: Wording }[]>;
  /** For scripts that do not. */
  readonly unspaced: readonly { readonly text: string; readonly wording: Wording }[];
  readonly tags: ReadonlyMap<string, readonly Wording[]>;
  readonly brandTags: readonly BrandTag[];
  readonly phrases: readonly Phrase[];
  /** How words begin that only look like an accepted label, with that label's length. */
  readonly heads: readonly { readonly stem: string; readonly length: number }[];
}

export const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const BRAND =
  "(?<brand>[@#]?[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}_.&'-]{0,40}(?: [\\p{L}\\p{N}&][\\p{L}\\p{M}\\p{N}_.&'-]{0,40}){0,2}?)";

const WORDS = "(?: [\\p{L}\\p{N}'&-]{1,25}){1,4}";

const indexes = new WeakMap<Pack, WordingIndex>();

export function wordingIndex(pack: Pack): WordingIndex {
  let index = indexes.get(pack);
  if (!index) indexes.set(pack, (index = build(pack)));
  return index;
}

export function tagName(label: string): string {
  return foldPlain(label).replace(/[\s\p{P}]/gu, '');
}

function build(pack: Pack): WordingIndex {
  const labels = new Map<string, { text: string; wording: Wording }[]>();
  const unspaced: { text: string; wording: Wording }[] = [];
  const tags = new Map<string, Wording[]>();
  const brandTags: BrandTag[] = [];
  const phrases: Phrase[] = [];
  const named = new Set<string>();

  const add = (group: WordingGroup, known: ReadonlySet<string>, phraseGrade: Grade): void => {
    const wording = (shown: string, grade: Grade): Wording => ({
      shown,
      grade,
      kind: group.kind,
      language: group.language,
      needsBrand: group.needsBrand ?? false,
      needsAsterisk: group.needsAsterisk ?? false,
      formats: group.formats,
    });
    const tag = (name: string, shown: string): void => {
      if (known.has(`#${name}`)) return;
      const list = tags.get(name) ?? [];
      tags.set(name, [...list, wording(shown, group.grade)]);
      named.add(`#${name}`);
    };
    for (const label of group.labels ?? []) {
      const text = foldPlain(label);
      tag(tagName(label), label);
      if (known.has(text)) continue;
      named.add(text);
      const entry = { text, wording: wording(label, group.grade) };
      if (UNSPACED.test(text) || (group.language === 'ja' && text === 'pr')) unspaced.push(entry);
      else {
        const first = text.split(/[^\p{L}\p{M}\p{N}]/u)[0]!;
        labels.set(first, [...(labels.get(first) ?? []), entry]);
      }
    }
    for (const name of group.tags ?? []) {
      if (!name.includes('{brand}')) tag(foldPlain(name), `#${name}`);
      else {
        const [before = '', after = ''] = name.split('{brand}').map(foldPlain);
        brandTags.push({ before, after, wording: wording(name.replace('{brand}', '…'), group.grade) });
      }
    }
    for (const phrase of group.phrases ?? []) {
      if (known.has(phrase)) continue;
      named.add(phrase);
      phrases.push({ ...compilePhrase(phrase), wording: wording(readable(phrase), phraseGrade) });
    }
  };

  for (const group of pack.wordings) add(group, new Set(), group.grade);
  const byPack = new Set(named);
  for (const group of LEXICON) {
    const own = pack.languages.includes(group.language) || group.language === 'en';
    const grade = own
      ? pack.lexicon[group.kind]
      : group.kind === 'ad'
        ? 'accepted'
        : pack.lexicon[group.kind];
    const phraseGrade = group.kind === 'affiliate' ? pack.commission : grade;
    add({ ...group, grade }, byPack, phraseGrade);
  }
  const heads = [...tags]
    .filter(
      ([name, list]) =>
        name.length >= 2 && list.some(({ grade, kind }) => grade === 'accepted' && kind === 'ad'),
    )
    .map(([name]) => ({ stem: name.length > 6 ? name.slice(0, -1) : name, length: name.length }));
  return { labels, unspaced, tags, brandTags, phrases, heads };
}

function compilePhrase(source: string): { pattern: RegExp; needles: readonly string[] } {
  const folded = source.replaceAll('(', '(?:').replace('{brand}', BRAND).replace('{words}', WORDS);
  const open = UNSPACED.test(source) ? '' : '(?<![\\p{L}\\p{M}\\p{N}_])';
  const close = UNSPACED.test(source) ? '' : '(?![\\p{L}\\p{M}\\p{N}_])';
  return { pattern: new RegExp(`${open}${folded}${close}`, 'gu'), needles: needlesOf(source) };
}

/** A bracket, a class or a placeholder, with what says how often. */
const PART = /\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)\??|\[[^\]]*\](?:\{[\d,]+\}|[?*+])?|\{\w+\}|.[?*+]/gsu;
const ALTERNATIVES = /^\(([\p{L}\p{N}' |-]+)\)$/u;

/** The longest piece that every match must hold, or a bracket's alternatives where they are longer. */
function needlesOf(source: string): readonly string[] {
  const shortest = (pieces: readonly string[]): number => Math.min(...pieces.map((piece) => piece.length));
  const pieces = source
    .replace(PART, '\0')
    .split(/[\0.\\|]/u)
    .map((piece) => [piece]);
  const brackets = (source.match(PART) ?? []).flatMap((part) => {
    const inside = ALTERNATIVES.exec(part)?.[1];
    return inside ? [inside.split('|')] : [];
  });
  return [...pieces, ...brackets].reduce((best, one) => (shortest(one) > shortest(best) ? one : best), ['']);
}

function readable(phrase: string): string {
  return phrase
    .replace(/\(([^()|]*)(?:\|[^()]*)?\)\??/gu, '$1')
    .replace(/.\?/gu, '')
    .replace(/\{(brand|words)\}/gu, '…')
    .trim();
}
