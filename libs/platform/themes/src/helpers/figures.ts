import { now } from '#platform/kernel';
import { Formats } from '../formats.js';
import { isMoney, rendering, translate } from '../rendering.js';
import { toNumber, type Options } from './options.js';

const NOTHING = {};

/** Missing is missing: never 0. */
function notKnown(): string {
  return translate('notKnown', NOTHING);
}

function toDate(value: unknown): Date | null {
  const date =
    value instanceof Date
      ? value
      : typeof value === 'string' || typeof value === 'number'
        ? new Date(value)
        : null;
  return date === null || Number.isNaN(date.getTime()) || value === '' ? null : date;
}

function digitsOf(options: Options): number | undefined {
  return toNumber(options.hash.digits) ?? undefined;
}

/** Figures and time in the label's locale. An unknown figure says so; an unset date is empty. */
export const figures = {
  /**
   * `minor` with a currency (the label's by default), or one `{minor, currency}`; `whole=true` drops zero cents,
   * `digits=4` shows parts of one.
   */
  money(amount: unknown, currency: unknown, options?: Options): string {
    const { formats, currency: usual } = rendering();
    const given = options ?? (currency as Options);
    const whole = given.hash.whole === true;
    if (isMoney(amount)) return formats.money(amount.minor, amount.currency, whole);
    const code = typeof currency === 'string' && currency !== '' ? currency : usual;
    const minor = typeof amount === 'string' && /^-?\d+$/.test(amount) ? amount : toNumber(amount);
    if (minor === null) return notKnown();
    const digits = digitsOf(given);
    return digits === undefined
      ? formats.money(minor, code, whole)
      : formats.rate(Number(minor), code, digits);
  },

  number(value: unknown, options: Options): string {
    const number = toNumber(value);
    return number === null ? notKnown() : rendering().formats.number(number, digitsOf(options));
  },

  compact(value: unknown): string {
    const number = toNumber(value);
    return number === null ? notKnown() : rendering().formats.compact(number);
  },

  percent(points: unknown, options: Options): string {
    const number = toNumber(points);
    return number === null ? notKnown() : rendering().formats.percent(number, digitsOf(options));
  },

  bytes(count: unknown): string {
    const number = toNumber(count);
    return number === null ? notKnown() : rendering().formats.bytes(number);
  },

  duration(seconds: unknown): string {
    const number = toNumber(seconds);
    return number === null ? notKnown() : rendering().formats.duration(number);
  },

  date(value: unknown): string {
    const at = toDate(value);
    if (!at) return '';
    const { formats } = rendering();
    // A day without a time is the same day everywhere.
    const days =
      typeof value === 'string' && value.length === 10 ? Formats.of(formats.locale, 'UTC') : formats;
    return days.date(at);
  },

  datetime(value: unknown): string {
    const at = toDate(value);
    return at ? rendering().formats.datetime(at) : '';
  },

  time(value: unknown): string {
    const at = toDate(value);
    return at ? rendering().formats.time(at) : '';
  },

  /** `de-AT` as people call it, in the page's language: Österreichisches Deutsch. */
  languageName(locale: unknown): string {
    if (typeof locale !== 'string' || !/^[a-z]{2}(-[A-Z]{2})?$/.test(locale)) return '';
    return rendering().formats.languageName(locale);
  },

  relative(value: unknown): string {
    const at = toDate(value);
    return at ? rendering().formats.relative(at, now()) : '';
  },

  /** For `<time datetime="…">`: the moment as machines read it. */
  iso(value: unknown): string {
    if (typeof value === 'string' && value.length === 10) return value;
    return toDate(value)?.toISOString() ?? '';
  },
};
