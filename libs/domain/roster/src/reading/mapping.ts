import {
  FEWEST_TELLING_CELLS,
  guessColumn,
  type GuessedColumn,
  type GuessReason,
  MOST_PEOPLE,
  rateUnitOf,
} from './column-guess.js';
import { type ColumnValues, describeColumn } from './column-values.js';
import { isCount, isFigureField, type Platform, platformMentioned, type RosterField } from './fields.js';
import type { DecimalMark } from './figures.js';
import { powerOfHeader } from './header-units.js';
import { readHeader } from './header-words.js';
import { guessPlatform, type PlatformGuess } from './platform-guess.js';
import { homesOf, isOfChannel } from './several-platforms.js';
import { settleNames, settleSums, settleTwins } from './settling.js';

export interface ColumnMapping {
  /** Place of the column in the file, from 0. */
  readonly index: number;
  readonly header: string;
  readonly field: RosterField;
  /** The other platform that this column is about, in a list that keeps several accounts of a person side by side. */
  readonly platform: Platform | null;
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
  | 'rateReadAsFraction'
  | 'otherSheets';

export interface RosterMapping {
  readonly columns: readonly ColumnMapping[];
  readonly platform: PlatformGuess;
  readonly doubts: readonly MappingDoubt[];
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
    columns.find((c) => c.field === field && c.order === 0 && c.platform === null);
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

export interface AboutList {
  readonly filename: string;
  readonly sheet?: string | null;
  /** Further sheets of the workbook that look like lists. */
  readonly otherLists?: readonly string[];
}

/** Guesses what each column holds, from its header's words and from what its cells look like. */
export function guessMapping(
  headers: readonly string[],
  sampleRows: readonly (readonly string[])[],
  about: AboutList,
): RosterMapping {
  const guessed = headers.map((header, index): GuessedColumn => {
    const reading = readHeader(header);
    const cells = sampleRows.map((row) => row[index] ?? '');
    const most = reading?.field === 'followers' ? MOST_PEOPLE : undefined;
    const values = describeColumn(cells, powerOfHeader(header), most);
    return { index, header, reading, values, guess: guessColumn(reading, values) };
  });
  const homes = homesOf(guessed, platformMentioned(about.filename) ?? platformMentioned(about.sheet ?? ''));
  for (const ofOne of Map.groupBy(guessed, ({ index }) => homes?.of[index] ?? null).values()) {
    settleNames(ofOne);
    settleSums(ofOne);
    settleTwins(ofOne);
  }
  const columns = guessed.map(({ index, header, guess, values }): ColumnMapping => {
    return {
      index,
      header,
      ...guess,
      platform: isOfChannel(guess.field) ? (homes?.of[index] ?? null) : null,
      decimalMark: values.decimalMark,
      rateUnit: rateUnitOf(header, values, about.sheet != null),
      powerOfTen: isCount(guess.field) ? values.powerOfTen : 0,
    };
  });
  const values = guessed.map((column) => column.values);
  const platform: PlatformGuess = homes
    ? { platform: homes.main, confidence: 0.9, reason: 'header' }
    : guessPlatform(
        headers,
        columns,
        values.map((of) => of.addressesOf),
        about,
      );
  const doubts = doubtsOf(columns, values, platform);
  if (about.otherLists && about.otherLists.length > 0) doubts.push('otherSheets');
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
  for (const group of Map.groupBy(changed, ({ field, platform }) => `${field} ${platform ?? ''}`).values()) {
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
