import { isAscii } from 'node:buffer';
import iconv from 'iconv-lite';
import { invalid } from '#platform/kernel';
import { guessEncoding } from './encoding-guess.js';
import { byteOrderMark, unmarkedUtf16 } from './file-kind.js';

/** Bytes with the first letter beyond ASCII that are gathered before the encoding is judged. */
const ENOUGH_TO_JUDGE = 65_536;
/** Single-byte encodings are told from the lines that need them; more of those tell no more. */
const SAMPLE_BYTES = 8_192;

interface Decoder {
  write(bytes: Uint8Array): string;
  end(): string;
}

/**
 * Turns a file's bytes into text while they come in. As long as all is ASCII nothing needs to be known;
 * the encoding is judged where the first other byte comes.
 */
export class TextDecoding {
  private decoder: Decoder | null = null;
  private pending: Uint8Array[] = [];
  private pendingBytes = 0;
  private first = true;
  /** `utf-8 (letters lost)`: broken before it reached us; what could not be read shows as U+FFFD. */
  encoding = 'utf-8';

  constructor(forced?: string | null) {
    if (forced == null) return;
    if (!iconv.encodingExists(forced)) throw invalid('roster_encoding_unknown', { encoding: forced });
    this.use(forced.toLowerCase());
  }

  write(bytes: Uint8Array): string {
    if (this.first) {
      this.first = false;
      const mark = byteOrderMark(bytes);
      if (this.decoder === null) {
        const declared = mark?.encoding ?? unmarkedUtf16(bytes);
        if (declared) this.use(declared);
      }
      if (mark && this.encoding === mark.encoding) bytes = bytes.subarray(mark.length);
    }
    if (this.decoder) return this.decoder.write(bytes);
    if (this.pendingBytes === 0 && isAscii(bytes))
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    this.pending.push(bytes);
    this.pendingBytes += bytes.length;
    return this.pendingBytes < ENOUGH_TO_JUDGE ? '' : this.judge();
  }

  end(): string {
    const rest = this.pendingBytes > 0 ? this.judge() : '';
    return rest + (this.decoder?.end() ?? '');
  }

  private judge(): string {
    const bytes = Buffer.concat(this.pending);
    this.pending = [];
    this.pendingBytes = 0;
    this.use(judgeEncoding(bytes));
    return this.decoder!.write(bytes);
  }

  private use(encoding: string): void {
    this.encoding = encoding;
    if (/^utf-?(?:8|16)/.test(encoding)) {
      const decoder = new TextDecoder(encoding.replace(/ .*/, ''), { ignoreBOM: true });
      this.decoder = {
        write: (bytes) => decoder.decode(bytes, { stream: true }),
        end: () => decoder.decode(),
      };
      return;
    }
    const decoder = iconv.getDecoder(encoding);
    this.decoder = { write: (bytes) => decoder.write(Buffer.from(bytes)), end: () => decoder.end() ?? '' };
  }
}

/** UTF-8 where it is valid, or was UTF-8 once; else what the letters look like. */
function judgeEncoding(bytes: Buffer): string {
  const { valid, broken, lost } = countUtf8(bytes);
  if (broken === 0) return lost > 0 ? LOSSY_UTF8 : 'utf-8';
  if (lost > 0 || valid > 3 * broken) return LOSSY_UTF8;
  return guessEncoding(linesBeyondAscii(bytes));
}

const LOSSY_UTF8 = 'utf-8 (letters lost)';

/** Sequences of several bytes that are valid UTF-8, bytes that are not, and U+FFFD written as UTF-8 by an earlier program. */
function countUtf8(bytes: Buffer): { valid: number; broken: number; lost: number } {
  let valid = 0;
  let broken = 0;
  let lost = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i]!;
    if (lead < 0x80) continue;
    const length =
      lead >= 0xc2 && lead <= 0xdf
        ? 2
        : lead >= 0xe0 && lead <= 0xef
          ? 3
          : lead >= 0xf0 && lead <= 0xf4
            ? 4
            : 0;
    let k = 1;
    while (k < length && i + k < bytes.length && (bytes[i + k]! & 0xc0) === 0x80) k++;
    if (length > 0 && k < length && i + k === bytes.length) break;
    if (length === 0 || k < length) {
      broken++;
      continue;
    }
    if (lead === 0xef && bytes[i + 1] === 0xbf && bytes[i + 2] === 0xbd) lost++;
    else valid++;
    i += length - 1;
  }
  return { valid, broken, lost };
}

function linesBeyondAscii(bytes: Buffer): Buffer {
  const lines: Buffer[] = [];
  let size = 0;
  for (let start = 0; start < bytes.length && size < SAMPLE_BYTES;) {
    const newline = bytes.indexOf(10, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    const line = bytes.subarray(start, end);
    if (!isAscii(line)) {
      lines.push(line);
      size += line.length;
    }
    start = end;
  }
  return Buffer.concat(lines);
}
