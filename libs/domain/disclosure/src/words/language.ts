/** A guess from script and the commonest little words, for captions whose language nobody stated. */
const LITTLE_WORDS: Record<string, string> = {
  en: 'the and my this with for you is of to in it so was have are at just our been',
  de: 'der die das und ich mit ist mein meine ein eine für nicht auf von euch zu im heute habe',
  fr: 'le la les et je mon ma mes avec est une des pour du dans pas cette sur vous trois',
  es: 'el la los las y mi con es una para por que del en mis muy hoy este esta lo',
  pt: 'o os as e meu minha com uma para por que do da em não hoje esse essa muito é',
  it: 'il la gli e mio mia con una per che di del della in non oggi questo questa sono',
  nl: 'de het een en mijn met voor ik is van op niet deze dit zo ook weg naar aan',
  no: 'og jeg det er på som en med for av ikke til den har min mitt høstens nye',
  sv: 'och jag det är på som en med för av inte till den har min mitt nya',
  da: 'og jeg det er på som en med for af ikke til den har min mit nye',
  pl: 'i w na z nie się to jest moja mój do dla że moje nowa jak',
};
const SCRIPTS: readonly [string, RegExp][] = [
  ['ko', /\p{Script=Hangul}/u],
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['hi', /\p{Script=Devanagari}/u],
  ['ta', /\p{Script=Tamil}/u],
  ['te', /\p{Script=Telugu}/u],
  ['bn', /\p{Script=Bengali}/u],
  ['gu', /\p{Script=Gujarati}/u],
  ['ar', /\p{Script=Arabic}/u],
  ['el', /\p{Script=Greek}{3}/u],
  ['ru', /\p{Script=Cyrillic}{3}/u],
  ['zh', /\p{Script=Han}/u],
];
const LITTLE: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(LITTLE_WORDS).map(([language, words]) => [language, new Set(words.split(' '))]),
);

/** One of a language's commonest words: capitalised after a label, it begins a sentence of its own. */
export function isLittleWord(language: string, word: string): boolean {
  return LITTLE.get(language)?.has(word) ?? false;
}

/** Primary subtag; both Norwegian written forms are one here. */
export function primaryLanguage(tag: string): string {
  const primary = tag.toLowerCase().split(/[-_]/)[0]!;
  return primary === 'nb' || primary === 'nn' ? 'no' : primary;
}

export function guessLanguage(caption: string): string | undefined {
  for (const [language, script] of SCRIPTS) if (script.test(caption)) return language;
  const words = caption.toLowerCase().match(/(?<![#@\p{L}])\p{L}+/gu) ?? [];
  let best: string | undefined;
  let most = 0;
  for (const [language, little] of LITTLE) {
    const score = words.reduce((sum, word) => sum + (little.has(word) ? 1 : 0), 0);
    if (score > most) [best, most] = [language, score];
  }
  return best;
}
