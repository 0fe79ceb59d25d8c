import type { RosterRow } from './roster-row.js';
import { parseFigure } from './figures.js';
import { readHeader } from './header-words.js';
import { cleanText } from './text.js';

export interface FoundHeader {
  readonly headers: readonly string[];
  /** How many of the first rows are above the data: titles, groups of columns, the header itself. */
  readonly rowsAbove: number;
  /** False where the list begins with data; its columns are then only numbered. */
  readonly written: boolean;
}

/** A header stands among the first rows, below a title at most. */
const SEARCHED_ROWS = 10;

const filled = (cells: readonly string[]): number => cells.filter((cell) => cell.trim() !== '').length;
const holdsFigure = (cells: readonly string[]): boolean =>
  cells.some((cell) => parseFigure(cell).state === 'value');
const known = (cells: readonly string[]): number =>
  cells.filter((cell) => readHeader(cleanText(cell)) !== null).length;

function widthOf(rows: readonly RosterRow[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** Cells of a group stand over the first of its columns; the others inherit it. */
function spread(cells: readonly string[], width: number): string[] {
  let group = '';
  return Array.from({ length: width }, (_, i) => (group = cleanText(cells[i] ?? '') || group));
}

function joined(above: readonly string[], below: readonly string[], width: number): string[] {
  const groups = spread(above, width);
  return Array.from({ length: width }, (_, i) => {
    const own = cleanText(below[i] ?? '');
    const group = groups[i]!;
    return own === '' ? group : group === '' || group === own ? own : `${group} ${own}`;
  });
}

/** Finds the header among the first rows by its words, joins one of two rows, and numbers the columns where there is none. */
export function findHeader(rows: readonly RosterRow[]): FoundHeader {
  const searched = rows.slice(0, SEARCHED_ROWS);
  let best = -1;
  let bestKnown = 0;
  searched.forEach(({ cells }, index) => {
    const words = known(cells);
    if (words > bestKnown && !holdsFigure(cells) && words * 4 >= filled(cells))
      [best, bestKnown] = [index, words];
  });
  const isOwnRow = best >= 0 && (bestKnown >= 2 || filled(searched[best]!.cells) <= 3);
  if (isOwnRow) return headerAt(searched, best);
  const first = searched[0]!.cells;
  const unlikeData = !holdsFigure(first) && searched.slice(1).some(({ cells }) => holdsFigure(cells));
  if (unlikeData) return { headers: named(first.map(cleanText), first.length), rowsAbove: 1, written: true };
  return { headers: named([], widthOf(rows)), rowsAbove: 0, written: false };
}

function headerAt(rows: readonly RosterRow[], at: number): FoundHeader {
  const { cells } = rows[at]!;
  const above = rows[at - 1]?.cells;
  const below = rows[at + 1]?.cells;
  const width = Math.max(cells.length, 1);
  if (above && filled(above) >= 2 && filled(above) < filled(cells) && !holdsFigure(above))
    return { headers: named(joined(above, cells, width), width), rowsAbove: at + 1, written: true };
  const isGroups = filled(cells) < cells.length;
  if (
    below &&
    isGroups &&
    filled(below) >= 2 &&
    !holdsFigure(below) &&
    rows.slice(at + 2).some((row) => holdsFigure(row.cells)) &&
    known(below) > 0
  ) {
    const both = Math.max(width, below.length);
    return { headers: named(joined(cells, below, both), both), rowsAbove: at + 2, written: true };
  }
  return { headers: named(cells.map(cleanText), width), rowsAbove: at + 1, written: true };
}

/** Columns without a name are numbered as a person counts them. */
function named(headers: readonly string[], width: number): string[] {
  return Array.from({ length: width }, (_, i) => headers[i] || `Column ${i + 1}`);
}
