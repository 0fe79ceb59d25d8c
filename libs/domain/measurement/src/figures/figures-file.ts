import Papa from 'papaparse';
import { type FieldError, invalid } from '#platform/kernel';
import { parseDecimal } from '#platform/web';
import { type Metric, METRICS } from './metrics.js';

/** One line of an uploaded list: which post, and what was read of it. */
export interface FiguresLine {
  readonly row: number;
  readonly deliverableId: string | null;
  readonly postUrl: string | null;
  readonly figures: Readonly<Partial<Record<Metric, number>>>;
  readonly hidden: readonly Metric[];
  readonly capturedOn: string | null;
}

const MOST_ROWS = 1_000;

/** Words that head a column, beside those of the label's own language. */
const HEADS: Readonly<Record<string, string>> = {
  id: 'id',
  deliverable: 'id',
  post: 'url',
  url: 'url',
  link: 'url',
  permalink: 'url',
  address: 'url',
  hidden: 'hidden',
  date: 'day',
  day: 'day',
  captured: 'day',
  plays: 'views',
  videoviews: 'views',
  saved: 'saves',
  bookmarks: 'saves',
  reposts: 'shares',
  retweets: 'shares',
  replies: 'comments',
  reactions: 'likes',
  ...Object.fromEntries(METRICS.map((metric) => [metric, metric])),
};

/**
 * Reads a list of figures: one line a post, named by its id or its address. Every fault is told with its row, and a
 * list with one is not taken at all. `words` are further heads, in the reader's language.
 */
export function readFiguresFile(
  text: string,
  words: Readonly<Record<string, string>>,
  locale: string,
): FiguresLine[] {
  const { data } = Papa.parse<string[]>(text.replace(/^\uFEFF/, '').trim(), { skipEmptyLines: 'greedy' });
  const [head = [], ...rows] = data;
  const known = {
    ...HEADS,
    ...Object.fromEntries(Object.entries(words).map(([word, column]) => [bare(word), column])),
  };
  const columns = head.map((cell) => known[bare(cell)] ?? null);
  if (!columns.includes('id') && !columns.includes('url')) throw fault('no_post_column');
  if (!METRICS.some((metric) => columns.includes(metric))) throw fault('no_figure_column');
  if (rows.length === 0) throw fault('no_rows');
  if (rows.length > MOST_ROWS) throw fault('too_many_rows', { maximum: MOST_ROWS });
  const faults: FieldError[] = [];
  const lines = rows.map((cells, index) => lineOf(cells, columns, index + 2, locale, faults));
  if (faults.length > 0) throw invalid('figures_file_faults', { count: faults.length }, faults.slice(0, 50));
  return lines;
}

function lineOf(
  cells: readonly string[],
  columns: readonly (string | null)[],
  row: number,
  locale: string,
  faults: FieldError[],
): FiguresLine {
  const cell = (column: string) => cells[columns.indexOf(column)]?.trim() ?? '';
  const figures: Partial<Record<Metric, number>> = {};
  const hidden = METRICS.filter((metric) =>
    cell('hidden')
      .toLowerCase()
      .split(/[\s,;|]+/)
      .includes(metric),
  );
  for (const metric of METRICS) {
    const typed = columns.includes(metric) ? cell(metric) : '';
    // Spreadsheets write "not there" in many ways, and all of them mean that it is not known.
    if (typed === '' || /^(-|–|—|n\/?a|null|none)$/i.test(typed)) continue;
    if (/^(hidden|verborgen)$/i.test(typed)) {
      hidden.push(metric);
      continue;
    }
    const decimal = parseDecimal(typed, locale);
    const value = decimal === null ? NaN : Number(decimal);
    if (Number.isSafeInteger(value)) figures[metric] = value;
    else
      faults.push({
        path: `rows.${row}.${metric}`,
        code: 'row_not_a_count',
        params: { row, value: typed.slice(0, 40) },
      });
  }
  const day = cell('day').slice(0, 10);
  if (day !== '' && !/^\d{4}-\d\d-\d\d$/.test(day)) {
    faults.push({ path: `rows.${row}.day`, code: 'row_not_a_day', params: { row, value: day } });
  }
  const id = cell('id').toLowerCase();
  const deliverableId = /^[0-9a-f-]{36}$/.test(id) ? id : null;
  const postUrl = cell('url') || null;
  if (deliverableId === null && postUrl === null)
    faults.push({ path: `rows.${row}`, code: 'row_no_post', params: { row } });
  return { row, deliverableId, postUrl, figures, hidden, capturedOn: day || null };
}

function bare(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}]/gu, '');
}

function fault(code: string, params: Record<string, unknown> = {}) {
  return invalid('invalid_input', {}, [{ path: 'fileId', code, params }]);
}
