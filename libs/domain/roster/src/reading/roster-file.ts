import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { invalid } from '#platform/kernel';
import { CsvRecords, DELIMITERS, type Delimiter, guessDelimiter } from './csv-records.js';
import { TextDecoding } from './decoding.js';
import { HEAD_BYTES, type RosterFormat, detectFormat } from './file-kind.js';
import { findHeader } from './header-row.js';
import { readHeader } from './header-words.js';
import type { RosterRow } from './roster-row.js';
import { LARGEST_WORKBOOK_BYTES, type SheetRows, readWorkbook } from './xlsx-rows.js';

export type RosterSource =
  | { readonly path: string; readonly filename?: string }
  | { readonly stream: Readable; readonly filename: string };

/** What a person may say where the file was misjudged. */
export interface OpenOptions {
  readonly encoding?: string;
  readonly delimiter?: Delimiter;
  readonly sheet?: string;
}

/** A list that was opened: its header and first rows are known, the rest is read as it is asked for, once. */
export interface RosterFile {
  readonly filename: string;
  readonly format: RosterFormat;
  /** As far as was read; `utf-8 (letters lost)` where an earlier program broke the text. Null for workbooks. */
  readonly encoding: string | null;
  readonly delimiter: Delimiter | null;
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  /** Those of them that look like a list, besides the one that is read. */
  readonly otherLists: readonly string[];
  /** One line each, as a person reads them. */
  readonly headers: readonly string[];
  /** False where the list begins with data and the headers are only numbers. */
  readonly headerWritten: boolean;
  /** The first rows under the header, for guessing and for showing; they come again in `batches`. */
  readonly sample: readonly (readonly string[])[];
  /** For progress; the total is null for a stream. */
  readonly bytesRead: number;
  readonly bytesTotal: number | null;
  /** All data rows in order, in batches as they come off the disk. Close, or read to the end. */
  batches(): AsyncGenerator<readonly RosterRow[]>;
  /** The same rows one by one. */
  [Symbol.asyncIterator](): AsyncGenerator<RosterRow>;
  close(): Promise<void>;
}

const CHUNK_BYTES = 262_144;
/** Rows that are looked at before anything is guessed. */
const SAMPLE_ROWS = 300;

/** The source's bytes, counted, with what was peeked at still to come. */
class Bytes {
  private readonly chunks: AsyncIterator<Buffer>;
  private peeked: Buffer | null = null;
  read = 0;

