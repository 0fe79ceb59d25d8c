import { isMissing, isSpreadsheetError } from './missing.js';

/** Which mark splits off the decimals where a cell alone cannot tell (`12.500`). */
export type DecimalMark = '.' | ',';

export type FigureFault = 'spreadsheetError' | 'notANumber' | 'negative' | 'notWhole' | 'tooLarge';

/** `decimal` is exact and canonical: no exponent, no grouping, no trailing zeros. */
export interface ReadFigure {
  readonly state: 'value';
  readonly decimal: string;
  readonly percent: boolean;
  /** Written short (`475.8m`), with a `+`, or with an exponent: exact as written, round in fact. */
  readonly approximate: boolean;
}
export type Figure =
  ReadFigure | { readonly state: 'missing' } | { readonly state: 'fault'; readonly fault: FigureFault };

const MISSING: Figure = { state: 'missing' };
const faultOf = (fault: FigureFault): Figure => ({ state: 'fault', fault });
const NOT_A_NUMBER = faultOf('notANumber');

/** Powers of ten behind a figure, as platforms and spreadsheets print them. `mil` is a thousand, as Instagram prints it in Spanish and Portuguese. */
const UNIT_EXPONENTS: Readonly<Record<string, number>> = {
  k: 3,
  tsd: 3,
  tausend: 3,
  thousand: 3,
  mil: 3,
  mille: 3,
  mila: 3,
  bin: 3,
  tys: 3,
  tis: 3,
  dzd: 3,
  duizend: 3,
  rb: 3,
  ribu: 3,
  тыс: 3,
  тысяч: 3,
  тис: 3,
  ألف: 3,
  الف: 3,
  千: 3,
  천: 3,
  m: 6,
  mm: 6,
  mn: 6,
  mio: 6,
  mln: 6,
  mill: 6,
  mi: 6,
  million: 6,
  millions: 6,
  millionen: 6,
  millones: 6,
  millon: 6,
  milhoes: 6,
  milhao: 6,
  jt: 6,
  juta: 6,
  milioni: 6,
  млн: 6,
  миллион: 6,
  миллионов: 6,
  مليون: 6,
  b: 9,
  bn: 9,
  bi: 9,
  g: 9,
  mrd: 9,
  mds: 9,
  md: 9,
  billion: 9,
  billions: 9,
  milliarde: 9,
  milliarden: 9,
  milliards: 9,
  bilhoes: 9,
  bilhao: 9,
  млрд: 9,
  مليار: 9,
  t: 12,
  trillion: 12,
  lakh: 5,
  lakhs: 5,
  lac: 5,
  l: 5,
  crore: 7,
  crores: 7,
  cr: 7,
  万: 4,
  萬: 4,
  만: 4,
  百万: 6,
  백만: 6,
  千万: 7,
  천만: 7,
  億: 8,
  亿: 8,
  억: 8,
};
/** The power of ten that a unit stands for; null for what is none. */
export function powerOfUnit(unit: string): number | null {
  return Object.hasOwn(UNIT_EXPONENTS, unit) ? UNIT_EXPONENTS[unit]! : null;
}

const ORDINAL = /^(?:st|nd|rd|th|er|ere|e|eme|te)$/;

/** Zeros of the decimal digits that composition (NFKC) leaves as they are. */
const DIGIT_ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50,
  0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810,
];

function westernDigit(char: string): string {
  const code = char.codePointAt(0)!;
  const zero = DIGIT_ZEROS.find((start) => code >= start && code <= start + 9);
  return zero === undefined ? char : String(code - zero);
}

