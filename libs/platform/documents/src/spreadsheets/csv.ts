import { Readable } from 'node:stream';
import { minorDigits } from '#platform/kernel';
import { currencyOf, type Column, type Table } from './table.js';

export interface CsvOptions {
  /** A byte order mark tells Excel that the file is UTF-8; other readers may choke on it. Default: true. */
  bom?: boolean;
  /** Whose spreadsheet opens it: Excel expects `;` where the decimal sign is a comma. Default: `en`. */
  locale?: string;
}

/** Rows are gathered into pieces of about this size: one write a row would be slow. */
const pieceChars = 32_768;

/**
 * Streams a table as RFC 4180: CRLF, fields quoted where needed, rows taken only as fast as they are read.
 * Figures are plain (`1234.5`, no grouping, decimal point) so that any program reads them; ratios stay ratios.
 * Text that a spreadsheet would run as a formula gets a leading apostrophe, see `neutralised`.
 */
export function writeCsv<Row>(table: Table<Row>, options: CsvOptions = {}): Readable {
  return Readable.from(pieces(table, options), { objectMode: false });
}

async function* pieces<Row>(table: Table<Row>, options: CsvOptions): AsyncGenerator<Buffer> {
  const delimiter = delimiterIn(options.locale ?? 'en');
  const line = (cells: string[]) => `${cells.map((cell) => quoted(cell, delimiter)).join(delimiter)}\r\n`;
  let piece = options.bom === false ? '' : '\uFEFF';
  piece += line(table.columns.map((column) => neutralised(column.header)));
  for await (const row of table.rows) {
    piece += line(table.columns.map((column) => cellOf(column, row)));
    if (piece.length < pieceChars) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece) yield Buffer.from(piece);
}

function cellOf<Row>(column: Column<Row>, row: Row): string {
  switch (column.type) {
    case 'text':
    case 'date':
      return neutralised(column.value(row) ?? '');
    case 'count':
    case 'percent':
      return plain(column.value(row));
    case 'money':
      return decimal(column.value(row), currencyOf(column, row));
    case 'dateTime':
      return column.value(row)?.toISOString() ?? '';
  }
}

/** Not a number and not finite mean "not known", which is an empty cell. */
function plain(value: number | bigint | null | undefined): string {
  if (value == null || (typeof value === 'number' && !Number.isFinite(value))) return '';
  return String(value);
}

function decimal(minor: number | bigint | null | undefined, currency: string): string {
  if (minor == null || (typeof minor === 'number' && !Number.isFinite(minor))) return '';
  const digits = minorDigits(currency);
  const amount = BigInt(minor);
  const figures = String(amount < 0n ? -amount : amount).padStart(digits + 1, '0');
  const whole = figures.slice(0, figures.length - digits);
  const sign = amount < 0n ? '-' : '';
  return digits === 0 ? `${sign}${whole}` : `${sign}${whole}.${figures.slice(-digits)}`;
}

const startsFormula = /^\s*[=+\-@＝＋－＠\t\r\n]/;
const number = /^[+-]?\d+(?:[.,' \u00a0\u202f]\d+)*\s?%?$/;

/**
 * Puts an apostrophe before text that a spreadsheet would take for a formula: text whose first sign, past white
 * space, is `=`, `+`, `-` or `@` (or its full-width twin), or that begins with a tab or a line break. Numbers and
 * telephone numbers such as `-5` and `+49 30 1234` stay as they are.
 */
export function neutralised(text: string): string {
  return startsFormula.test(text) && !number.test(text) ? `'${text}` : text;
}

function delimiterIn(locale: string): ',' | ';' {
  const parts = new Intl.NumberFormat(locale).formatToParts(1.5);
  return parts.find(({ type }) => type === 'decimal')?.value === ',' ? ';' : ',';
}

function quoted(cell: string, delimiter: string): string {
  const needsQuotes = cell.includes(delimiter) || /["\r\n]|^\s|\s$/.test(cell);
  return needsQuotes ? `"${cell.replaceAll('"', '""')}"` : cell;
}
