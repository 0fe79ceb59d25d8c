import { escapeHtml, foreignDirection, Html, isolated } from '../html.js';
import { plain } from '../plain.js';
import { prose } from '../prose.js';
import { rendering, show, translate } from '../rendering.js';
import { splitScheme } from '../tokens.js';
import { buildUrl, NO_URL, safeUrl } from '../urls.js';
import { ownValue, type Options } from './options.js';

/** Texts, addresses, and the pieces a page is put together from. */
export const text = {
  t: (key: unknown, options: Options): string =>
    typeof key === 'string' ? translate(key, options.hash) : '',

  concat(...args: unknown[]): string {
    let out = '';
    for (let index = 0; index < args.length - 1; index++) out += show(args[index]);
    return out;
  },

  join: (list: unknown, separator: unknown): string =>
    Array.isArray(list)
      ? list
          .map(show)
          .filter((item) => item !== '')
          .join(typeof separator === 'string' ? separator : ', ')
      : '',

  /** For data-… attributes; escaped like any text, and nothing in the data is called. */
  json: (value: unknown): string => JSON.stringify(plain(value)) ?? '',

  url(address: unknown, options: Options): string {
    const built = buildUrl(address, inOrder(options.hash));
    return built.startsWith('/') ? rendering().origin + built : built;
  },

  asset(name: unknown): string {
    const { theme, origin } = rendering();
    const found = typeof name === 'string' ? theme.assets.get(name) : undefined;
    if (found) return origin + found.path;
    // A label's own files (logo, pictures) are addresses already.
    const address = typeof name === 'string' && name.includes('/') ? safeUrl(name) : NO_URL;
    if (/^(?:\/|https?:)/.test(address)) return address.startsWith('/') ? origin + address : address;
    theme.noteMissing(`asset:${String(name)}`);
    return '';
  },

  stylesheet(): string {
    const { look, origin } = rendering();
    return origin + look.stylesheet().path;
  },

  /** A token as CSS, `{{token "color.accent"}}`; for mails, where custom properties do not work. */
  token(path: unknown, options: Options): string {
    const { look, theme } = rendering();
    const value = look.token(String(path), options.hash.scheme === 'dark' ? 'dark' : 'light');
    if (value === null) theme.noteMissing(`token:${String(path)}`);
    return value ?? '';
  },

  /** What a token is for, in words; its path where the theme of its own has none for it. */
  tokenName(path: unknown): string {
    const [scheme, bare] = splitScheme(String(path));
    const key = `look.token.${bare}`;
    const name = rendering().catalogue.has(key) ? translate(key, {}) : bare;
    return scheme === 'any' ? name : `${name} (${translate(`look.scheme.${scheme}`, {})})`;
  },

  setting: (name: unknown): unknown => rendering().look.settings[String(name)],

  icon(name: unknown): Html {
    const { theme } = rendering();
    const svg = theme.icons.get(String(name));
    if (svg !== undefined) return svg;
    theme.noteMissing(`icon:${String(name)}`);
    return new Html('');
  },

  chart(spec: unknown): Html {
    const { look } = rendering();
    return new Html(look.drawChart(plain(spec)));
  },

  /** In a layout, what it wraps; where the context has a `body` of its own (a message), that. */
  body(this: unknown): unknown {
    return ownValue(this, 'body') ?? new Html(rendering().body);
  },

  /** In a page, `{{#content "aside"}}…{{/content}}` keeps a piece; in its layout, `{{content "aside"}}` prints it. */
  content(this: unknown, name: unknown, options: Options): Html | string {
    const state = rendering();
    const key = String(name);
    if (options.fn) {
      state.slots ??= new Map();
      state.slots.set(key, options.fn(this));
      return '';
    }
    return new Html(state.slots?.get(key) ?? '');
  },

  /** In a mail, what the label's staff wrote for a place: `opening`, `closing`, `footer`. Nothing where they wrote nothing. */
  typed: (place: unknown): Html | string => rendering().typed?.[String(place)] ?? '',

  initials(name: unknown): string {
    const words = (typeof name === 'string' ? name : '')
      .replace(/[^\p{L}\p{N}\s'-]/gu, '')
      .trim()
      .split(/\s+/u);
    // Two letters of a script that joins would read as a word.
    const joined = /^[\u0600-\u08ff]/.test(words[0]!);
    const ends = words.length > 1 && !joined ? [words[0]!, words.at(-1)!] : words.slice(0, 1);
    return ends
      .map((word) => word.slice(0, word.codePointAt(0)! > 0xffff ? 2 : 1))
      .join('')
      .toLocaleUpperCase(rendering().formats.locale);
  },

  /** A longer text as people type one: headings (#), lists (-, 1.), **weight**, links; no markup of its own. */
  prose: (source: unknown): Html =>
    new Html(typeof source === 'string' ? prose(source, rendering().formats.direction) : ''),

  /** What people type: blank lines part paragraphs, line breaks stay, all else is text. */
  markdownish(source: unknown): Html {
    if (typeof source !== 'string' || source.trim() === '') return new Html('');
    const paragraphs = source
      .replace(/\r\n?/g, '\n')
      .trim()
      .split(/\n[ \t]*\n\s*/);
    const page = rendering().formats.direction;
    return new Html(
      paragraphs
        .map((paragraph) => {
          const foreign = foreignDirection(paragraph, page);
          const open = foreign === null ? '<p>' : `<p dir="${foreign}">`;
          const html = foreign === null ? isolated[page](paragraph) : escapeHtml(paragraph);
          return `${open}${html.replaceAll('\n', '<br>')}</p>`;
        })
        .join('\n'),
    );
  },
};

/** Handlebars fills a hash from its end; a query should read as it was written. */
function inOrder(hash: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const names = Object.keys(hash);
  if (names.length < 2) return hash;
  const ordered: Record<string, unknown> = {};
  for (const name of names.reverse()) ordered[name] = hash[name];
  return ordered;
}
