import type { ThemeFolder } from '../folder.js';
import { jsonLines } from '../json-lines.js';

/** Where a text of a locale stands. */
export interface PlacedText {
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

export interface TextIndex {
  /** Locale → key → the text that wins. */
  readonly locales: ReadonlyMap<string, ReadonlyMap<string, PlacedText>>;
  /** Keys that one theme gives twice in one locale; the later place. */
  readonly twice: readonly (PlacedText & { readonly key: string; readonly first: string })[];
}

const LOCALE_FILE = /^locales\/([\w-]+)(?:\/[\w/-]+)?\.json$/;

/** Every text of a chain of themes, root first, with its file and line. */
export function indexTexts(rootFirst: readonly ThemeFolder[]): TextIndex {
  const locales = new Map<string, Map<string, PlacedText>>();
  const twice: (PlacedText & { key: string; first: string })[] = [];
  for (const { files } of rootFirst) {
    const seen = new Map<string, PlacedText>();
    for (const { path, body } of files.values()) {
      const locale = LOCALE_FILE.exec(path)?.[1];
      if (locale === undefined) continue;
      const source = body.toString('utf8');
      const { lines, twice: inFile } = jsonLines(source);
      const texts = locales.get(locale) ?? new Map<string, PlacedText>();
      locales.set(locale, texts);
      for (const [key, text] of leaves(source)) {
        const placed = { text, file: path, line: lines.get(key) ?? 1 };
        const before = seen.get(`${locale} ${key}`);
        if (before) twice.push({ ...placed, key, first: `${before.file}:${before.line}` });
        seen.set(`${locale} ${key}`, placed);
        texts.set(key, placed);
      }
      for (const { path: key, line } of inFile) {
        const text = texts.get(key)?.text;
        if (text !== undefined)
          twice.push({ text, file: path, line, key, first: `${path}:${lines.get(key)}` });
      }
    }
  }
  return { locales, twice };
}

function leaves(source: string): [string, string][] {
  const found: [string, string][] = [];
  const visit = (node: unknown, prefix: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string') found.push([prefix + key, value]);
      else visit(value, `${prefix}${key}.`);
    }
  };
  visit(JSON.parse(source), '');
  return found;
}
