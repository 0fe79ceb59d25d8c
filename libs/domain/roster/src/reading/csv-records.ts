import Papa from 'papaparse';
import type { RosterRow } from './roster-row.js';

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** A record longer than this is a quotation mark that nobody closed. */
const LONGEST_RECORD = 131_072;
/** After a broken quotation mark parsing goes on in small steps, so that many of them stay cheap. */
const SMALL_STEP = 256;

interface Parsed {
  readonly data: string[][];
  readonly errors: readonly { readonly type: string; readonly row?: number; readonly index?: number }[];
  readonly meta: { readonly cursor: number };
}

function parse(text: string, delimiter: string, isLast: boolean, preview = 0): Parsed {
  const parser = new Papa.Parser({ delimiter, newline: '\n', preview });
  return parser.parse(text, 0, !isLast) as Parsed;
}

/** Rows of a comma-separated text as it comes in: true lines, lone broken quotation marks taken literally. */
export class CsvRecords {
  private text = '';
  private window = Infinity;
  private line: number;
  private record: number;
  private heldReturn = false;

  /** `firstRow`: the number of the first row it is given, where lines above were read already. */
  constructor(
    private readonly delimiter: Delimiter,
    firstRow = 1,
  ) {
    this.line = this.record = firstRow;
  }

  /** Takes more text, gives the rows that are complete. */
  push(text: string, isLast: boolean): RosterRow[] {
    this.text += this.unifyLineEnds(text, isLast);
    const rows: RosterRow[] = [];
    for (;;) {
      const whole = this.text.length <= this.window;
      const piece = whole ? this.text : this.text.slice(0, this.window);
      const atEnd = isLast && whole;
      if (piece === '') return rows;
      const parsed = parse(piece, this.delimiter, atEnd);
      const fault = parsed.errors.find((error) => error.type === 'Quotes');
      if (fault) {
        this.takeUntilFault(fault.row ?? 0, piece, rows);
        this.window = SMALL_STEP;
        continue;
      }
      this.take(parsed.data, piece.includes('"'), rows);
      this.text = this.text.slice(parsed.meta.cursor);
      if (parsed.meta.cursor > 0 && !whole) continue;
      if (atEnd || (parsed.meta.cursor > 0 && whole)) {
        this.window = Infinity;
        return rows;
      }
      if (this.text.length > LONGEST_RECORD && piece.length > LONGEST_RECORD) this.takeLineLiterally(rows);
      else if (whole) return rows;
      else this.window *= 2;
    }
  }

  /** Line ends become `\n`; one that a chunk cuts in two is held back. */
  private unifyLineEnds(text: string, isLast: boolean): string {
    let unified = this.heldReturn ? `\r${text}` : text;
    this.heldReturn = !isLast && unified.endsWith('\r');
    if (this.heldReturn) unified = unified.slice(0, -1);
    return unified.includes('\r') ? unified.replace(/\r\n?/g, '\n') : unified;
  }

  private take(data: readonly string[][], quoted: boolean, rows: RosterRow[]): void {
    for (const cells of data) {
      const line = this.line++;
      const row = this.record++;
      if (quoted) for (const cell of cells) this.line += lineBreaksIn(cell);
      if (!isBlank(cells)) rows.push({ row, line, cells });
    }
  }

  private takeUntilFault(faultyRow: number, piece: string, rows: RosterRow[]): void {
    if (faultyRow > 0) {
      const before = parse(piece, this.delimiter, false, faultyRow);
      this.take(before.data, true, rows);
      this.text = this.text.slice(before.meta.cursor);
    }
    this.takeLineLiterally(rows);
  }

  /** `"Weird Al" Yankovic,…`: the quotation marks of this line are letters. */
  private takeLineLiterally(rows: RosterRow[]): void {
    const end = this.text.indexOf('\n');
    const literal = end < 0 ? this.text : this.text.slice(0, end);
    this.text = end < 0 ? '' : this.text.slice(end + 1);
    const cells = literal.split(this.delimiter);
    const opensWithout = cells.some((cell) => /^"[^"]*$/.test(cell));
    const row = this.record++;
    const line = this.line++;
    if (!isBlank(cells))
      rows.push(opensWithout ? { row, line, cells, broken: 'quoteBroken' } : { row, line, cells });
  }
}

function lineBreaksIn(cell: string): number {
  let count = 0;
  for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count++;
  return count;
}

function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

/** The separator under which the first rows fall into the same number of cells, the header among them. */
export function guessDelimiter(text: string, isWhole: boolean): Delimiter {
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const widths = parse(text, delimiter, isWhole, 60)
      .data.filter((cells) => !isBlank(cells))
      .map((cells) => cells.length);
    const counts = new Map<number, number>();
    for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
    const [width = 1, times = 0] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
    if (width < 2) continue;
    const inHeader = widths.slice(0, 3).includes(width) ? 0.5 : 0;
    const score =
      times / widths.length + (widths[0] === width ? 0.25 : 0) + inHeader + Math.min(width, 99) / 10_000;
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}
