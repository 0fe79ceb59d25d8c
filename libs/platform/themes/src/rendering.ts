import type { Formats } from './formats.js';
import { foreignDirection, Html } from './html.js';
import type { Look } from './look.js';
import type { Catalogue } from './messages.js';
import type { Theme } from './theme.js';

/** What helpers know while one page, mail or document is being made. */
export interface Rendering {
  readonly look: Look;
  readonly theme: Theme;
  readonly formats: Formats;
  readonly catalogue: Catalogue;
  readonly words: Readonly<Record<string, string>>;
  readonly root: Readonly<Record<string, unknown>>;
  readonly currency: string;
  /** Put before addresses of this site; empty in pages, a stored origin in mails. */
  readonly origin: string;
  /** What the layout wraps, and the pieces a page hands to it by name. */
  body: string;
  slots: Map<string, string> | null;
  /** In a mail, what the label's staff wrote around it, by place: sanitised before it came here. */
  readonly typed: Readonly<Record<string, Html>> | null;
}

let current: Rendering | null = null;

/** Rendering is synchronous, so one variable serves: helpers need not dig in Handlebars' data frames. */
export function rendering(): Rendering {
  if (current === null) throw new Error('a template helper was called outside of rendering');
  return current;
}

export function whileRendering<T>(next: Rendering, run: () => T): T {
  const outer = current;
  current = next;
  try {
    return run();
  } finally {
    current = outer;
  }
}

/** A text of the theme in the label's words. */
export function translate(key: string, params: Readonly<Record<string, unknown>>): string {
  const { catalogue, words, formats } = rendering();
  return catalogue.text(key, params, words, formats.direction === 'rtl' ? inRightToLeft : inLeftToRight);
}

const inRightToLeft = (value: unknown): string => apart(show(value), 'rtl');
const inLeftToRight = (value: unknown): string => apart(show(value), 'ltr');

/**
 * What runs against the sentence that it is put into stands between Unicode's isolates, since a text may end in an
 * attribute, a subject or plain text, where no markup can.
 */
function apart(text: string, page: 'ltr' | 'rtl'): string {
  const direction = foreignDirection(text, page);
  if (direction === null) return text;
  return `${direction === 'ltr' ? '\u2066' : '\u2067'}${text}\u2069`;
}

/** How a value stands inside a text: money in the locale's way, nothing for nothing, never an object's own code. */
export function show(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  if (value instanceof Html) return value.html;
  if (isMoney(value)) return rendering().formats.money(value.minor, value.currency);
  return '';
}

export function isMoney(value: unknown): value is { minor: number | string | bigint; currency: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { minor, currency } = value as Record<string, unknown>;
  return (
    typeof currency === 'string' &&
    (typeof minor === 'number' ||
      typeof minor === 'bigint' ||
      (typeof minor === 'string' && /^-?\d+$/.test(minor)))
  );
}
