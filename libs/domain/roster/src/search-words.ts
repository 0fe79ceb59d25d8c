/** Longer texts add nothing to a search but weight. */
const LONGEST_BIO_WORDS = 120;
const LONGEST_WORD = 60;
const ASCII = /^[\x20-\x7e]*$/;
const NOT_A_WORD = /[^\p{L}\p{N}]+/u;
const NOT_AN_ASCII_WORD = /[^a-z0-9]+/;

/** Without case and accents, as both sides of a search are compared: `Müzik` is `muzik`, `Straße` is `strasse`. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .replace(/ı/g, 'i')
    .replace(/đ/g, 'd')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe');
}

/** The words of a text, folded. */
export function wordsOf(text: string): string[] {
  const folded = fold(text);
  const words = folded.split(ASCII.test(folded) ? NOT_AN_ASCII_WORD : NOT_A_WORD);
  return words.filter((word) => word !== '').map((word) => word.slice(0, LONGEST_WORD));
}

/** A topic as a lexeme of its own: `#video games` is told apart from the word `games`. */
export function topicLexeme(topic: string): string {
  return `#${wordsOf(topic).join(' ')}`;
}

export interface Searchable {
  readonly displayName: string;
  readonly handles: readonly string[];
  readonly bio?: string | null;
  readonly city?: string | null;
  readonly topics: readonly string[];
}

/** Everything that a search may find an influencer by. */
export function searchWords({ displayName, handles, bio, city, topics }: Searchable): Set<string> {
  const found = new Set(wordsOf(displayName));
  for (const handle of handles) {
    const words = wordsOf(handle);
    for (const word of words) found.add(word);
    // `leo.messi` is found as `leomessi` too.
    if (words.length > 1) found.add(words.join('').slice(0, LONGEST_WORD));
  }
  for (const topic of topics) {
    const words = wordsOf(topic);
    for (const word of words) found.add(word);
    if (words.length > 0) found.add(`#${words.join(' ')}`);
  }
  if (city) for (const word of wordsOf(city)) found.add(word);
  if (bio) for (const word of wordsOf(bio).slice(0, LONGEST_BIO_WORDS)) found.add(word);
  return found;
}

/** The words by which a mistyped search is mended: of names and topics, without figures and fragments. */
export function vocabularyOf(displayName: string, topics: readonly string[]): string[] {
  return [displayName, ...topics]
    .flatMap(wordsOf)
    .filter((word) => word.length >= 4 && word.length <= 24 && !/\d/.test(word));
}

/** Words as PostgreSQL reads a `tsvector`: they hold letters and digits, `#` and spaces only, so quoting is enough. */
export function asTsvector(words: ReadonlySet<string>): string {
  let text = '';
  for (const word of words) text += text === '' ? `'${word}'` : ` '${word}'`;
  return text;
}

/** By what a list is sorted when it is sorted by name. */
export function sortName(displayName: string): string {
  return fold(displayName).trim().slice(0, 200);
}

/**
 * What somebody typed, as a `tsquery`: every word must be there, each as the beginning of one; a single letter only
 * whole, since it begins too many. Null where nothing to search for is left.
 */
export function searchQuery(typed: string): string | null {
  const words = wordsOf(typed.slice(0, 200)).slice(0, 8);
  if (words.length === 0) return null;
  return words.map((word) => (word.length > 1 ? `'${word}':*` : `'${word}'`)).join(' & ');
}
