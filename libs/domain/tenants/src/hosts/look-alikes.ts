/**
 * Names that could be taken for others. Scripts: the *Highly Restrictive* profile of Unicode Technical Standard 39,
 * section 5.2. Letters: the part of its confusables that looks like the letters and digits of plain names.
 */
const SCRIPTS = [
  'Latin',
  'Greek',
  'Cyrillic',
  'Armenian',
  'Hebrew',
  'Arabic',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Thai',
  'Lao',
  'Georgian',
  'Ethiopic',
  'Khmer',
  'Cherokee',
  'Han',
  'Hiragana',
  'Katakana',
  'Hangul',
  'Bopomofo',
] as const;
const TESTS = SCRIPTS.map((name) => ({ name, test: new RegExp(`^\\p{Script=${name}}$`, 'u') }));
const NEUTRAL = /^[\p{Script=Common}\p{Script=Inherited}]$/u;

/** Scripts that are written together in one word. */
const TOGETHER: readonly ReadonlySet<string>[] = [
  new Set(['Latin', 'Han', 'Hiragana', 'Katakana']),
  new Set(['Latin', 'Han', 'Bopomofo']),
  new Set(['Latin', 'Han', 'Hangul']),
];

const LATIN_FACES: Readonly<Record<string, string>> = {
  // Cyrillic
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  һ: 'h',
  і: 'i',
  ј: 'j',
  к: 'k',
  ӏ: 'l',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  ԛ: 'q',
  г: 'r',
  ѕ: 's',
  т: 't',
  у: 'y',
  ѵ: 'v',
  ԝ: 'w',
  х: 'x',
  ь: 'b',
  // Greek
  α: 'a',
  β: 'b',
  γ: 'y',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  ω: 'w',
  // Armenian
  օ: 'o',
  ս: 'u',
  հ: 'h',
  ո: 'n',
  ց: 'g',
  զ: 'q',
  // Latin that is told apart by a careful eye alone
  ı: 'i',
  ɩ: 'i',
  ɡ: 'g',
  ɑ: 'a',
  ƅ: 'b',
};

/** Whether one part of a name is written in scripts that no language writes together. */
export function hasMixedScripts(part: string): boolean {
  const found = new Set<string>();
  for (const letter of part) {
    if (NEUTRAL.test(letter)) continue;
    found.add(TESTS.find(({ test }) => test.test(letter))?.name ?? 'other');
  }
  if (found.has('other')) return true;
  return found.size > 1 && !TOGETHER.some((set) => [...found].every((script) => set.has(script)));
}

/** Whether a part of another script can be read as a word of Latin letters alone (`аррӏе`). */
export function looksLatin(part: string): boolean {
  const letters = [...part].filter((letter) => /\p{L}/u.test(letter));
  const foreign = letters.filter((letter) => !/\p{Script=Latin}/u.test(letter));
  return foreign.length > 0 && letters.every((letter) => LATIN_FACES[letter] !== undefined);
}

/** What a name looks like at a glance: names of one skeleton can be taken for each other. */
export function skeleton(name: string): string {
  const bare = name.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  return [...bare]
    .map((letter) => LATIN_FACES[letter] ?? letter)
    .join('')
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w')
    .replace(/0/g, 'o')
    .replace(/[1i|]/g, 'l')
    .replace(/5/g, 's')
    .replace(/-/g, '');
}
