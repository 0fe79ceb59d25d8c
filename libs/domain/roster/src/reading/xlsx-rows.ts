import { inflateRawSync } from 'node:zlib';
import { invalid } from '#platform/kernel';
import type { RosterRow } from './roster-row.js';

/** A workbook is read whole, so its size is bounded; longer lists come as CSV, which streams. */
export const LARGEST_WORKBOOK_BYTES = 20 * 1024 * 1024;
const LARGEST_UNPACKED_BYTES = 100 * 1024 * 1024;
const MOST_ENTRIES = 2_000;
/** Columns past ZZ are a stray cell, which would make each row thousands of cells wide. */
const STRAY_CELL = /<c\s[^>]*?\br="([A-Z]{3,})\d+"/;

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly offset: number;
}

const notAWorkbook = (filename: string): Error =>
  invalid('roster_file_not_a_list', { filename, found: 'application/zip' });
const tooLargeAWorkbook = (filename: string): Error =>
  invalid('roster_workbook_too_large', { filename, limitBytes: LARGEST_WORKBOOK_BYTES });

/** What the archive's own directory says it holds. */
function zipEntries(file: Buffer, filename: string): ZipEntry[] {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > file.length) throw notAWorkbook(filename);
  const count = file.readUInt16LE(end + 10);
  if (count > MOST_ENTRIES) throw tooLargeAWorkbook(filename);
  const entries: ZipEntry[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== 0x02014b50) throw notAWorkbook(filename);
    const nameLength = file.readUInt16LE(at + 28);
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + nameLength),
      method: file.readUInt16LE(at + 10),
      packedBytes: file.readUInt32LE(at + 20),
      unpackedBytes: file.readUInt32LE(at + 24),
      offset: file.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

/** Unpacks an entry, and refuses one that is larger than the directory said. */
function unpack(file: Buffer, entry: ZipEntry, filename: string): Buffer {
  if (entry.offset + 30 > file.length) throw notAWorkbook(filename);
  const start =
    entry.offset + 30 + file.readUInt16LE(entry.offset + 26) + file.readUInt16LE(entry.offset + 28);
  const packed = file.subarray(start, start + entry.packedBytes);
  if (entry.method === 0) return packed;
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(entry.unpackedBytes, 1) });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLargeAWorkbook(filename);
    throw notAWorkbook(filename);
  }
}

/** Refuses archives that are no workbook, or that would unpack to more than memory should hold. */
function guardWorkbook(file: Buffer, filename: string): void {
  const entries = zipEntries(file, filename);
  if (!entries.some((entry) => entry.name === 'xl/workbook.xml')) throw notAWorkbook(filename);
  let unpackedBytes = 0;
  for (const entry of entries) {
    if (!/\.(?:xml|rels)$/i.test(entry.name)) continue;
    unpackedBytes += entry.unpackedBytes;
    if (unpackedBytes > LARGEST_UNPACKED_BYTES) throw tooLargeAWorkbook(filename);
    const content = unpack(file, entry, filename);
    if (!entry.name.startsWith('xl/worksheets/')) continue;
    const stray = STRAY_CELL.exec(content.toString('latin1'));
    if (stray) throw invalid('roster_workbook_too_wide', { filename, column: stray[1] });
  }
}

/** A number as the workbook holds it, without the dust of binary fractions past its fifteenth digit. */
function plainNumber(written: string): string {
  return written.replace(/[^\d]/g, '').length > 15 || /e/i.test(written)
    ? String(Number(Number(written).toPrecision(15)))
    : written;
}

function cellText(value: unknown): string {
  if (value == null) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return String(value);
}

export interface SheetRows {
  readonly sheet: string;
  readonly rows: RosterRow[];
}

/** Every sheet of a workbook that holds anything, as rows of text under their true row numbers. */
export async function readWorkbook(file: Buffer, filename: string): Promise<SheetRows[]> {
  if (file.length > LARGEST_WORKBOOK_BYTES) throw tooLargeAWorkbook(filename);
  guardWorkbook(file, filename);
  let sheets;
  try {
    // A hundred modules that only a workbook needs.
    const { default: readXlsxFile } = await import('read-excel-file/node');
    sheets = await readXlsxFile<string>(file, { parseNumber: plainNumber, trim: false });
  } catch (error) {
    throw invalid('roster_workbook_broken', {
      filename,
      detail: error instanceof Error ? error.message : '',
    });
  }
  return sheets
    .map(({ sheet, data }) => ({
      sheet,
      rows: data.flatMap((cells, index): RosterRow[] => {
        const texts = cells.map(cellText);
        return texts.every((text) => text.trim() === '')
          ? []
          : [{ row: index + 1, line: index + 1, cells: texts }];
      }),
    }))
    .filter(({ rows }) => rows.length > 0);
}
