import { type ColumnValues, agreement, describeColumn } from './column-values.js';
import { type DecimalMark } from './figures.js';
import { type Platform, type RosterField, isCount, isFigureField, platformMentioned } from './fields.js';
import { powerOfHeader } from './header-units.js';
import { type HeaderReading, headerKey, readHeader } from './header-words.js';
import { guessPlatform, type PlatformGuess } from './platform-guess.js';

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

export interface ColumnMapping {
  /** Place of the column in the file, from 0. */
  readonly index: number;
  readonly header: string;
  readonly field: RosterField;
  /** 0 is read first; a higher one only where those before it hold nothing. Categories use all. */
  readonly order: number;
  /** From 0 to 1; 1 is a person's word. */
  readonly confidence: number;
  readonly reason: GuessReason;
  readonly decimalMark: DecimalMark | null;
  /** Whether a bare `0.0139` in a rate means 1.39 per cent. */
  readonly rateUnit: 'percent' | 'fraction';
  /** The unit that the header names, for cells without their own: 6 in `Followers (millions)`. */
  readonly powerOfTen: number;
}

/** What a person should look at before the import; each is a key of a text. */
export type MappingDoubt =
  | 'handleNotMapped'
  | 'handlesFromNames'
  | 'platformAssumed'
  | 'noFigures'
  | 'commentsExceedLikes'
  | 'rateReadAsFraction';

export interface RosterMapping {
  readonly columns: readonly ColumnMapping[];
  readonly platform: PlatformGuess;
  readonly doubts: readonly MappingDoubt[];
}

interface Guess {
  field: RosterField;
  confidence: number;
  reason: GuessReason;
  order: number;
}

/** Nobody has more followers than there are people. */
const MOST_PEOPLE = 1e10;
/** Believed over a header only from this many known cells on. */
const FEWEST_TELLING_CELLS = 3;

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

