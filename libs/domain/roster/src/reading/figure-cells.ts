import { type CountResult, parseFigure, toCount, toRatePpm } from './figures.js';
import type { RosterField } from './fields.js';
import type { ColumnMapping } from './mapping.js';
import { isMissing } from './missing.js';
import { NOT_QUICK, quickCount, quickRatePpm } from './quick-figures.js';
import type { RowNotes } from './row-notes.js';

const PPM_OF_100_PERCENT = 1_000_000;

type Columns = readonly ColumnMapping[];

/** Reads the figure that one or several columns hold for a field. */
export class FigureCells {
  constructor(private readonly notes: RowNotes) {}

  private parse(raw: string, column: ColumnMapping, field: RosterField, rounds: boolean): CountResult {
    if (field === 'engagementRate')
      return toRatePpm(parseFigure(raw, { decimalMark: column.decimalMark, rate: true }), column.rateUnit);
    return toCount(
      parseFigure(raw, { decimalMark: column.decimalMark, powerOfTen: column.powerOfTen }),
      rounds,
    );
  }

  private quickly(raw: string, column: ColumnMapping, field: RosterField): number {
    if (field !== 'engagementRate') return column.powerOfTen > 0 ? NOT_QUICK : quickCount(raw);
    const ppm = quickRatePpm(raw, column.rateUnit === 'percent');
    return ppm > PPM_OF_100_PERCENT ? NOT_QUICK : ppm;
  }

  private readCell(raw: string, column: ColumnMapping, field: RosterField, rounds: boolean): CountResult {
    const quick = this.quickly(raw, column, field);
    return quick === NOT_QUICK
      ? this.parse(raw, column, field, rounds)
      : { state: 'value', value: quick, rounded: false };
  }

  read(columns: Columns, field: RosterField, rounds: boolean): number | null {
    const column = columns[0]!;
    const raw = this.notes.cell(column);
    if (columns.length > 1)
      return this.readTwins(columns, field, rounds, raw, this.readCell(raw, column, field, rounds));
    if (raw === '') return null;
    const quick = this.quickly(raw, column, field);
    return quick === NOT_QUICK
      ? this.settled(this.parse(raw, column, field, rounds), column, field, raw)
      : quick;
  }

  private settled(
    result: CountResult,
    column: ColumnMapping,
    field: RosterField,
    raw: string,
  ): number | null {
    if (result.state === 'missing') return null;
    if (result.state === 'fault') {
      return field === 'rank'
        ? this.notes.warn(column, raw, 'rankUnreadable')
        : this.notes.reject(column, raw, result.fault);
    }
    if (result.rounded) this.notes.warn(column, raw, 'rounded');
    if (field === 'engagementRate' && result.value > PPM_OF_100_PERCENT)
      this.notes.warn(column, raw, 'rateImplausible');
    return result.value;
  }

  /** The exact number counts, unless only its twin can be read, or the twin shows that a zero was no figure at all. */
  private readTwins(
    columns: Columns,
    field: RosterField,
    rounds: boolean,
    raw: string,
    first: CountResult,
  ): number | null {
    const lead = columns[0]!;
    for (const column of columns.slice(1)) {
      const cell = this.notes.cell(column);
      if (first.state === 'value' && first.value === 0 && isMissing(cell))
        return this.notes.warn(lead, raw, 'zeroBesideEmpty');
      const twin = this.readCell(cell, column, field, rounds);
      if (twin.state !== 'value') continue;
      if (first.state === 'value') {
        if (Math.abs(first.value - twin.value) > 0.06 * Math.max(first.value, twin.value))
          this.notes.warn(lead, raw, 'twinsDisagree');
        continue;
      }
      if (first.state === 'fault') this.notes.warn(lead, raw, 'twinUnreadable');
      return this.settled(twin, column, field, cell);
    }
    return this.settled(first, lead, field, raw);
  }
}
