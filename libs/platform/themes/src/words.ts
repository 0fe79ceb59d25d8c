import type { Theme } from './theme.js';

/** A label's own terms by locale: `{"de-DE": {"influencer": {"one": "Talent", "other": "Talente"}}}`. */
export type LabelWords = Readonly<
  Record<string, Readonly<Record<string, string | { readonly one: string; readonly other: string }>>>
>;

const defaults = new WeakMap<Theme, Map<string, Readonly<Record<string, string>>>>();

/**
 * The words that fill texts of a theme: its own (`words.…` of its locale files) with the label's over them.
 * `influencer` and `influencers` come also as `Influencer` and `Influencers`, and `label` is the label's name.
 */
export function wordsIn(
  theme: Theme,
  locale: string,
  own: LabelWords | undefined,
  label: string,
): Readonly<Record<string, string>> {
  let byLocale = defaults.get(theme);
  if (!byLocale) defaults.set(theme, (byLocale = new Map<string, Readonly<Record<string, string>>>()));
  let base = byLocale.get(locale);
  if (!base)
    byLocale.set(locale, (base = Object.freeze(withCapitals(theme.catalogue(locale).words(), locale))));
  const language = locale.split('-', 1)[0]!;
  const chosen: Record<string, string> = {};
  for (const [term, word] of Object.entries({ ...own?.[language], ...own?.[locale] })) {
    if (typeof word === 'string') chosen[term] = word;
    else {
      chosen[term] = word.one;
      chosen[pluralTerm(term)] = word.other;
    }
  }
  return Object.freeze({ ...base, ...withCapitals(chosen, locale), label });
}

function pluralTerm(term: string): string {
  return term.endsWith('y') ? `${term.slice(0, -1)}ies` : `${term}s`;
}

function withCapitals(words: Record<string, string>, locale: string): Record<string, string> {
  const all: Record<string, string> = { ...words };
  for (const [term, word] of Object.entries(words)) {
    const capital = upperFirst(term, 'en');
    if (capital !== term && !(capital in words)) all[capital] = upperFirst(word, locale);
  }
  return all;
}

function upperFirst(word: string, locale: string): string {
  const [first = ''] = word;
  return first.toLocaleUpperCase(locale) + word.slice(first.length);
}