function guessColumn(reading: HeaderReading | null, values: ColumnValues): Guess {
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

const isNameField = (field: RosterField): boolean => field === 'handle' || field === 'displayName';

/** Of columns that all speak of a name, the one whose cells are handles is the handle. */
function settleNames(
  guesses: Guess[],
  values: readonly ColumnValues[],
  readings: readonly (HeaderReading | null)[],
  headers: readonly string[],
): void {
  const named = guesses.flatMap((guess, index) => (isNameField(guess.field) ? [index] : []));
  const hasAddresses = guesses.some((guess) => guess.field === 'profileUrl');
  const scoreOf = (index: number): number => {
    const header =
      readings[index]?.field === 'handle' ? (readings[index].certainty >= 0.9 ? 0.6 : 0.15) : -0.3;
    if (header < 0 && hasAddresses && values[index]!.mentions <= 0.5) return -1;
    const { handles, urls, mentions } = values[index]!;
    return Math.max(handles, urls, mentions > 0.5 ? 1 : 0) + header;
  };
  const best = named.toSorted((a, b) => scoreOf(b) - scoreOf(a))[0];
  const handle = best !== undefined && scoreOf(best) >= 0.6 ? best : undefined;
  const home = handle === undefined ? null : platformMentioned(headers[handle]!);
  for (const index of named) {
    const guess = guesses[index]!;
    const field: RosterField = index === handle ? 'handle' : 'displayName';
    const elsewhere = platformMentioned(headers[index]!);
    if (index !== handle && home && elsewhere && elsewhere !== home) {
      Object.assign(guess, { field: 'ignore', reason: 'fieldTaken', confidence: 0.7 });
    } else if (index !== handle && /\bid$/.test(headerKey(headers[index]!))) {
      Object.assign(guess, { field: 'ignore', reason: 'fieldTaken', confidence: 0.7 });
    } else if (guess.field !== field) Object.assign(guess, { field, reason: 'values', confidence: 0.75 });
  }
  if (named.length > 0) return;
  const unnamed = guesses.findIndex(
    (guess, index) =>
      guess.reason === 'unknownHeader' && values[index]!.handles >= 0.9 && values[index]!.figures < 0.5,
  );
  if (unnamed >= 0) Object.assign(guesses[unnamed]!, { field: 'handle', reason: 'values', confidence: 0.5 });
}

/** `Likes` and `Views` alone: sums where they dwarf the followers, averages otherwise. */
function settleSums(
  guesses: Guess[],
  values: readonly ColumnValues[],
  readings: readonly (HeaderReading | null)[],
): void {
  const followers = guesses.findIndex((guess) => guess.field === 'followers');
  if (followers < 0) return;
  guesses.forEach((guess, index) => {
    if (
      (readings[index]?.certainty ?? 1) >= 0.6 ||
      (guess.field !== 'avgViews' && guess.field !== 'avgLikes')
    )
      return;
    const ratios = values[index]!.numbers.map((value, row) =>
      value == null ? NaN : value / (values[followers]!.numbers[row] ?? NaN),
    )
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    const median = ratios[Math.floor(ratios.length / 2)] ?? 0;
    if (median > (guess.field === 'avgViews' ? 5 : 2))
      guess.field = guess.field === 'avgViews' ? 'totalViews' : 'totalLikes';
    guess.reason = 'values';
  });
}

/** Columns that come twice: the exact number leads and the short text stands in; another figure keeps out. */
function settleTwins(guesses: Guess[], values: readonly ColumnValues[], headers: readonly string[]): void {
  const columnsOf = Map.groupBy(guesses.keys(), (index) => guesses[index]!.field);
  for (const [field, columns] of columnsOf) {
    if (field === 'ignore' || columns.length < 2) continue;
    const ordered = columns.toSorted(
      (a, b) =>
        guesses[b]!.confidence - guesses[a]!.confidence ||
        values[b]!.exactFigures - values[a]!.exactFigures ||
        values[b]!.countryNames - values[a]!.countryNames ||
        a - b,
    );
    const lead = leadOf(ordered, guesses, values);
    ordered
      .filter((index) => index !== lead)
      .forEach((index, place) => {
        const guess = guesses[index]!;
        guess.order = place + 1;
        if (!isFigureField(field)) return;
        const sameHeader = headerKey(headers[lead]!) === headerKey(headers[index]!);
        const unknown = values[index]!.figures === 0 || values[lead]!.figures === 0;
        if ((sameHeader && unknown) || agreement(values[lead]!, values[index]!) >= (sameHeader ? 0.5 : 0.8)) {
          guess.reason = 'twin';
        } else {
          Object.assign(guess, { field: 'ignore', reason: 'fieldTaken', confidence: 0.5, order: 0 });
        }
      });
  }
}

/** The exact one, unless it tells another figure than the first of its name, which then counts. */
function leadOf(
  ordered: readonly number[],
  guesses: readonly Guess[],
  values: readonly ColumnValues[],
): number {
  const [exact = 0] = ordered;
  const equals = ordered.filter((index) => guesses[index]!.confidence === guesses[exact]!.confidence);
  const first = Math.min(...equals);
  const differ =
    values[first]!.figures >= 0.5 &&
    values[exact]!.figures >= 0.5 &&
    agreement(values[first]!, values[exact]!) < 0.5;
  return differ ? first : exact;
}

function rateUnitOf(header: string, values: ColumnValues): 'percent' | 'fraction' {
  if (values.percents > 0 || /\bpct\b|prozent|percent/.test(headerKey(header))) return 'percent';
  return values.known >= FEWEST_TELLING_CELLS && values.figures > 0 && values.largest <= 0.5
    ? 'fraction'
    : 'percent';
}

type Columns = readonly Pick<ColumnMapping, 'field'>[];

/** Names alone stand for handles: in lists of channels, which often hold nothing else, and beside figures of an audience. */
function canName(columns: Columns, platform: Platform): boolean {
  const has = (field: RosterField): boolean => columns.some((column) => column.field === field);
  if (has('handle') || has('profileUrl')) return true;
  return has('displayName') && (platform === 'youtube' || has('followers'));
}

/** True where the list holds names and nothing by which an account could be found. */
export function namesStand(columns: Columns): boolean {
  return (
    columns.some(({ field }) => field === 'displayName') &&
    !columns.some(({ field }) => field === 'handle' || field === 'profileUrl')
  );
}

function doubtsOf(
  columns: readonly ColumnMapping[],
  values: readonly ColumnValues[],
  platform: PlatformGuess,
): MappingDoubt[] {
  const doubts: MappingDoubt[] = [];
  const lead = (field: RosterField): ColumnMapping | undefined =>
    columns.find((c) => c.field === field && c.order === 0);
  if (!canName(columns, platform.platform)) doubts.push('handleNotMapped');
  else if (namesStand(columns)) doubts.push('handlesFromNames');
  if (platform.reason === 'assumed') doubts.push('platformAssumed');
  if (!columns.some((c) => isFigureField(c.field) && c.field !== 'rank')) doubts.push('noFigures');
  const likes = lead('avgLikes');
  const comments = lead('avgComments');
  if (likes && comments) {
    const pairs = values[likes.index]!.numbers.flatMap((x, row) => {
      const y = values[comments.index]!.numbers[row];
      return x == null || y == null || x === 0 || y === 0 ? [] : [y > x];
    });
    if (pairs.length >= FEWEST_TELLING_CELLS && pairs.filter(Boolean).length > 0.8 * pairs.length)
      doubts.push('commentsExceedLikes');
  }
  const rate = lead('engagementRate');
  if (rate?.rateUnit === 'fraction' && rate.reason !== 'person') doubts.push('rateReadAsFraction');
  return doubts;
}

/** Guesses what each column holds, from its header's words and from what its cells look like. */
export function guessMapping(
  headers: readonly string[],
  sampleRows: readonly (readonly string[])[],
  about: { filename: string; sheet?: string | null },
): RosterMapping {
  const powers = headers.map(powerOfHeader);
  const readings = headers.map(readHeader);
  const values = headers.map((_, index) =>
    describeColumn(
      sampleRows.map((row) => row[index] ?? ''),
      powers[index],
      readings[index]?.field === 'followers' ? MOST_PEOPLE : undefined,
    ),
  );
  const guesses = headers.map((_, index) => guessColumn(readings[index]!, values[index]!));
  settleNames(guesses, values, readings, headers);
  settleSums(guesses, values, readings);
  settleTwins(guesses, values, headers);
  const columns = headers.map((header, index): ColumnMapping => {
    const guess = guesses[index]!;
    return {
      index,
      header,
      ...guess,
      decimalMark: values[index]!.decimalMark,
      rateUnit: rateUnitOf(header, values[index]!),
      powerOfTen: isCount(guess.field) ? values[index]!.powerOfTen : 0,
    };
  });
  const addressesOf = values.map((of) => of.addressesOf);
  const platform = guessPlatform(headers, columns, addressesOf, about);
  const doubts = doubtsOf(columns, values, platform);
  if (doubts.includes('commentsExceedLikes')) {
    for (const [index, column] of columns.entries())
      if (column.field === 'avgLikes' || column.field === 'avgComments')
        columns[index] = { ...column, confidence: 0.3 };
  }
  return { columns, platform, doubts };
}

export interface MappingCorrection {
  /** By the column's place; what is not named stays as guessed. */
  readonly columns?: Readonly<
    Record<
      number,
      | RosterField
      | { field: RosterField; decimalMark?: DecimalMark | null; rateUnit?: 'percent' | 'fraction' }
    >
  >;
  readonly platform?: Platform;
}

/** A person's word over the guess: their column leads its field, and what was guessed for that field falls behind it. */
export function correctMapping(mapping: RosterMapping, correction: MappingCorrection): RosterMapping {
  const changed = mapping.columns.map((column): ColumnMapping => {
    const word = correction.columns?.[column.index];
    if (word === undefined) return column;
    const said = typeof word === 'string' ? { field: word } : word;
    return { ...column, ...said, order: -1, confidence: 1, reason: 'person' };
  });
  const columns = [...changed];
  for (const group of Map.groupBy(changed, (column) => column.field).values()) {
    const ordered = group.toSorted((a, b) => a.order - b.order || a.index - b.index);
    ordered.forEach((column, order) => {
      columns[column.index] = { ...column, order: column.field === 'ignore' ? 0 : order };
    });
  }
  const platform: PlatformGuess = correction.platform
    ? { platform: correction.platform, confidence: 1, reason: 'person' }
    : mapping.platform;
  const named = canName(columns, platform.platform);
  const doubts = mapping.doubts.filter(
    (doubt) =>
      !(doubt === 'handleNotMapped' && named) &&
      !(doubt === 'handlesFromNames' && !namesStand(columns)) &&
      !(doubt === 'platformAssumed' && platform.reason === 'person') &&
      !(
        doubt === 'commentsExceedLikes' &&
        columns.some((c) => c.reason === 'person' && /avgLikes|avgComments/.test(c.field))
      ),
  );
  if (!named && !doubts.includes('handleNotMapped')) doubts.unshift('handleNotMapped');
  if (named && namesStand(columns) && !doubts.includes('handlesFromNames'))
    doubts.unshift('handlesFromNames');
  return { columns, platform, doubts };
}
