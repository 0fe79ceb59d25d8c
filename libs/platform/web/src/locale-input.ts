import { minorDigits } from '#platform/kernel';

/** How people of a label write numbers and dates. */
export interface InputLocale {
  readonly locale: string;
  readonly currency: string;
  readonly timeZone: string;
}

const separators = new Map<string, { decimal: string; group: string }>();

function separatorsOf(locale: string): { decimal: string; group: string } {
  let found = separators.get(locale);
  if (!found) {
    const parts = new Intl.NumberFormat(locale).formatToParts(12_345.6);
    found = {
      decimal: parts.find((part) => part.type === 'decimal')?.value ?? '.',
      group: parts.find((part) => part.type === 'group')?.value ?? ',',
    };
    separators.set(locale, found);
  }
  return found;
}

function asciiDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/\u066b/g, '.')
    .replace(/\u066c/g, '');
}

/**
 * A number as it is typed in a locale ("1.234,50" in German, "1,234.50" in English), as exact decimal text; null if it
 * is none. A lone separator with one or two digits after it is a decimal point in every locale.
 */
export function parseDecimal(typed: string, locale: string): string | null {
  const { decimal } = separatorsOf(locale);
  let text = asciiDigits(typed).replace(/[\s'’_]/g, '');
  const negative = /^[-−]/.test(text);
  text = text.replace(/^[-−+]/, '');
  if (!/^[\d.,]+$/.test(text) || !/\d/.test(text)) return null;
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  let whole = text;
  let fraction = '';
  if (last >= 0) {
    const mark = text[last] ?? '';
    const after = text.slice(last + 1);
    const other = mark === '.' ? ',' : '.';
    const isDecimal =
      text.indexOf(mark) === last &&
      (text.includes(other) || mark === decimal || (after.length > 0 && after.length < 3));
    if (isDecimal) {
      whole = text.slice(0, last);
      fraction = after;
    }
    if (/[.,]\d{1,2}$/.test(whole) && !isDecimal) return null;
  }
  whole = whole.replace(/[.,]/g, '') || '0';
  if (!/^\d*$/.test(fraction)) return null;
  return `${negative ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

/** An amount as typed ("1.500", "€ 1,500.00") in minor units; null if it is none or finer than the currency. */
export function parseMoney(typed: string, input: InputLocale): number | null {
  const bare = asciiDigits(typed)
    .replace(/\p{Sc}|[A-Za-z]{2,3}\b|\p{Script=Arabic}+\.?/gu, '')
    .trim();
  const decimal = parseDecimal(bare, input.locale);
  if (decimal === null) return null;
  const digits = minorDigits(input.currency);
  const [whole = '0', fraction = ''] = decimal.split('.');
  if (fraction.replace(/0+$/, '').length > digits) return null;
  const minor = Number(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`);
  return Number.isSafeInteger(minor) ? minor : null;
}

/** A date as typed ("2026-12-31", "31.12.2026", "12/31/2026" where months come first), as ISO text; null if none. */
export function parseDate(typed: string, locale: string): string | null {
  const text = asciiDigits(typed).trim();
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso) return checked(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const parts = /^(\d{1,2})[./\s-]+(\d{1,2})[./\s-]+(\d{4})$/.exec(text);
  if (!parts) return null;
  const [first, second, year] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const order = new Intl.DateTimeFormat(locale).formatToParts(new Date()).map((part) => part.type);
  const monthFirst = order.indexOf('month') < order.indexOf('day');
  return monthFirst ? checked(year, first, second) : checked(year, second, first);
}

function checked(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const same =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? date.toISOString().slice(0, 10) : null;
}
