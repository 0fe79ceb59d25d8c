import { parseFigure } from './figures.js';
import { isFigureField } from './fields.js';
import type { RosterMapping } from './mapping.js';
import { isMissingText, isMissing } from './missing.js';

/** Already as plain as it gets, and left as typed: `0.00` stays `0.00`. */
const PLAIN_FIGURE = /^\d+(?:\.\d+)?$/;

/**
 * A row in the columns of its own list, with plain figures: `475.8m` is `475800000`, `1.39%` is `1.39` and `1.00%` is `1.0`, `NaN` is empty.
 * Texts stay as the file has them; a figure that cannot be read stays too.
 */
export function toPlainRow(cells: readonly string[], mapping: RosterMapping): string[] {
  return mapping.columns.map((column) => {
    const raw = cells[column.index] ?? '';
    if (!isFigureField(column.field)) return isMissingText(raw) ? '' : raw;
    if (PLAIN_FIGURE.test(raw) && column.powerOfTen === 0) return raw;
    if (isMissing(raw)) return '';
    const figure = parseFigure(raw, {
      decimalMark: column.decimalMark,
      rate: column.field === 'engagementRate',
      powerOfTen: column.powerOfTen,
    });
    if (figure.state !== 'value') return figure.state === 'missing' ? '' : raw;
    return figure.percent && !figure.decimal.includes('.') ? `${figure.decimal}.0` : figure.decimal;
  });
}

/** One line of a comma-separated file as RFC 4180 has it, with its line end. */
export function toCsvLine(cells: readonly string[]): string {
  return (
    cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',') + '\r\n'
  );
}
