import type { ColumnValues } from './column-values.js';
import { isFigureField, type RosterField } from './fields.js';
import { type HeaderReading, headerKey } from './header-words.js';

/**
 * Why a column went where it did; each is a key of a text.
 * `valuesAgainstHeader`: the header says one thing and the cells another, and the cells were believed.
 */
export type GuessReason =
  | 'header'
  | 'values'
  | 'valuesAgainstHeader'
  | 'twin'
  | 'fieldTaken'
  | 'otherMeasure'
  | 'unknownHeader'
  | 'empty'
  | 'person';

/** A column while it is being understood. */
export interface GuessedColumn {
  readonly index: number;
  readonly header: string;
  readonly reading: HeaderReading | null;
  readonly values: ColumnValues;
  readonly guess: Guess;
}

export interface Guess {
  field: RosterField;
  confidence: number;
  reason: GuessReason;
  order: number;
}

/** Nobody has more followers than there are people. */
export const MOST_PEOPLE = 1e10;
/** Believed over a header only from this many known cells on. */
export const FEWEST_TELLING_CELLS = 3;

function fits(field: RosterField, values: ColumnValues): boolean {
  if (values.known < FEWEST_TELLING_CELLS) return true;
  if (isFigureField(field)) return values.figures >= 0.5 && values.dates < 0.5;
  switch (field) {
    case 'country':
      return values.countryNames + values.countryCodes >= 0.3;
    case 'email':
      return values.emails >= 0.3;
    case 'platform':
      return values.platforms >= 0.3;
    case 'profileUrl':
      return values.urls >= 0.3;
    case 'gender':
      return values.genders >= 0.3;
    case 'language':
      return values.languages >= 0.3;
    case 'handle':
      return values.figures < 0.9 && values.answers < 0.9;
    case 'displayName':
    case 'category':
    case 'city':
      return values.figures < 0.9;
    default:
      return true;
  }
}

/** What the cells say by themselves, where that is beyond doubt. */
function fieldOfValues(values: ColumnValues): { field: RosterField; confidence: number } | null {
  if (values.known < FEWEST_TELLING_CELLS) return null;
  if (values.emails >= 0.6) return { field: 'email', confidence: 0.9 };
  if (values.platforms >= 0.8) return { field: 'platform', confidence: 0.85 };
  if (values.urls >= 0.6) return { field: 'profileUrl', confidence: 0.8 };
  if (values.countryNames >= 0.6 && values.figures < 0.4) return { field: 'country', confidence: 0.9 };
  if (values.countryCodes >= 0.95 && values.distinct >= 2) return { field: 'country', confidence: 0.6 };
  return null;
}

export function guessColumn(reading: HeaderReading | null, values: ColumnValues): Guess {
  const byValues = fieldOfValues(values);
  const from = (field: RosterField, confidence: number, reason: GuessReason): Guess => ({
    field,
    confidence,
    reason,
    order: 0,
  });
  if (reading === null) {
    if (byValues) return from(byValues.field, byValues.confidence, 'values');
    return from('ignore', 0.5, values.known === 0 ? 'empty' : 'unknownHeader');
  }
  if (reading.why === 'otherMeasure') {
    const telling = byValues && byValues.confidence >= 0.85 ? byValues : null;
    return telling
      ? from(telling.field, telling.confidence, 'valuesAgainstHeader')
      : from('ignore', 0.8, 'otherMeasure');
  }
  if (reading.field === 'category' && values.genders >= 0.8) return from('gender', 0.8, 'values');
  if (!fits(reading.field, values)) {
    if (byValues) return from(byValues.field, byValues.confidence, 'valuesAgainstHeader');
    const brokenFigures = isFigureField(reading.field) && reading.certainty >= 0.9 && values.figures >= 0.2;
    return brokenFigures ? from(reading.field, 0.5, 'header') : from('ignore', 0.6, 'valuesAgainstHeader');
  }
  if (isNameField(reading.field) && byValues && byValues.field !== 'profileUrl')
    return from(byValues.field, byValues.confidence, 'valuesAgainstHeader');
  if (reading.field === 'engagementRate' && reading.certainty < 0.9) {
    const rate = values.percents >= 0.5 || values.largest <= 100;
    return from(rate ? 'engagementRate' : 'avgEngagements', 0.7, 'values');
  }
  return from(reading.field, reading.certainty, 'header');
}

export const isNameField = (field: RosterField): boolean => field === 'handle' || field === 'displayName';

/** Whether a bare `0.0139` in a rate means 1.39 per cent, as a workbook keeps what it shows as `1.39%`. */
export function rateUnitOf(
  header: string,
  values: ColumnValues,
  ofWorkbook: boolean,
): 'percent' | 'fraction' {
  if (values.percents > 0 || /\bpct\b|prozent|percent/.test(headerKey(header))) return 'percent';
  return values.known >= FEWEST_TELLING_CELLS &&
    values.figures > 0 &&
    values.largest <= (ofWorkbook ? 1 : 0.5)
    ? 'fraction'
    : 'percent';
}
