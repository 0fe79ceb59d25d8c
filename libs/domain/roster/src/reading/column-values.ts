import { countryCoded, countryNamed } from './countries.js';
import { type Figure, type DecimalMark, parseFigure } from './figures.js';
import { type Platform, platformNamed } from './fields.js';
import { genderOf } from './genders.js';
import { handleOfUrl, mentionIn } from './handles.js';
import { languageOf } from './languages.js';
import { isMissingText, isSpreadsheetError } from './missing.js';
import { cleanText } from './text.js';

/** What the sample values of one column look like; shares are of the cells that are neither missing nor errors. */
export interface ColumnValues {
  readonly known: number;
  readonly distinct: number;
  readonly figures: number;
  /** Figures written out in full (`475800000`), as against short ones (`475.8m`). */
  readonly exactFigures: number;
  readonly percents: number;
  readonly countryNames: number;
  readonly countryCodes: number;
  readonly languages: number;
  readonly emails: number;
  readonly urls: number;
  readonly platforms: number;
  readonly genders: number;
  readonly dates: number;
  /** `yes`, `no` and their kin. */
  readonly answers: number;
  /** A name and its handle in one cell: `Ann Lee (@ann)`. */
  readonly mentions: number;
  readonly handles: number;
  readonly largest: number;
  /** The mark that some cell proves to split off decimals; null where no cell does. */
  readonly decimalMark: DecimalMark | null;
  /** What the header's unit adds to a bare figure; 0 where the cells are too large for it. */
  readonly powerOfTen: number;
  /** Whose profiles most of the addresses are. */
  readonly addressesOf: Platform | null;
  /** The figure of each sampled row, null where there is none. */
  readonly numbers: readonly (number | null)[];
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;
const HANDLE = /^@?[a-z0-9._]*[a-z][a-z0-9._]*$|^@[\w.]+$/;
const MIXED_HANDLE = /^[A-Za-z0-9._-]{2,30}$/;

/** A mark is proved by two kinds of mark in one cell, or by a single one that cannot group (`1,39`, `0.125`). */
function provenMark(text: string): DecimalMark | null {
  const body = /\d[\d.,]*\d/.exec(text)?.[0];
  if (body === undefined) return null;
  const dots = body.split('.').length - 1;
  const commas = body.split(',').length - 1;
  if (dots > 0 && commas > 0) return body.lastIndexOf('.') > body.lastIndexOf(',') ? '.' : ',';
  if (dots > 1) return ',';
  if (commas > 1) return '.';
  if (dots + commas !== 1) return null;
  const mark = dots === 1 ? '.' : ',';
  const [before = '', after = ''] = body.split(mark);
  return after.length !== 3 || before.length > 3 || before.startsWith('0') ? mark : null;
}

/** More than anybody's views in all; where bare figures would exceed it, the header's unit is not theirs. */
const LARGEST_SUM = 1e13;
const ANSWER = /^(?:yes|no|true|false|ja|nein|s[ií]|oui|non|sim|não|да|нет|y|n|x|✓|✔|✗|✘)$/i;
const DATE = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[T ]\d{1,2}:\d{2}.*)?$/;

/** `power` is the header's unit, which holds as long as no bare figure exceeds `largestCounted` in it. */
export function describeColumn(
  cells: readonly string[],
  power = 0,
  largestCounted = LARGEST_SUM,
): ColumnValues {
  const counts = {
    known: 0,
    figures: 0,
    exactFigures: 0,
    percents: 0,
    countryNames: 0,
    countryCodes: 0,
    languages: 0,
    emails: 0,
    urls: 0,
    platforms: 0,
    genders: 0,
    dates: 0,
    answers: 0,
    mentions: 0,
    handles: 0,
    largest: 0,
  };
  const seen = new Set<string>();
  const bare: (number | null)[] = [];
  const numbers: (number | null)[] = [];
  const marks = { '.': 0, ',': 0 };
  const addresses = new Map<Platform, number>();
  for (const raw of cells) {
    const text = cleanText(raw);
    numbers.push(null);
    bare.push(null);
    if (isMissingText(text) || isSpreadsheetError(text)) continue;
    counts.known++;
    seen.add(text);
    const figure: Figure = parseFigure(text);
    if (figure.state === 'value') {
      counts.figures++;
      if (figure.percent) counts.percents++;
      else if (!figure.approximate) counts.exactFigures++;
      const value = Number(figure.decimal);
      numbers[numbers.length - 1] = value;
      if (!figure.percent && !figure.approximate) bare[bare.length - 1] = value;
      counts.largest = Math.max(counts.largest, value);
      const mark = provenMark(text);
      if (mark) marks[mark]++;
    }
    if (figure.state === 'missing') continue;
    if (DATE.test(text)) counts.dates++;
    if (ANSWER.test(text)) counts.answers++;
    if (EMAIL.test(text)) counts.emails++;
    else if (countAddress(text, addresses)) counts.urls++;
    else if (mentionIn(raw.trim())) counts.mentions++;
    else if (platformNamed(text)) counts.platforms++;
    if (figure.state !== 'value') {
      if (countryCoded(text)) counts.countryCodes++;
      if (countryNamed(text)) counts.countryNames++;
      if (languageOf(text)) counts.languages++;
      if (genderOf(text)) counts.genders++;
    }
    if (HANDLE.test(text)) counts.handles++;
    else if (MIXED_HANDLE.test(text) && /[A-Za-z]/.test(text)) counts.handles += 0.8;
  }
  const powerOfTen = bare.every((value) => value === null || value * 10 ** power <= largestCounted)
    ? power
    : 0;
  if (powerOfTen > 0) {
    counts.exactFigures = 0;
    bare.forEach((value, row) => {
      if (value !== null) numbers[row] = value * 10 ** powerOfTen;
    });
  }
  const { known, largest, ...rest } = counts;
  const shares = Object.fromEntries(
    Object.entries(rest).map(([name, count]) => [name, known === 0 ? 0 : count / known]),
  );
  const decimalMark = marks['.'] === marks[','] ? null : marks['.'] > marks[','] ? '.' : ',';
  return {
    ...(shares as unknown as Omit<typeof rest, never>),
    known,
    distinct: seen.size,
    largest,
    decimalMark,
    powerOfTen,
    addressesOf: [...addresses].find(([, count]) => count > 0.5 * known)?.[0] ?? null,
    numbers,
  };
}

function countAddress(text: string, addresses: Map<Platform, number>): boolean {
  const profile = handleOfUrl(text);
  if (profile) addresses.set(profile.platform, (addresses.get(profile.platform) ?? 0) + 1);
  return profile !== null || /^https?:\/\/\S+$/i.test(text);
}

/** The share of rows in which two columns tell the same figure, within the rounding of a short form. */
export function agreement(a: ColumnValues, b: ColumnValues): number {
  let both = 0;
  let agree = 0;
  for (let i = 0; i < Math.min(a.numbers.length, b.numbers.length); i++) {
    const x = a.numbers[i];
    const y = b.numbers[i];
    if (x == null || y == null) continue;
    both++;
    if (Math.abs(x - y) <= 0.06 * Math.max(Math.abs(x), Math.abs(y))) agree++;
  }
  return both === 0 ? 0 : agree / both;
}
