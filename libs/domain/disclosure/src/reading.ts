import { foldText, type FoldedText } from './folded-text.js';
import { findDenials, type DenialSpan } from './words/denials.js';
import { NOTICES } from './words/notices.js';

/** Everything in a caption that does not depend on a jurisdiction; made once per caption. All offsets are folded. */
export interface Reading {
  readonly folded: FoldedText;
  readonly text: string;
  readonly language: string;
  readonly words: readonly Token[];
  readonly hashtags: readonly Hashtag[];
  readonly mentions: readonly Token[];
  readonly links: readonly Token[];
  readonly denials: readonly DenialSpan[];
  /** Notices (retouched, made by AI, …) that the caption carries. */
  readonly notices: readonly Token[];
  /** Where the first word stands that is no mention. */
  readonly firstWord: number;
  /** First offset behind the platform's "more". */
  readonly visibleEnd: number;
}

export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Hashtag extends Token {
  /** Without `#` and underscores. */
  readonly name: string;
  /** Position among all hashtags of the caption, from 0. */
  readonly index: number;
  /** How many hashtags stand together here. */
  readonly runLength: number;
  /** Written onto the word before, so that platforms make no tag of it. */
  readonly glued: boolean;
}

export interface Fold {
  readonly characters: number;
  readonly lines: number;
}

/** What a reader sees before tapping; approximate figures of 2025, since platforms publish none. */
export const FOLDS: Readonly<Record<string, Fold>> = {
  instagram: { characters: 125, lines: 3 },
  threads: { characters: 500, lines: 12 },
  tiktok: { characters: 150, lines: 4 },
  facebook: { characters: 125, lines: 3 },
  linkedin: { characters: 210, lines: 3 },
  youtube: { characters: 180, lines: 3 },
  x: { characters: 280, lines: 12 },
  twitch: { characters: 140, lines: 2 },
  pinterest: { characters: 100, lines: 3 },
  snapchat: { characters: 80, lines: 3 },
  blog: { characters: 500, lines: 12 },
};
const STRICTEST: Fold = { characters: 80, lines: 2 };

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:'[\p{L}]+)?/gu;
const HASHTAG = /#([\p{L}\p{M}\p{N}_]+)/gu;
const GLUE = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u;
const MENTION = /(?<![\p{L}\p{N}_.])@[\p{L}\p{N}_](?:[\p{L}\p{N}_.]*[\p{L}\p{N}_])?/gu;
const LINK =
  /https?:\/\/\S+|(?<![@\p{L}\p{N}.-])(?:[a-z0-9][a-z0-9-]*\.)+(?:com|org|net|de|fr|es|nl|eu|uk|ie|ca|au|br|jp|kr|io|co|app|shop|store|link|ly|gl|bio|example|dev|tv|be|at|ch)\b(?:\/\S*)?|(?<![@\p{L}\p{N}.-])(?:[a-z0-9][a-z0-9-]*\.)+(?:to|it|no|in|me|gg)\/\S*/gu;

export interface ReadingOptions {
  readonly platform: string;
  readonly format: string;
  readonly language: string;
  readonly folds?: Readonly<Record<string, Fold>> | undefined;
}

export function readCaption(caption: string, options: ReadingOptions): Reading {
  const folded = foldText(caption, options.language);
  const text = folded.text;
  const links = text.includes('.') || text.includes('://') ? tokens(text, LINK) : [];
  const tags = hashtags(text, links);
  const mentions = text.includes('@') ? tokens(text, MENTION) : [];
  const words = tokens(text, WORD);
  return {
    folded,
    text,
    language: options.language,
    words,
    hashtags: tags,
    mentions,
    links,
    firstWord: words.find(({ start }) => !covered(mentions, start))?.start ?? text.length,
    denials: findDenials(text),
    notices: Object.values(NOTICES).flatMap((pattern) => {
      const match = pattern.exec(text);
      return match ? [{ start: match.index, end: match.index + match[0].length, text: match[0] }] : [];
    }),
    visibleEnd: visibleEnd(folded, options),
  };
}

function tokens(text: string, pattern: RegExp): Token[] {
  return Array.from(text.matchAll(pattern), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
  }));
}

function hashtags(text: string, links: readonly Token[]): Hashtag[] {
  if (!text.includes('#')) return [];
  const found = tokens(text, HASHTAG).filter((tag) => !covered(links, tag.start));
  const lengths: number[] = [];
  for (let first = 0; first < found.length;) {
    let next = first + 1;
    while (
      next < found.length &&
      !/[\p{L}\p{N}@]/u.test(text.slice(found[next - 1]!.end, found[next]!.start))
    )
      next++;
    for (let i = first; i < next; i++) lengths.push(next - first);
    first = next;
  }
  return found.map((tag, index) => ({
    ...tag,
    name: tag.text.slice(1).replaceAll('_', ''),
    index,
    runLength: lengths[index]!,
    glued: GLUE.test(text[tag.start - 1] ?? ' '),
  }));
}

type Placed = Pick<Token, 'start' | 'end'>;

/** The first of these, which are in order and apart, that ends behind an offset. */
function firstEndingBehind(tokens: readonly Placed[], at: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle]!.end <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The one of these, which are in order and apart, that an offset lies in. */
export function covering<T extends Placed>(tokens: readonly T[], at: number): T | undefined {
  const found = tokens[firstEndingBehind(tokens, at)];
  return found && found.start <= at ? found : undefined;
}

export function covered(tokens: readonly Placed[], at: number): boolean {
  return covering(tokens, at) !== undefined;
}

/** The last of these, which are in order and apart, that ends at or before an offset. */
export function lastBefore<T extends Placed>(tokens: readonly T[], at: number): T | undefined {
  return tokens[firstEndingBehind(tokens, at) - 1];
}

/** Frames and streams show all of their words; everything else is cut after so many characters or lines. */
function visibleEnd(folded: FoldedText, options: ReadingOptions): number {
  if (options.format === 'story' || options.format === 'live') return folded.text.length;
  const key = options.format === 'blog' ? 'blog' : options.platform.toLowerCase();
  const fold = options.folds?.[key] ?? FOLDS[key] ?? STRICTEST;
  let lines = 1;
  let end = folded.text.length;
  for (let i = 0; i < folded.text.length; i++) {
    if (folded.ends[i]! > fold.characters || lines > fold.lines) {
      end = i;
      break;
    }
    if (folded.text[i] === '\n') lines++;
  }
  return end;
}
