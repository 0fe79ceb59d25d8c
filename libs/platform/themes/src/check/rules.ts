import type { Rule } from './rule.js';
import { FILES } from './rules/files.js';
import { LANGUAGE } from './rules/language.js';
import { PLACES } from './rules/places.js';
import { TEXTS } from './rules/texts.js';
import { TOKENS } from './rules/tokens.js';

/** What makes a theme unreadable; nothing else is looked at until it is mended. */
export const UNREADABLE = {
  id: 'T100',
  level: 'error',
  title: 'The theme cannot be read: `theme.json`, its parent, a JSON file or a file of a package.',
} as const;

/** Every rule of `themes check`, by number; `docs/themes.md` lists them. */
export const RULES: readonly Pick<Rule, 'id' | 'level' | 'title'>[] = [
  UNREADABLE,
  ...[...LANGUAGE, ...PLACES, ...TEXTS, ...TOKENS, ...FILES].sort((a, b) => (a.id < b.id ? -1 : 1)),
];

export const CHECKED = RULES.filter((rule): rule is Rule => 'check' in rule);