  constructor(private readonly stream: Readable) {
    this.chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  async next(): Promise<Buffer | null> {
    if (this.peeked) {
      const peeked = this.peeked;
      this.peeked = null;
      return peeked;
    }
    const { value, done } = await this.chunks.next();
    if (done) return null;
    const chunk = typeof value === 'string' ? Buffer.from(value) : value;
    this.read += chunk.length;
    return chunk;
  }

  async peek(bytes: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let size = 0;
    for (let chunk = await this.next(); chunk !== null; chunk = await this.next()) {
      parts.push(chunk);
      size += chunk.length;
      if (size >= bytes) break;
    }
    const head = Buffer.concat(parts);
    this.peeked = head.length > 0 ? head : null;
    return head;
  }

  close(): void {
    this.stream.destroy();
  }
}

/**
 * Opens a creators' list: CSV of any separator and encoding, or XLSX, told by content and never by name.
 * Reads no more than the first rows; memory stays the same however long the list is (workbooks are bounded instead).
 */
export async function openRosterFile(source: RosterSource, options: OpenOptions = {}): Promise<RosterFile> {
  const filename = source.filename ?? ('path' in source ? basename(source.path) : '');
  let bytesTotal: number | null = null;
  if ('path' in source) {
    const found = await stat(source.path).catch(() => null);
    if (!found?.isFile()) throw invalid('roster_file_not_found', { filename });
    bytesTotal = found.size;
  }
  const bytes = new Bytes(
    'path' in source ? createReadStream(source.path, { highWaterMark: CHUNK_BYTES }) : source.stream,
  );
  try {
    const head = await bytes.peek(HEAD_BYTES);
    const format = await detectFormat(head.subarray(0, HEAD_BYTES), filename);
    const about = { filename, bytes, bytesTotal };
    return format === 'xlsx' ? await openWorkbook(about, options) : await openText(about, options);
  } catch (error) {
    bytes.close();
    throw error;
  }
}

interface Opened {
  readonly filename: string;
  readonly bytes: Bytes;
  readonly bytesTotal: number | null;
}

async function openWorkbook(
  { filename, bytes, bytesTotal }: Opened,
  options: OpenOptions,
): Promise<RosterFile> {
  const parts: Buffer[] = [];
  for (let chunk = await bytes.next(); chunk !== null; chunk = await bytes.next()) {
    parts.push(chunk);
    if (bytes.read > LARGEST_WORKBOOK_BYTES)
      throw invalid('roster_workbook_too_large', { filename, limitBytes: LARGEST_WORKBOOK_BYTES });
  }
  const sheets = await readWorkbook(Buffer.concat(parts), filename);
  const chosen = chooseSheet(sheets, options.sheet, filename);
  const otherLists = sheets
    .filter((sheet) => sheet !== chosen && looksLikeList(sheet))
    .map(({ sheet }) => sheet);
  async function* rest(): AsyncGenerator<readonly RosterRow[]> {}
  return rosterFile({
    filename,
    format: 'xlsx',
    encoding: () => null,
    delimiter: null,
    sheet: chosen.sheet,
    sheets: sheets.map(({ sheet }) => sheet),
    otherLists,
    first: chosen.rows,
    rest,
    bytes,
    bytesTotal,
  });
}

function looksLikeList({ rows }: SheetRows): boolean {
  const read = findHeader(rows).headers.map((header) => readHeader(header)?.field);
  const names = read.some((field) => field === 'handle' || field === 'profileUrl' || field === 'displayName');
  return rows.length > 1 && names && read.includes('followers');
}

/** The sheet whose header is understood best; the first of equals. */
function chooseSheet(sheets: readonly SheetRows[], asked: string | undefined, filename: string): SheetRows {
  if (asked !== undefined) {
    const found = sheets.find(({ sheet }) => sheet === asked);
    if (!found)
      throw invalid('roster_sheet_not_found', {
        filename,
        sheet: asked,
        sheets: sheets.map(({ sheet }) => sheet),
      });
    return found;
  }
  let best: SheetRows | null = null;
  let bestWords = -1;
  for (const candidate of sheets) {
    const words = findHeader(candidate.rows).headers.filter((header) => readHeader(header) !== null).length;
    if (candidate.rows.length > 1 && words > bestWords) [best, bestWords] = [candidate, words];
  }
  const chosen = best ?? sheets[0];
  if (!chosen) throw invalid('roster_file_empty', { filename });
  return chosen;
}

async function openText({ filename, bytes, bytesTotal }: Opened, options: OpenOptions): Promise<RosterFile> {
  const decoding = new TextDecoding(options.encoding);
  let ended = false;
  const nextText = async (): Promise<string> => {
    const chunk = await bytes.next();
    ended = chunk === null;
    return chunk === null ? decoding.end() : decoding.write(chunk);
  };
  let text = '';
  while (!ended && text.length < CHUNK_BYTES / 4) text += await nextText();
  const declared = /^sep=([,;\t|])\r?\n/i.exec(text);
  const start = declared ? text.slice(declared[0].length) : text;
  const said =
    options.delimiter ?? (DELIMITERS as readonly string[]).find((delimiter) => delimiter === declared?.[1]);
  const delimiter = (said as Delimiter | undefined) ?? guessDelimiter(start.replace(/\r\n?/g, '\n'), ended);
  const records = new CsvRecords(delimiter, declared ? 2 : 1);
  const first: RosterRow[] = records.push(start, ended);
  while (!ended && first.length < SAMPLE_ROWS) {
    const more = await nextText();
    first.push(...records.push(more, ended));
  }
  async function* rest(): AsyncGenerator<readonly RosterRow[]> {
    while (!ended) {
      const more = await nextText();
      const rows = records.push(more, ended);
      if (rows.length > 0) yield rows;
    }
  }
  return rosterFile({
    filename,
    format: 'csv',
    encoding: () => decoding.encoding,
    delimiter,
    sheet: null,
    sheets: [],
    otherLists: [],
    first,
    rest,
    bytes,
    bytesTotal,
  });
}

interface Parts extends Opened, Pick<RosterFile, 'format' | 'delimiter' | 'sheet' | 'sheets' | 'otherLists'> {
  readonly encoding: () => string | null;
  readonly first: RosterRow[];
  readonly rest: () => AsyncGenerator<readonly RosterRow[]>;
}

function rosterFile({ first, rest, bytes, encoding, ...about }: Parts): RosterFile {
  if (first.length === 0) throw invalid('roster_file_empty', { filename: about.filename });
  const { headers, rowsAbove, written } = findHeader(first.slice(0, SAMPLE_ROWS));
  const data = first.slice(rowsAbove);
  if (data.length === 0) throw invalid('roster_file_no_rows', { filename: about.filename });
  let given = false;
  async function* batches(): AsyncGenerator<readonly RosterRow[]> {
    if (given) throw new Error('A list is read once; open it again.');
    given = true;
    try {
      if (data.length > 0) yield data;
      yield* rest();
    } finally {
      bytes.close();
    }
  }
  return {
    ...about,
    get encoding() {
      return encoding();
    },
    headers,
    headerWritten: written,
    sample: data.slice(0, SAMPLE_ROWS).map(({ cells }) => cells),
    get bytesRead() {
      return bytes.read;
    },
    batches,
    async *[Symbol.asyncIterator]() {
      for await (const batch of batches()) yield* batch;
    },
    close: async () => bytes.close(),
  };
}
