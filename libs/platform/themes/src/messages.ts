import { IntlMessageFormat } from 'intl-messageformat';

/** Texts of one locale file, keys joined with dots. */
export type Texts = ReadonlyMap<string, string>;

export type Params = Readonly<Record<string, unknown>>;

/** A text ready to be filled: constant, plain slots, or full ICU (plurals, selects, figures). */
type Message =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'slots'; readonly parts: readonly (string | { readonly slot: string })[] }
  | { readonly kind: 'icu'; readonly format: IntlMessageFormat };

/** Nested or flat JSON to dotted keys; only texts are kept. */
export function flattenTexts(
  json: unknown,
  prefix = '',
  into = new Map<string, string>(),
): Map<string, string> {
  if (typeof json !== 'object' || json === null) return into;
  for (const [key, value] of Object.entries(json)) {
    if (typeof value === 'string') into.set(prefix + key, value);
    else flattenTexts(value, `${prefix}${key}.`, into);
  }
  return into;
}

/** The order in which a locale looks for a text: itself, its language, English. */
export function fallbacks(locale: string): string[] {
  const chain = [locale];
  for (let cut = locale.lastIndexOf('-'); cut > 0; cut = locale.lastIndexOf('-', cut - 1)) {
    chain.push(locale.slice(0, cut));
  }
  return [...new Set([...chain, 'en'])];
}

/** Parses an ICU text; markup in it is text like any other. Throws at a fault of syntax. */
export function parseMessage(text: string, locale: string): IntlMessageFormat {
  return new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
}

/** What a text is made of, without the formatters that would print it. Throws at a fault of syntax. */
export function messageParts(text: string, locale: string): unknown {
  return IntlMessageFormat.__parse?.(text, { ignoreTag: true, locale: new Intl.Locale(locale) });
}

/** Every text of a theme as one locale reads it; parsed at first use, shared by all labels of that theme. */
export class Catalogue {
  private readonly messages = new Map<string, Message | null>();
  private readonly chain: readonly (readonly [locale: string, texts: Texts])[];

  constructor(
    readonly locale: string,
    locales: ReadonlyMap<string, Texts>,
    private readonly missing: Set<string>,
  ) {
    this.chain = fallbacks(locale).flatMap((tag) => {
      const texts = locales.get(tag);
      return texts ? [[tag, texts] as const] : [];
    });
  }

  has(key: string): boolean {
    return this.message(key) !== null;
  }

  /** The filled text; the key itself when no locale has it, and it is noted as missing. */
  text(key: string, params: Params, words: Params, show: (value: unknown) => string): string {
    const message = this.message(key);
    if (message === null) {
      this.missing.add(`${this.locale}:${key}`);
      return key;
    }
    if (message.kind === 'text') return message.text;
    if (message.kind === 'slots') {
      let out = '';
      for (const part of message.parts) {
        out += typeof part === 'string' ? part : show(params[part.slot] ?? words[part.slot]);
      }
      return out;
    }
    const values: Record<string, string | number | Date> = {};
    for (const source of [words, params]) {
      for (const [name, value] of Object.entries(source)) {
        values[name] = typeof value === 'number' || value instanceof Date ? value : show(value);
      }
    }
    try {
      return String(message.format.format(values));
    } catch (error) {
      this.missing.add(`${this.locale}:${key} (${(error as Error).message.split('\n')[0]})`);
      return key;
    }
  }

  /** The defaults of the words a label may replace: texts under `words.`. */
  words(): Record<string, string> {
    const found: Record<string, string> = {};
    for (const [, texts] of [...this.chain].reverse()) {
      for (const [key, text] of texts) {
        if (key.startsWith('words.')) found[key.slice('words.'.length)] = text;
      }
    }
    return found;
  }

  private message(key: string): Message | null {
    let found = this.messages.get(key);
    if (found === undefined) {
      found = this.read(key);
      // Keys can come from data, so what is not there must not be remembered for ever.
      if (found !== null) this.messages.set(key, found);
    }
    return found;
  }

  private read(key: string): Message | null {
    for (const [tag, texts] of this.chain) {
      const text = texts.get(key);
      if (text !== undefined) return prepare(text, tag);
    }
    return null;
  }
}

function prepare(text: string, locale: string): Message {
  const format = parseMessage(text, locale);
  const parts = format
    .getAst()
    .map((element) =>
      element.type === 0 ? element.value : element.type === 1 ? { slot: element.value } : null,
    );
  if (parts.includes(null)) return { kind: 'icu', format };
  const slots = parts as (string | { slot: string })[];
  if (slots.every((part) => typeof part === 'string')) return { kind: 'text', text: slots.join('') };
  return { kind: 'slots', parts: slots };
}
