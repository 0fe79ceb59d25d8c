import { fallbacks, messageParts } from '../../messages.js';
import { nearest } from '../../tokens.js';
import type { Rule } from '../rule.js';
import type { Subject } from '../subject.js';
import type { PlacedText, TextIndex } from '../text-index.js';

/** The shape of a parsed message that the rules read. */
interface Element {
  readonly type: number;
  readonly value?: string;
  readonly pluralType?: 'cardinal' | 'ordinal';
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
}

const NO_TEXTS: ReadonlyMap<string, PlacedText> = new Map();
const LITERAL = 0;
const POUND = 7;

const unknownText: Rule = {
  id: 'T301',
  level: 'error',
  title: 'A text that no English locale file has, or a mail without its subject.',
  check(subject, say) {
    const english = englishOf(subject);
    for (const { file, calls } of subject.templates) {
      for (const { name, literal, line } of calls) {
        if (name !== 't' || literal === null || english.has(literal)) continue;
        const near = nearest(literal, [...english.keys()]);
        say(file.path, line, `no text ${literal}`, `add it to locales/en, or did you mean ${near}?`);
      }
      const mail = /^emails\/(.+?)(?:\.txt)?\.hbs$/.exec(file.path)?.[1];
      if (mail !== undefined && !english.has(`mail.${mail}.subject`))
        say(file.path, 1, `no text mail.${mail}.subject`, 'a mail needs its subject');
    }
  },
};

const untranslated: Rule = {
  id: 'T302',
  level: 'error',
  title: 'A text that English has and another locale has not.',
  check(subject, say) {
    const english = englishOf(subject);
    for (const [locale] of others(subject)) {
      // A regional file (de-AT) only holds what differs from its language.
      const own = fallbacks(locale).filter((tag) => tag !== 'en');
      const whole = own.map((tag) => subject.texts.locales.get(tag) ?? NO_TEXTS);
      let before: PlacedText | undefined;
      for (const [key, { text, file }] of english) {
        const found = whole.find((texts) => texts.has(key))?.get(key);
        if (found) {
          before = found;
          continue;
        }
        const beside = file.replace(/^locales\/en(?=[./])/, `locales/${locale}`);
        const line = before?.file === beside ? before.line : 1;
        say(beside, line, `${key} is missing`, `translate: ${text}`);
      }
    }
  },
};

const badMessage: Rule = {
  id: 'T303',
  level: 'error',
  title: 'A text that is no valid ICU message.',
  check(subject, say) {
    for (const { key, file, line, elements } of messages(subject))
      if (typeof elements === 'string')
        say(file, line, `${key}: ${elements}`, 'mend the message: {n, plural, one {…} other {…}}');
  },
};

const missingPlural: Rule = {
  id: 'T304',
  level: 'error',
  title: 'A plural without every form of its language (Arabic has six).',
  check(subject, say) {
    for (const { key, locale, file, line, elements } of messages(subject)) {
      if (typeof elements === 'string') continue;
      for (const { pluralType: type, options } of flat(elements)) {
        if (!type) continue;
        const needed = new Intl.PluralRules(locale, { type }).resolvedOptions().pluralCategories;
        const lacking = needed.filter((form) => !covered(form, Object.keys(options ?? {}), locale));
        if (lacking.length > 0)
          say(
            file,
            line,
            `${key}: plural forms ${lacking.join(', ')} are missing`,
            `${locale} needs ${needed.join(', ')}`,
          );
      }
    }
  },
};

const strayText: Rule = {
  id: 'T305',
  level: 'warning',
  title: 'A text that English has not.',
  check(subject, say) {
    const english = englishOf(subject);
    for (const [, texts] of others(subject))
      for (const [key, { file, line }] of texts)
        if (!english.has(key) && !key.startsWith('words.'))
          say(file, line, `${key} is not in en`, 'add it there or drop it here');
  },
};

const otherSlots: Rule = {
  id: 'T306',
  level: 'error',
  title: 'A translation that asks for a value its English does not.',
  check(subject, say) {
    const english = englishOf(subject);
    const words = wordsOf(subject);
    for (const { key, locale, file, line, elements } of messages(subject)) {
      const source = english.get(key)?.text;
      if (source === undefined || typeof elements === 'string' || locale === 'en') continue;
      const known = slotsOf(subject, source);
      if (known === null) continue;
      for (const slot of slotNames(elements))
        if (!known.has(slot) && !words.has(slot))
          say(
            file,
            line,
            `${key} asks for {${slot}}`,
            `English has ${[...known].map((one) => `{${one}}`).join(', ') || 'no values'}`,
          );
    }
  },
};

