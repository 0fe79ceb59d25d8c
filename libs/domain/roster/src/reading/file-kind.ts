import { isUtf8 } from 'node:buffer';
import { fileTypeFromBuffer } from 'file-type';
import { invalid } from '#platform/kernel';

export type RosterFormat = 'csv' | 'xlsx';

/** Enough of a file to tell what it is. */
export const HEAD_BYTES = 4100;

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const startsWith = (head: Uint8Array, bytes: readonly number[]): boolean =>
  bytes.every((byte, i) => head[i] === byte);

export type ByteOrderMark = 'utf-8' | 'utf-16le' | 'utf-16be';

/** The encoding that a byte order mark declares, and the mark's length. */
export function byteOrderMark(head: Uint8Array): { encoding: ByteOrderMark; length: number } | null {
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return { encoding: 'utf-8', length: 3 };
  if (startsWith(head, [0xff, 0xfe])) return { encoding: 'utf-16le', length: 2 };
  if (startsWith(head, [0xfe, 0xff])) return { encoding: 'utf-16be', length: 2 };
  return null;
}

/** UTF-16 without a mark shows as a zero in every other byte of its ASCII letters. */
export function unmarkedUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pairs = Math.floor(Math.min(head.length, 2000) / 2);
  if (pairs < 4) return null;
  let zerosFirst = 0;
  let zerosSecond = 0;
  for (let i = 0; i < pairs * 2; i += 2) {
    if (head[i] === 0) zerosFirst++;
    if (head[i + 1] === 0) zerosSecond++;
  }
  if (zerosSecond > 0.4 * pairs && zerosFirst < 0.05 * pairs) return 'utf-16le';
  if (zerosFirst > 0.4 * pairs && zerosSecond < 0.05 * pairs) return 'utf-16be';
  return null;
}

/** Control characters that no text holds. */
function holdsBinary(head: Uint8Array): boolean {
  return head.some((byte) => byte < 9 || (byte > 13 && byte < 28) || byte === 0x7f);
}

/**
 * Tells a list from what only bears its name, by content alone.
 * What is neither a text nor an XLSX workbook is refused, and the error says what it is.
 */
export async function detectFormat(head: Uint8Array, filename: string): Promise<RosterFormat> {
  if (head.length === 0) throw invalid('roster_file_empty', { filename });
  if (startsWith(head, ZIP)) return 'xlsx';
  const found = byteOrderMark(head) ? undefined : await fileTypeFromBuffer(head);
  if (found?.mime === 'application/x-cfb')
    throw invalid('roster_file_is_old_excel', { filename, found: 'application/vnd.ms-excel' });
  if (found && !/^text\/(?:csv|plain)/.test(found.mime))
    throw invalid('roster_file_not_a_list', { filename, found: found.mime });
  if (byteOrderMark(head) || unmarkedUtf16(head)) return 'csv';
  if (holdsBinary(head))
    throw invalid('roster_file_not_a_list', { filename, found: 'application/octet-stream' });
  if (isUtf8(head) || head.length >= HEAD_BYTES) refuseMarkup(head, filename);
  return 'csv';
}

/** Web pages and JSON that were saved under a list's name. */
function refuseMarkup(head: Uint8Array, filename: string): void {
  const start = new TextDecoder().decode(head.subarray(0, 500)).trimStart();
  if (/^<(?:!doctype|html|head|body|table|meta|\?xml|!--)/i.test(start))
    throw invalid('roster_file_not_a_list', { filename, found: 'text/html' });
  if (/^(?:\{\s*"|\[\s*[[{])/.test(start))
    throw invalid('roster_file_not_a_list', { filename, found: 'application/json' });
  if (/^\{\\rtf/.test(start)) throw invalid('roster_file_not_a_list', { filename, found: 'application/rtf' });
}
