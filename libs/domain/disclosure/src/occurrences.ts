import type { Pack } from './packs/pack.js';
import { covered, covering, lastBefore, type Hashtag, type Reading } from './reading.js';
import { isLittleWord } from './words/language.js';
import { wordingIndex, type Wording, type WordingIndex } from './wordings.js';

/** One place in a caption where a wording stands as a label, whatever it is worth. Offsets are folded. */
export interface Occurrence {
  readonly wording: Wording;
  readonly start: number;
  readonly end: number;
  readonly hashtag?: Hashtag;
  /** Part of a sentence rather than set apart. */
  readonly phrase?: true;
  /** Reads as a label only by goodwill. */
  readonly doubt?: 'spaced' | 'joined' | 'notApart' | 'vagueBrand' | undefined;
}

export interface Brand {
  /** Folded, letters and digits only: name, handles, tags. */
  readonly names: ReadonlySet<string>;
}

const LETTER = /[\p{L}\p{N}]/u;
const LETTER_ONLY = /\p{L}/u;
/** Words after which a label at the start of a text still reads as one: "Ad for …", "Werbung mit …". */
const CONNECTOR =
  /^ +(?:for|with|by|from|feat|fur|mit|von|durch|pour|avec|par|con|de|del|da|di|per|para|com|do|voor|van|met|door|av|for|till|til|fran|med|fra|hos|z|ze|s|se|od|dla|pro|pre|za|na|cu|pentru|de la|ile|icin|untuk|dengan|cho|voi|με|για|από|с|со|для|от|за|لصالح|من|مع)(?![\p{L}\p{N}])/u;
