import {
  type RejectReason,
  REJECT_MESSAGES,
  type RowError,
  type RowNote,
  type RowWarning,
  WARN_MESSAGES,
  type WarnReason,
} from './creator.js';
import type { ColumnMapping } from './mapping.js';
import { detached } from './remembered.js';
import type { RosterRow } from './roster-row.js';

const NO_WARNINGS: readonly RowWarning[] = Object.freeze([]);
const NO_ERRORS: readonly RowError[] = Object.freeze([]);
/** Longer texts are no name, place or address. */
const LONGEST_TEXT = 200;

/** The row in hand, and what was found about it; one object serves all rows of a list. */
export class RowNotes {
  row!: RosterRow;
  private found: { errors: RowError[] | null; warnings: RowWarning[] | null } = {
    errors: null,
    warnings: null,
  };

  begin(row: RosterRow): void {
    this.row = row;
    this.found.errors = null;
    this.found.warnings = null;
  }

  get refused(): boolean {
    return this.found.errors !== null;
  }

  get errors(): readonly RowError[] {
    return this.found.errors ?? NO_ERRORS;
  }

  get warnings(): readonly RowWarning[] {
    return this.found.warnings ?? NO_WARNINGS;
  }

  cell(column: ColumnMapping): string {
    return this.row.cells[column.index] ?? '';
  }

  private note<R extends string>(
    column: ColumnMapping | null,
    value: string,
    reason: R,
    texts: Readonly<Record<R, string>>,
  ): RowNote<R> {
    const { row, line } = this.row;
    return {
      row,
      line,
      column: column?.header ?? '',
      value: detached(value.slice(0, LONGEST_TEXT)),
      reason,
      message: texts[reason],
    };
  }

  reject(column: ColumnMapping | null, value: string, reason: RejectReason): null {
    (this.found.errors ??= []).push(this.note(column, value, reason, REJECT_MESSAGES));
    return null;
  }

  warn(column: ColumnMapping | null, value: string, reason: WarnReason): null {
    (this.found.warnings ??= []).push(this.note(column, value, reason, WARN_MESSAGES));
    return null;
  }

  capped(column: ColumnMapping, text: string): string {
    if (text.length <= LONGEST_TEXT) return text;
    this.warn(column, text, 'tooLong');
    return text.slice(0, LONGEST_TEXT).toWellFormed();
  }
}
