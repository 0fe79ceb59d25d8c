/** One row as the file holds it. */
export interface RosterRow {
  /** As a spreadsheet numbers it, the header being row 1 where it is the first. */
  readonly row: number;
  /** The physical line where it begins. */
  readonly line: number;
  readonly cells: readonly string[];
  /** What is wrong with the row as a whole. */
  readonly broken?: 'quoteBroken';
}