/** After "ad", "advertising" and the like these make another word of it. */
const OTHER_WORD =
  /^(?:[-'][\p{L}\p{N}]| +(?:hoc|hominem|infinitum|nauseam|lib|libs|libitum|interim|astra|agency|agencies|break|breaks|blocker|blockers|campaigns?|copy|space|spend|revenue|execs?|age|week|council|men|man|world|industry|is|are|was|were|has|had|can|will|ist|sind|war|nervt|wirkt|est|etait|sont|es|era|son|e|foi|er|var|ist raus|info|infos|details|disclosure|policy|in (?:my |the )?(?:bio|profile|comments?)|\d{2,4}|century|هام|مهم|مهمة|توظيف|وظيفة|نتائج)(?![\p{L}\p{N}]))/u;
const OPENING = /[()[\]{}【】「」『』<|:;,.!?•·*~–—\-/"'“”«»_]$/u;
const CLOSING = /^[-()[\]{}【】「」『』<>|:;,.!?•·*~–—/"'“”«»+&#@_]/u;
const EMOJI_END = /(?:\p{Extended_Pictographic}|\ufe0f)$/u;
const EMOJI_START = /^\p{Extended_Pictographic}/u;
/** What may follow a Japanese or Korean label without making another word of it. */
const COPULA =
  /^(?:です|でーす|だよ|なの|を含|含む|含み|投稿|記事|動画|案件|の投稿|になります|입니다|이에요|예요|임(?![가-힣])|포함|를 포함|글(?![가-힣])|성 |받)/u;
const VAGUE_BRANDS = new Set(
  'brand travel proud my the new official running workout gym training business life dance accountability best team community media creative global local junior student campus host sales founding launch content fitness beauty fashion style food health yoga summer paid photo preferred strategic sparring crime happy our your future senior digital social'.split(
    ' ',
  ),
);

/** `foreign`: instead of the labels that readers understand, those in all other languages. */
export function findOccurrences(reading: Reading, pack: Pack, brand: Brand, foreign = false): Occurrence[] {
  const index = wordingIndex(pack);
  const understood = new Set(['any', 'en', reading.language, ...pack.languages]);
  const found: Occurrence[] = [];
  const wanted = (language: string): boolean => understood.has(language) !== foreign;
  const keep = (occurrence: Occurrence): void => {
    if (wanted(occurrence.wording.language)) found.push(occurrence);
  };
  for (const tag of reading.hashtags) fromTag(reading, tag, index, brand, keep);
  fromWords(reading, index, keep);
  fromUnspaced(reading, index, keep);
  fromPhrases(reading, index, brand, wanted, keep);
  fromSpaced(reading, index, keep);
  const claimed = found.filter(
    ({ start, end }) => !reading.denials.some((one) => one.start < end && start < one.end),
  );
  return outermost(claimed);
}

/** In order, without words inside a longer one: "sponsored" in "sponsored by caffeine". */
function outermost(occurrences: readonly Occurrence[]): Occurrence[] {
  const sorted = occurrences.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const kept: Occurrence[] = [];
  let reach = { start: -1, end: -1 };
  for (const one of sorted) {
    const inside = one.end <= reach.end && (one.start !== reach.start || one.end !== reach.end);
    if (inside && !one.hashtag) continue;
    kept.push(one);
    if (one.end > reach.end) reach = one;
  }
  return kept;
}

type Keep = (occurrence: Occurrence) => void;

function fromTag(reading: Reading, tag: Hashtag, index: WordingIndex, brand: Brand, keep: Keep): void {
  const place = {
    start: tag.start,
    end: tag.end,
    hashtag: tag,
    ...(tag.glued ? { doubt: 'joined' as const } : {}),
  };
  const exact = index.tags.get(tag.name);
  if (exact) {
    for (const wording of exact) keep({ ...place, wording });
    return;
  }
  for (const { before, after, wording } of index.brandTags) {
    if (!tag.name.startsWith(before) || !tag.name.endsWith(after)) continue;
    const name = tag.name.slice(before.length, tag.name.length - after.length);
    if (name.length < 3 && !brand.names.has(name)) continue;
    const vague = VAGUE_BRANDS.has(name) || (brand.names.size > 0 && !sameBrand(name, brand));
    keep({ ...place, wording, ...(vague ? { doubt: 'vagueBrand' as const } : {}) });
    return;
  }
  const joined = joinedLabel(reading, tag, index, brand);
  if (joined) keep({ ...place, wording: joined, doubt: 'joined' });
}

function sameBrand(name: string, brand: Brand): boolean {
  for (const known of brand.names)
    if (name === known || known.startsWith(name) || name.startsWith(known)) return true;
  return false;
}

/** "#LumaskinAd", "#AdLumaskin": told by the capital letter, or by the brand's name being the rest. */
function joinedLabel(reading: Reading, tag: Hashtag, index: WordingIndex, brand: Brand): Wording | undefined {
  const original = quoteFolded(reading, tag.start + 1, tag.end);
  const pieces = original.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+/gu) ?? [];
  const words = pieces.filter((piece) => LETTER_ONLY.test(piece));
  for (const end of ['first', 'last'] as const) {
    const piece = (end === 'first' ? pieces[0] : pieces.at(-1))?.toLowerCase() ?? '';
    const wording = words.length > 1 ? acceptedAd(index, piece) : undefined;
    if (wording) return wording;
  }
  for (const name of [...brand.names, ...mentionedNames(reading)]) {
    if (name.length < 3) continue;
    const rest = tag.name.startsWith(name)
      ? tag.name.slice(name.length)
      : tag.name.endsWith(name)
        ? tag.name.slice(0, -name.length)
        : '';
    const wording = acceptedAd(index, rest);
    if (wording) return wording;
  }
  return undefined;
}

const MOST_NAMES = 20;

function mentionedNames({ mentions }: Reading): Set<string> {
  return new Set(
    mentions.slice(0, MOST_NAMES).map(({ text }) => text.slice(1).replace(/[^\p{L}\p{N}]/gu, '')),
  );
}

function acceptedAd(index: WordingIndex, name: string): Wording | undefined {
  return index.tags.get(name)?.find((wording) => wording.kind === 'ad' && wording.grade === 'accepted');
}

function fromWords(reading: Reading, index: WordingIndex, keep: Keep): void {
  for (const word of reading.words) {
    const candidates = index.labels.get(word.text);
    if (!candidates) continue;
    const before = reading.text[word.start - 1];
    if (before === '#' || before === '@') continue;
    if (before === '_' && LETTER.test(reading.text[word.start - 2] ?? ' ')) continue;
    const chatCommand = before === '!' && !LETTER.test(reading.text[word.start - 2] ?? ' ');
    if (chatCommand) continue;
    if (covered(reading.mentions, word.start) || covered(reading.links, word.start)) continue;
    for (const { text, wording } of candidates) {
      const end = word.start + text.length;
      if (!reading.text.startsWith(text, word.start) || LETTER.test(reading.text[end] ?? ' ')) continue;
      const standing = standsApart(reading, word.start, end);
      if (standing === 'apart') keep({ wording, start: word.start, end });
      else if (
        standing === 'runsIn' &&
        (wording.grade === 'accepted' || text.includes(' ')) &&
        (wording.language === 'any' || wording.language === reading.language)
      )
        keep({ wording, start: word.start, end, doubt: 'notApart' });
    }
  }
}

/** A label is set apart from the sentence; "Ad hoc", "in AD 79" and "this ad is fun" are not labels. */
function standsApart(reading: Reading, start: number, end: number): 'apart' | 'runsIn' | 'no' {
  const rest = reading.text.slice(end, end + 40);
  const lead = reading.text.slice(Math.max(0, start - 40), start);
  if (OTHER_WORD.test(rest)) return 'no';
  const after = rest.replace(/^[ ]+/u, '');
  const closed = after === '' || after.startsWith('\n') || CLOSING.test(after) || EMOJI_START.test(after);
  const before = lead.replace(/[ ]+$/u, '');
  const atStart = start === reading.firstWord;
  const original = quoteFolded(reading, start, end).normalize('NFKC');
  const shouted =
    original.length > 1 && original === original.toUpperCase() && original !== original.toLowerCase();
  if (atStart) {
    if (closed || shouted || CONNECTOR.test(rest) || beginsSentence(reading, end)) return 'apart';
    return 'runsIn';
  }
  const opened =
    before.endsWith('\n') || OPENING.test(before) || EMOJI_END.test(before) || endsInMention(reading, start);
  if (opened && (closed || CONNECTOR.test(rest))) return 'apart';
  return shouted && closed && !/\p{N}$/u.test(before) && after !== '' && !/^[,.?]/u.test(after)
    ? 'apart'
    : 'no';
}

/** "Ad My new boots": a capital on a word that has none inside a sentence. */
function beginsSentence(reading: Reading, end: number): boolean {
  const next = /^ +(\p{L}+)/u.exec(reading.text.slice(end, end + 20));
  if (!next || !isLittleWord(reading.language, next[1]!)) return false;
  const first = end + next[0].length - next[1]!.length;
  return /^\p{Lu}/u.test(quoteFolded(reading, first, first + 1));
}

function endsInMention(reading: Reading, start: number): boolean {
  return [reading.mentions, reading.hashtags].some((list) => {
    const last = lastBefore(list, start - 1);
    return last !== undefined && /^\s*$/u.test(reading.text.slice(last.end, Math.min(start, last.end + 40)));
  });
}

function fromUnspaced(reading: Reading, index: WordingIndex, keep: Keep): void {
  for (const { text, wording } of index.unspaced) {
    for (let at = reading.text.indexOf(text); at >= 0; at = reading.text.indexOf(text, at + 1)) {
      const end = at + text.length;
      const before = reading.text[at - 1] ?? ' ';
      const rest = reading.text.slice(end, end + 8);
      if (LETTER.test(before) || before === '@' || covered(reading.links, at)) continue;
      if (text === 'pr' && /^ times/u.test(rest)) continue;
      if (LETTER.test(rest[0] ?? ' ') && !COPULA.test(rest)) continue;
      const tagged = before === '#' ? covering(reading.hashtags, at - 1) : undefined;
      if (tagged && tagged.end === end) continue;
      keep({ wording, start: tagged ? at - 1 : at, end, ...(tagged ? { hashtag: tagged } : {}) });
    }
  }
}

/** A name somewhere: a mention, a tag, a capital, or a script without capitals. */
const PROPER = /(?:^|\s)[@#\p{Lu}\p{N}\p{Lo}]/u;
const COMMON = new Set(
  'my the our a an all everyone everybody god friends family mum mom dad amici tutti mir mich dir euch meine meinem moi toi vous mi mis todos a minha meu minhas voces deus alle iedereen jullie meg deg dere you me us him her them it this that these those i we he she they who nobody someone ich wir er sie ihr je nous il elle on yo ella'.split(
    ' ',
  ),
);

function fromPhrases(
  reading: Reading,
  index: WordingIndex,
  brand: Brand,
  wanted: (language: string) => boolean,
  keep: Keep,
): void {
  for (const { pattern, needles, wording } of index.phrases) {
    if (!wanted(wording.language) || !needles.some((needle) => reading.text.includes(needle))) continue;
    for (const match of reading.text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      const name = match.groups?.['brand'];
      if (name === undefined) {
        keep({ wording, start, end, phrase: true });
        continue;
      }
      const at = start + match[0].indexOf(name);
      const written = quoteFolded(reading, at, at + name.length);
      const proper = PROPER.test(written) || brand.names.has(name.replace(/[^\p{L}\p{N}]/gu, ''));
      if (COMMON.has(name) || (!proper && COMMON.has(name.split(' ')[0]!))) continue;
      keep({ wording, start, end, phrase: true, ...(proper ? {} : { doubt: 'vagueBrand' as const }) });
    }
  }
}

function quoteFolded({ folded }: Reading, start: number, end: number): string {
  return folded.original.slice(folded.starts[start], folded.ends[end - 1]);
}

const SPACED = /(?<![\p{L}\p{N}])\p{L}(?:[ .\-_·*|]\p{L}){3,}(?![\p{L}\p{N}])/gu;

/** "W e r b u n g": eyes read it, machines do not. */
function fromSpaced(reading: Reading, index: WordingIndex, keep: Keep): void {
  for (const match of reading.text.matchAll(SPACED)) {
    const letters = match[0].replace(/[^\p{L}]/gu, '');
    for (const wording of index.tags.get(letters) ?? []) {
      keep({ wording, start: match.index, end: match.index + match[0].length, doubt: 'spaced' });
    }
  }
}

/** A word or tag that only begins like a label: "#advent", "Publicitaire". */
export function looksLikeLabel(reading: Reading, pack: Pack): { start: number; end: number } | undefined {
  const { heads } = wordingIndex(pack);
  const begins = (word: string): boolean =>
    heads.some(({ length, stem }) => word.length > length && word.startsWith(stem));
  const tag = reading.hashtags.find((one) => begins(one.name));
  if (tag) return tag;
  const first = reading.words[0];
  return first && begins(first.text) ? first : undefined;
}