/** Full-width, Arabic and Indian digits, typographic signs and wrappers become their plain ASCII kin. */
function plainly(text: string): string {
  let s = text.trim();
  const wrapped = /^="?([^"]*)"?$/.exec(s);
  if (wrapped) s = wrapped[1]!;
  if (/^['‘’][^'‘’]/.test(s)) s = s.slice(1);
  if (/[^\x20-\x7e]/.test(s)) {
    s = s
      .replace(/[ºª°]$/, '')
      .normalize('NFKC')
      .replace(/\p{Nd}/gu, westernDigit)
      .replace(/\u066B/g, '.')
      .replace(/[\u066C\u02BC\u2018\u2019\u00B4]/g, "'")
      .replace(/\u060C/g, ',')
      .replace(/\u066A/g, '%')
      .replace(/[\u2212\u2010-\u2015]/g, '-')
      .replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u061C]/g, '')
      .replace(/\s/g, ' ')
      .normalize('NFD')
      .replace(/[\u0300-\u036F]/g, '')
      .normalize('NFC');
  }
  return s.trim().toLowerCase();
}

interface Digits {
  readonly whole: string;
  readonly fraction: string;
}

const WELL_GROUPED: Readonly<Record<string, RegExp>> = {
  ',': /^\d{1,3}(?:,\d{2,3})*,\d{3}$/,
  '.': /^\d{1,3}(?:\.\d{2,3})*\.\d{3}$/,
  ' ': /^\d{1,3}(?: \d{2,3})* \d{3}$/,
  "'": /^\d{1,3}(?:'\d{2,3})*'\d{3}$/,
  _: /^\d{1,3}(?:_\d{2,3})*_\d{3}$/,
};

function grouped(text: string): string | null {
  if (/^\d+$/.test(text)) return text;
  const mark = /[^\d]/.exec(text)![0];
  return WELL_GROUPED[mark]?.test(text) ? text.replaceAll(mark, '') : null;
}

/** Tells grouping from decimals; `ambiguousAsDecimal` settles one mark before exactly three digits. */
function splitDigits(text: string, ambiguousAsDecimal: (mark: DecimalMark) => boolean): Digits | null {
  if (/^\d+$/.test(text)) return { whole: text, fraction: '' };
  const lastDot = text.lastIndexOf('.');
  const lastComma = text.lastIndexOf(',');
  const last = Math.max(lastDot, lastComma);
  if (last >= 0) {
    const mark = text[last] as DecimalMark;
    const before = text.slice(0, last);
    const after = text.slice(last + 1);
    const once = !before.includes(mark);
    const otherMarks = /[^\d]/.test(before);
    if (once && /^\d*$/.test(after) && (before + after).length > 0) {
      const isDecimal =
        otherMarks || after.length !== 3 || before.length > 3 || before === '' || before.startsWith('0')
          ? true
          : ambiguousAsDecimal(mark);
      if (isDecimal) {
        const whole = before === '' ? '0' : grouped(before);
        return whole === null ? null : { whole, fraction: after };
      }
    }
  }
  const whole = grouped(text);
  return whole === null ? null : { whole, fraction: '' };
}

/** Moves the decimal point `exponent` places in the string itself, so no binary fraction ever comes in. */
function shift(digits: Digits, exponent: number): Digits {
  if (exponent === 0) return digits;
  if (exponent > 0) {
    const padded = digits.fraction.padEnd(exponent, '0');
    return { whole: digits.whole + padded.slice(0, exponent), fraction: padded.slice(exponent) };
  }
  const padded = digits.whole.padStart(-exponent + 1, '0');
  return { whole: padded.slice(0, exponent), fraction: padded.slice(exponent) + digits.fraction };
}

function canonical({ whole, fraction }: Digits, negative: boolean): string {
  const left = whole.replace(/^0+(?=\d)/, '');
  const right = fraction.replace(/0+$/, '');
  const unsigned = right === '' ? left : `${left}.${right}`;
  return negative && /[1-9]/.test(unsigned) ? `-${unsigned}` : unsigned;
}

const SHAPE =
  /^((?:[~≈<>≤≥]=?|ca\.?|circa|approx\.?|about|over|rund|etwa|uber)\s*)?([+-]?)\s*([\d.,' _]*\d[.,]?)\s*(e[+-]?\d{1,3})?\s*([^\d\s%+.]*)\.?\s*(%?)\s*(\+?)$/;
/** What is counted, written behind the figure as profiles show it (`475M followers`). */
const COUNTED =
  /(?<=[\d\p{L}.+]\s)(?:followers?|subscribers?|subs|fans|likes?|views?|plays?|posts?|videos?|uploads?|comments?|shares?|abonnenten|aufrufe|beitrage|kommentare|seguidores|suscriptores|abonnes|vues|inscritos)$/u;
/** Longest text that can still be a figure; anything longer is prose, and is not looked at. */
const LONGEST_FIGURE = 60;

/**
 * Reads one figure as people and platforms write it, in exact decimal arithmetic.
 * `rate` reads `1.234` as a decimal, where a count reads one thousand two hundred and thirty-four.
 * `powerOfTen` is the unit that the column's header names (`Followers (millions)`), for cells without their own.
 */
export function parseFigure(
  raw: string,
  options: { decimalMark?: DecimalMark | null; rate?: boolean; powerOfTen?: number } = {},
): Figure {
  if (isMissing(raw)) return MISSING;
  if (isSpreadsheetError(raw)) return faultOf('spreadsheetError');
  if (raw.length > LONGEST_FIGURE) return NOT_A_NUMBER;
  const text = plainly(raw).replace(COUNTED, '').trimEnd();
  if (isMissing(text)) return MISSING;
  const match = SHAPE.exec(text);
  if (!match) return NOT_A_NUMBER;
  const [, about, sign, body, power, unit, percent, plus] = match;
  if (unit && percent) return NOT_A_NUMBER;
  const byHeader = unit || percent || power ? 0 : (options.powerOfTen ?? 0);
  let exponent = power ? Number(power.slice(1)) : byHeader;
  let short = byHeader > 0;
  if (unit) {
    const unitExponent = powerOfUnit(unit);
    if (unitExponent !== null) {
      exponent += unitExponent;
      short = true;
    } else if (!ORDINAL.test(unit)) return NOT_A_NUMBER;
  }
  if (Math.abs(exponent) > 30) return faultOf(exponent > 0 ? 'tooLarge' : 'notANumber');
  const mark = options.decimalMark ?? null;
  const digits = splitDigits(body!, (found) =>
    mark !== null ? found === mark : options.rate || percent || power ? true : short && found === '.',
  );
  if (!digits) return NOT_A_NUMBER;
  return {
    state: 'value',
    decimal: canonical(shift(digits, exponent), sign === '-'),
    percent: percent === '%',
    approximate: short || Boolean(power || plus || about),
  };
}

/** Counts stay within what a JavaScript number and a bigint column both hold exactly. */
const LARGEST_COUNT = BigInt(Number.MAX_SAFE_INTEGER);

export type CountResult =
  | { readonly state: 'value'; readonly value: number; readonly rounded: boolean }
  | { readonly state: 'missing' }
  | { readonly state: 'fault'; readonly fault: FigureFault };

/** A whole figure as a safe integer; `mayRound` for averages, and for what was written short. */
export function toCount(figure: Figure, mayRound: boolean): CountResult {
  if (figure.state !== 'value') return figure;
  if (figure.percent) return { state: 'fault', fault: 'notANumber' };
  return scaled(figure.decimal, 0, mayRound || figure.approximate);
}

/** A rate in parts per million (1.39 % is 13,900), exact to four decimals of a per cent, rounded half up beyond. */
export function toRatePpm(figure: Figure, unit: 'percent' | 'fraction'): CountResult {
  if (figure.state !== 'value') return figure;
  return scaled(figure.decimal, figure.percent || unit === 'percent' ? 4 : 6, true);
}

function scaled(decimal: string, places: number, mayRound: boolean): CountResult {
  if (decimal.startsWith('-')) return { state: 'fault', fault: 'negative' };
  const [whole = '0', fraction = ''] = decimal.split('.');
  const moved = shift({ whole, fraction }, places);
  const rest = moved.fraction.replace(/0+$/, '');
  if (rest !== '' && !mayRound) return { state: 'fault', fault: 'notWhole' };
  const value = BigInt(moved.whole) + (rest !== '' && rest[0]! >= '5' ? 1n : 0n);
  if (value > LARGEST_COUNT) return { state: 'fault', fault: 'tooLarge' };
  return { state: 'value', value: Number(value), rounded: rest !== '' };
}
