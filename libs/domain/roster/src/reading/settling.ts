import { type GuessedColumn, isNameField } from './column-guess.js';
import { agreement } from './column-values.js';
import { isFigureField, platformMentioned, type RosterField } from './fields.js';
import { headerKey } from './header-words.js';

/** Of columns that all speak of a name, the one whose cells are handles is the handle. */
export function settleNames(columns: readonly GuessedColumn[]): void {
  const named = columns.filter(({ guess }) => isNameField(guess.field));
  const hasAddresses = columns.some(({ guess }) => guess.field === 'profileUrl');
  const scoreOf = ({ reading, values }: GuessedColumn): number => {
    const header = reading?.field === 'handle' ? (reading.certainty >= 0.9 ? 0.6 : 0.15) : -0.3;
    const { handles, urls, mentions } = values;
    if (header < 0 && hasAddresses && mentions <= 0.5) return -1;
    return Math.max(handles, urls, mentions > 0.5 ? 1 : 0) + header;
  };
  const best = named.toSorted((a, b) => scoreOf(b) - scoreOf(a))[0];
  const handle = best && scoreOf(best) >= 0.6 ? best : undefined;
  const home = handle ? platformMentioned(handle.header) : null;
  for (const column of named) {
    const { guess, header } = column;
    const field: RosterField = column === handle ? 'handle' : 'displayName';
    const elsewhere = platformMentioned(header);
    const isNoName = (home && elsewhere && elsewhere !== home) || /\bid$/.test(headerKey(header));
    if (column !== handle && isNoName)
      Object.assign(guess, { field: 'ignore', reason: 'fieldTaken', confidence: 0.7 });
    else if (guess.field !== field) Object.assign(guess, { field, reason: 'values', confidence: 0.75 });
  }
  if (named.length > 0) return;
  const unnamed = columns.find(({ guess, values: { handles, figures, known, distinct, numbers } }) => {
    const tellsApart = known >= 0.8 * numbers.length && distinct >= 0.8 * known;
    return guess.reason === 'unknownHeader' && handles >= 0.9 && figures < 0.5 && tellsApart;
  });
  if (unnamed) Object.assign(unnamed.guess, { field: 'handle', reason: 'values', confidence: 0.5 });
}

/** `Likes` and `Views` alone: sums where they dwarf the followers, averages otherwise. */
export function settleSums(columns: readonly GuessedColumn[]): void {
  const followers = columns.find(({ guess }) => guess.field === 'followers');
  if (!followers) return;
  for (const { guess, reading, values } of columns) {
    const isSettled = (reading?.certainty ?? 1) >= 0.6;
    if (isSettled || (guess.field !== 'avgViews' && guess.field !== 'avgLikes')) continue;
    const ratios = values.numbers
      .map((value, row) => (value == null ? NaN : value / (followers.values.numbers[row] ?? NaN)))
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
    const median = ratios[Math.floor(ratios.length / 2)] ?? 0;
    if (median > (guess.field === 'avgViews' ? 5 : 2))
      guess.field = guess.field === 'avgViews' ? 'totalViews' : 'totalLikes';
    guess.reason = 'values';
  }
}

/** Columns that come twice: the exact number leads and the short text stands in; another figure keeps out. */
export function settleTwins(columns: readonly GuessedColumn[]): void {
  for (const [field, twins] of Map.groupBy(columns, ({ guess }) => guess.field)) {
    if (field === 'ignore' || twins.length < 2) continue;
    const ordered = twins.toSorted(
      (a, b) =>
        b.guess.confidence - a.guess.confidence ||
        b.values.exactFigures - a.values.exactFigures ||
        b.values.countryNames - a.values.countryNames ||
        a.index - b.index,
    );
    const lead = leadOf(ordered);
    ordered
      .filter((column) => column !== lead)
      .forEach((column, place) => {
        column.guess.order = place + 1;
        if (!isFigureField(field)) return;
        if (isTwin(lead, column)) column.guess.reason = 'twin';
        else
          Object.assign(column.guess, { field: 'ignore', reason: 'fieldTaken', confidence: 0.5, order: 0 });
      });
  }
}

/** The exact one, unless it tells another figure than the first of its name, which then counts. */
function leadOf(ordered: readonly GuessedColumn[]): GuessedColumn {
  const exact = ordered[0]!;
  const equals = ordered.filter(({ guess }) => guess.confidence === exact.guess.confidence);
  const first = equals.reduce((a, b) => (b.index < a.index ? b : a));
  const areFigures = first.values.figures >= 0.5 && exact.values.figures >= 0.5;
  return areFigures && agreement(first.values, exact.values) < 0.5 ? first : exact;
}

function isTwin(lead: GuessedColumn, column: GuessedColumn): boolean {
  const sameHeader = headerKey(lead.header) === headerKey(column.header);
  const unknown = column.values.figures === 0 || lead.values.figures === 0;
  return (sameHeader && unknown) || agreement(lead.values, column.values) >= (sameHeader ? 0.5 : 0.8);
}
