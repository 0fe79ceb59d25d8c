/** Markup that is already safe: only helpers make it, and it is printed as it stands. */
export class Html {
  constructor(readonly html: string) {}

  toString(): string {
    return this.html;
  }
}

const SPECIAL = /[&<>"'`=]/;
const SPECIALS = /[&<>"'`=]/g;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
  '`': '&#x60;',
  '=': '&#x3D;',
};

/** Escapes as Handlebars does, byte for byte, but prints no object: its `toString` would be called. */
export function escapeHtml(value: unknown): string {
  if (typeof value === 'string') {
    return SPECIAL.test(value) ? value.replace(SPECIALS, (found) => ENTITIES[found]!) : value;
  }
  if (typeof value === 'number') return String(value);
  if (value == null) return '';
  if (value instanceof Html) return value.html;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return value instanceof Date ? value.toISOString() : '';
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
/** One look at what most texts have neither of. */
const SPECIAL_OR_RIGHT_TO_LEFT = /[&<>"'`=\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const ONE_WORD = /^[\p{L}_]+$/u;
const LETTER = /\p{L}/u;
const LEFT_TO_RIGHT = /(?![\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])\p{L}/u;

/**
 * The direction of a text that is written in one alone, other than that of the page; null where it can stand as it
 * is. One word always can, and may be the key of a `select`.
 */
export function foreignDirection(text: string, page: 'ltr' | 'rtl'): 'ltr' | 'rtl' | null {
  if (page === 'ltr' && !RIGHT_TO_LEFT.test(text)) return null;
  if (ONE_WORD.test(text)) return null;
  if (page === 'ltr') return LEFT_TO_RIGHT.test(text) ? null : 'rtl';
  return LETTER.test(text) && !RIGHT_TO_LEFT.test(text) ? 'ltr' : null;
}

const MARKED = /[@#]/;
/** Handles and hashtags of the other script amid a sentence: their sign would go over to its side. */
const foreignTags = {
  rtl: /(?<![&\p{L}\p{N}])[@#][a-z0-9](?:[\w.]*\w)?/giu,
  ltr: /(?<![&\p{L}\p{N}])[@#][\u0590-\u08ff](?:[\u0590-\u08ff\w]*[\u0590-\u08ff\w])?/gu,
} as const;

/**
 * Escaped as any text, and set apart where it runs against the page: a handle, an address or a caption keeps its
 * signs and full stops on its own side, whatever stands around it.
 */
export const isolated = {
  ltr: (value: unknown): string => {
    if (typeof value !== 'string') return escapeHtml(value);
    return SPECIAL_OR_RIGHT_TO_LEFT.test(value) ? isolate(value, 'ltr') : value;
  },
  rtl: (value: unknown): string => (typeof value === 'string' ? isolate(value, 'rtl') : escapeHtml(value)),
};

function isolate(value: string, page: 'ltr' | 'rtl'): string {
  const html = escapeHtml(value);
  const direction = foreignDirection(value, page);
  if (direction !== null) return `<bdi dir="${direction}">${html}</bdi>`;
  return RIGHT_TO_LEFT.test(value) && MARKED.test(value) ? html.replace(foreignTags[page], apart) : html;
}

const apart = (tag: string): string => `<bdi>${tag}</bdi>`;