const ungivenSlot: Rule = {
  id: 'T307',
  level: 'error',
  title: 'A text that is not given a value it asks for.',
  check(subject, say) {
    const english = englishOf(subject);
    const words = wordsOf(subject);
    for (const { file, calls } of subject.templates)
      for (const { name, literal, given, line } of calls) {
        const source = name === 't' && literal !== null ? english.get(literal)?.text : undefined;
        const slots = source === undefined ? null : slotsOf(subject, source);
        for (const slot of slots ?? [])
          if (!given.includes(slot) && !words.has(slot))
            say(file.path, line, `${literal} asks for {${slot}}`, `write {{t "${literal}" ${slot}=…}}`);
      }
  },
};

const textTwice: Rule = {
  id: 'T308',
  level: 'warning',
  title: 'A text that one theme gives twice in one locale.',
  check({ texts }, say) {
    for (const { key, file, line, first } of texts.twice)
      say(file, line, `${key} stands at ${first} already`, 'keep one of them');
  },
};

function englishOf({ texts }: Subject): ReadonlyMap<string, PlacedText> {
  return texts.locales.get('en') ?? NO_TEXTS;
}

function others({ texts }: Subject): [string, ReadonlyMap<string, PlacedText>][] {
  return [...texts.locales].filter(([locale]) => locale !== 'en');
}

/** Each text with its parsed message, or with what is wrong with it. */
function* messages(subject: Subject) {
  for (const [locale, texts] of subject.texts.locales)
    for (const [key, { text, file, line }] of texts)
      yield { key, locale, file, line, elements: parsed(subject, text, locale) };
}

/** Several rules look at each message, so it is parsed once for each theme that is checked. */
const read = new WeakMap<TextIndex, Map<string, readonly Element[] | string>>();

function parsed({ texts }: Subject, text: string, locale: string): readonly Element[] | string {
  const known = read.get(texts) ?? new Map<string, readonly Element[] | string>();
  read.set(texts, known);
  const key = `${locale} ${text}`;
  let found = known.get(key);
  if (found === undefined) {
    try {
      found = messageParts(text, locale) as Element[];
    } catch (error) {
      found = (error as Error).message;
    }
    known.set(key, found);
  }
  return found;
}

function* flat(elements: readonly Element[]): Iterable<Element> {
  for (const element of elements) {
    yield element;
    for (const option of Object.values(element.options ?? {})) yield* flat(option.value);
  }
}

function slotNames(elements: readonly Element[]): Set<string> {
  return new Set(
    [...flat(elements)].flatMap(({ type, value }) =>
      type === LITERAL || type === POUND || value === undefined ? [] : [value],
    ),
  );
}

function slotsOf(subject: Subject, text: string): Set<string> | null {
  const elements = parsed(subject, text, 'en');
  return typeof elements === 'string' ? null : slotNames(elements);
}

/** What fills itself: the label's name and its words, as they stand and with a capital. */
function wordsOf(subject: Subject): Set<string> {
  const words = [...englishOf(subject).keys()].flatMap((key) =>
    key.startsWith('words.') ? [key.slice('words.'.length)] : [],
  );
  return new Set(['label', ...words.flatMap((word) => [word, word.charAt(0).toUpperCase() + word.slice(1)])]);
}

/** `many` of French or Spanish only serves millions, and `=0`, `=1`, `=2` may stand for zero, one, two in Arabic. */
function covered(form: string, options: readonly string[], locale: string): boolean {
  const exact = { zero: '=0', one: '=1', two: '=2' }[form];
  return (
    options.includes(form) ||
    (exact !== undefined && options.includes(exact)) ||
    (form === 'many' && /^(?:fr|es|it|pt|ca)\b/.test(locale))
  );
}

export const TEXTS: readonly Rule[] = [
  unknownText,
  untranslated,
  badMessage,
  missingPlural,
  strayText,
  otherSlots,
  ungivenSlot,
  textTwice,
];
