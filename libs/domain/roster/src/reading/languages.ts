import { lookupKey } from './text.js';

/** ISO 639-1 codes of the languages that creators work in. */
const LANGUAGE_CODES =
  'af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu ha he hi hr hu hy id ig is it ja ka kk km kn ko ' +
  'ky lo lt lv mk ml mn mr ms my ne nl no or pa pl ps pt ro ru si sk sl so sq sr sv sw ta te th tl tr uk ur uz vi yo zh zu';
const NAME_LOCALES = ['en', 'de', 'es', 'fr', 'pt', 'it', 'nl', 'pl', 'tr', 'ru', 'ar', 'ja', 'ko', 'zh'];
const ALIASES: Readonly<Record<string, string>> = {
  mandarin: 'zh',
  cantonese: 'zh',
  castellano: 'es',
  castilian: 'es',
  farsi: 'fa',
  tagalog: 'tl',
  filipino: 'tl',
  bahasa: 'id',
  'bahasa indonesia': 'id',
  brazilian: 'pt',
  'brazilian portuguese': 'pt',
  punjabi: 'pa',
};

let table: Map<string, string> | null = null;

function languages(): Map<string, string> {
  if (table) return table;
  table = new Map();
  for (const code of LANGUAGE_CODES.split(' ')) {
    table.set(code, code);
    for (const locale of [...NAME_LOCALES, code]) {
      const name = new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' }).of(code);
      if (name !== undefined && !table.has(lookupKey(name))) table.set(lookupKey(name), code);
    }
  }
  for (const [alias, code] of Object.entries(ALIASES)) table.set(alias, code);
  return table;
}

/** ISO 639-1 of a language named in any of its usual ways (`Deutsch`, `en-US`, `pt_BR`), or null. */
export function languageOf(text: string): string | null {
  const tag = /^([a-z]{2})(?:[-_][a-z]{2,4})?$/i.exec(text.trim());
  return languages().get(tag ? tag[1]!.toLowerCase() : lookupKey(text)) ?? null;
}
