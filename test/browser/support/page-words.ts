import { readdirSync, readFileSync } from 'node:fs';

export interface LabelWords {
  readonly key: 'switchback' | 'puder' | 'sama';
  readonly language: 'en' | 'de' | 'ar';
  /** What is written everywhere in its world (`partyOf`), in English, whatever the label speaks. */
  readonly canary: string;
  readonly labelWord: string;
}

export const LABELS: readonly LabelWords[] = [
  { key: 'switchback', language: 'en', canary: 'marlinspike', labelWord: 'topgallant' },
  { key: 'puder', language: 'de', canary: 'quarterdeck', labelWord: 'mizzenmast' },
  { key: 'sama', language: 'ar', canary: 'foretopsail', labelWord: 'spinnaker' },
];

/** What is written in Latin letters whatever the language: names of formats, codes, themes, words that files hold. */
export const NAMES =
  'csv tsv xlsx pdf word excel json feed rss html css svg png jpg jpeg webp gif mp zip url https utm gdpr dns txt cname dkim spf dmarc smtp tls api id cpc cpm cpe cpv roi aed usd eur ae sa de us gb at uae base sama hidden followers';

/** Words that German has not, and every English sentence soon needs. */
const ENGLISH =
  'the|The|and|of|your|Your|with|this|This|that|from|please|Please|not|Not|yet|have|has|you|You|are|is|for|by|on';

const LOCALES = new URL('../../../themes/base/locales/', import.meta.url);

/** The texts of a locale by their whole keys. */
export function textsOf(language: string): Readonly<Record<string, string>> {
  const texts: Record<string, string> = {};
  const collect = (part: Readonly<Record<string, unknown>>, before: string): void => {
    for (const [name, value] of Object.entries(part)) {
      if (typeof value === 'string') texts[before + name] = value;
      else collect(value as Record<string, unknown>, `${before}${name}.`);
    }
  };
  for (const file of readdirSync(new URL(`${language}/`, LOCALES)))
    collect(JSON.parse(readFileSync(new URL(`${language}/${file}`, LOCALES), 'utf8')) as never, '');
  return texts;
}

/** What a token is called in a theme's files: `color.accent`. */
function tokenNames(): string[] {
  const names: string[] = [];
  const collect = (part: object, before: string): void => {
    for (const [name, value] of Object.entries(part)) {
      if (name.startsWith('$') || typeof value !== 'object' || value === null) continue;
      if ('$value' in value) names.push(before + name);
      collect(value as object, `${before}${name}.`);
    }
  };
  collect(JSON.parse(readFileSync(new URL('../tokens.json', LOCALES), 'utf8')) as object, '');
  return names;
}

const told = new Map<string, object>();

/** What `page-faults.js` is told of a label's language. */
export function wordsOf({ key, language, canary, labelWord }: LabelWords): object {
  const known = told.get(key);
  if (known) return known;
  const english = textsOf('en');
  const own = textsOf(language);
  const ownTexts = new Set(Object.values(own));
  const countries = Object.keys(own).flatMap((name) => (name.startsWith('countries.') ? [own[name]] : []));
  const words = {
    rooms: [...new Set(Object.keys(english).map((name) => name.split('.')[0]))],
    english:
      language === 'en'
        ? []
        : Object.values(english).filter((text) => !text.includes('{') && !ownTexts.has(text)),
    latin: language === 'ar' ? NAMES.split(' ') : null,
    codes: [...tokenNames(), ...countries],
    // What the people of the world wrote, and those who are called by their address.
    written: `(?:[a-z]+\\.)?(?:${canary}|${labelWord})(?:[ .@_-][\\w.@-]+)*|\\b(?:creator|owner|admin|colleague|first|second|third)\\b`,
    stranger: language === 'de' ? ENGLISH : null,
  };
  told.set(key, words);
  return words;
}
