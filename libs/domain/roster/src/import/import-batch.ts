import { setImmediate as breath } from 'node:timers/promises';
import { newIds } from '#platform/kernel';
import {
  type RosterCreator,
  type RosterRow,
  type RowError,
  type RowNormaliser,
  rosterKey,
} from '../reading/index.js';
import { vocabularyOf } from '../search-words.js';
import { copyLine } from './staged-row.js';

/** Rows of the list that are committed together. */
export const BATCH_ROWS = 2_000;

/** A few milliseconds of work. */
const ROWS_AT_A_STRETCH = 100;

/** A row, or a part of one, that a person should look at. */
export interface Remark extends Pick<RowError, 'row' | 'column' | 'value' | 'message'> {
  readonly reason: string;
  readonly kind: 'rejected' | 'duplicate';
}

/** One batch, read and judged; what is left to tell is what the roster holds already. */
export interface PreparedBatch {
  readonly number: number;
  readonly rows: number;
  readonly rejected: number;
  /** Doubles inside the batch. */
  readonly duplicates: number;
  readonly remarks: readonly Remark[];
  readonly lines: string;
  /** Some rows hold several accounts of a person. */
  readonly several: boolean;
  /** Words of its names and topics. */
  readonly words: ReadonlySet<string>;
}

export const derivedTwice = (row: number, value: string): Remark => ({
  row,
  column: '',
  value,
  reason: 'derivedTwice',
  message: 'Another row of the list has this name as well; the first was kept.',
  kind: 'duplicate',
});

/**
 * Reads rows into creators; of doubles the first stays, and takes from the others what it lacks. Lets others run in
 * between: the database's answers to the batch before are waiting.
 */
export async function prepareBatch(
  number: number,
  rows: readonly RosterRow[],
  normalise: RowNormaliser,
): Promise<PreparedBatch> {
  const kept = new Map<string, Kept>();
  const people: Kept[] = [];
  const remarks: Remark[] = [];
  let rejected = 0;
  let duplicates = 0;
  let read = 0;
  for (const row of rows) {
    if (++read % ROWS_AT_A_STRETCH === 0) await breath();
    const result = normalise(row);
    if (!result.ok) {
      rejected++;
      for (const error of result.errors) remarks.push({ ...error, kind: 'rejected' });
      continue;
    }
    const creator = result.creator.alsoOn.length === 0 ? result.creator : ledByLargest(result.creator);
    const key = rosterKey(creator);
    const first = kept.get(key);
    if (!first) {
      const person: Kept = { row: row.row, creator };
      people.push(person);
      kept.set(key, person);
      if (creator.alsoOn.length > 0)
        creator.alsoOn = creator.alsoOn.filter((account) => claim(kept, account, person));
      continue;
    }
    duplicates++;
    // Another account of somebody above: their rows are not one, and neither completes the other.
    if (rosterKey(first.creator) !== key) continue;
    if (creator.handleDerived || first.creator.handleDerived)
      remarks.push(derivedTwice(row.row, creator.displayName ?? creator.handle));
    else first.creator = completed(first.creator, creator);
  }
  let lines = '';
  const words = new Set<string>();
  const ids = newIds(people.length + kept.size);
  for (const { row, creator } of people) {
    if (++read % ROWS_AT_A_STRETCH === 0) await breath();
    const influencer = ids.pop()!;
    lines += copyLine(row, creator, { influencer, channel: ids.pop()! });
    for (const account of creator.alsoOn)
      lines += copyLine(row, account, { influencer, channel: ids.pop()! }, false);
    for (const word of vocabularyOf(creator.displayName ?? creator.handle, creator.categories))
      words.add(word);
  }
  const several = kept.size > people.length;
  return { number, rows: rows.length, rejected, duplicates, remarks, lines, words, several };
}

interface Kept {
  readonly row: number;
  creator: RosterCreator;
}

/** An account that somebody above has stays theirs. */
function claim(kept: Map<string, Kept>, account: RosterCreator, person: Kept): boolean {
  const key = rosterKey(account);
  if (kept.has(key)) return false;
  kept.set(key, person);
  return true;
}

/** The account with the most followers stands for the person. */
function ledByLargest(creator: RosterCreator): RosterCreator {
  const accounts = [creator, ...creator.alsoOn];
  const lead = accounts.reduce((a, b) => ((b.followers ?? -1) > (a.followers ?? -1) ? b : a));
  lead.alsoOn = accounts.filter((account) => account !== lead);
  return lead;
}

function completed(first: RosterCreator, other: RosterCreator): RosterCreator {
  const whole: Record<string, unknown> = { ...first };
  for (const [key, value] of Object.entries(other)) whole[key] ??= value;
  if (first.categories.length === 0) whole['categories'] = other.categories;
  return whole as unknown as RosterCreator;
}
