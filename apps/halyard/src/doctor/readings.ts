import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { readPdf } from '#platform/documents';

const DEPTH = 3;

/** Everything that a finder could read in `bytes`: as it stands, and decoded from whatever it is wrapped in. */
export async function readings(bytes: Buffer, depth = DEPTH): Promise<string[]> {
  const raw = bytes.toString('latin1');
  const found = [raw, bytes.toString('utf8')];
  if (depth === 0) return found;
  const inner: Buffer[] = [];
  if (raw.startsWith('\x1f\x8b')) inner.push(...unpacked(() => gunzipSync(bytes)));
  if (raw.startsWith('PK\x03\x04')) inner.push(...unzipped(bytes));
  if (raw.startsWith('\x89PNG\r\n\x1a\n')) inner.push(...packedTexts(bytes));
  if (raw.startsWith('%PDF-')) {
    const { info, text, streams } = await readPdf(bytes);
    found.push(JSON.stringify(info), text, ...streams);
    return found;
  }
  const binary = raw.includes('\0');
  for (const [run] of binary
    ? []
    : raw.matchAll(/[A-Za-z0-9+/_-]{16,}(?:\r?\n[A-Za-z0-9+/_-]{4,})*={0,2}/g)) {
    const decoded = Buffer.from(run.replace(/\s/g, ''), 'base64');
    // Words and addresses decode to noise; what decodes to text or to a known container was encoded on purpose.
    if (
      /^(?:[\t\r\n\x20-\x7e\xc2-\xf4][\t\r\n\x20-\x7e\x80-\xf4]{7}|\x1f\x8b|PK\x03\x04|%PDF-)/.test(
        decoded.toString('latin1'),
      )
    )
      inner.push(decoded);
  }
  if (/=[0-9A-F]{2}|=\r?\n/.test(raw)) found.push(unquoted(raw));
  if (/%[0-9a-f]{2}/i.test(raw))
    found.push(raw.replace(/%([0-9a-f]{2})/gi, (_all, hex: string) => byte(hex)));
  if (/&#/.test(raw)) found.push(unescaped(raw));
  for (const one of inner) found.push(...(await readings(one, depth - 1)));
  return found;
}

function byte(hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

function unquoted(raw: string): string {
  return raw.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_all, hex: string) => byte(hex));
}

function unescaped(raw: string): string {
  return raw
    .replace(/&#x([0-9a-f]{1,6});/gi, (_all, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replace(/&#(\d{1,7});/g, (_all, digits: string) => String.fromCodePoint(Number(digits)));
}

/** The members of a zip file, by its central directory, with their names. */
function unzipped(zip: Buffer): Buffer[] {
  const found: Buffer[] = [];
  let at = zip.indexOf('PK\x01\x02', 0, 'latin1');
  while (at >= 0 && at + 46 <= zip.length && zip.readUInt32LE(at) === 0x02014b50) {
    const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [name, extra, comment] = [
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
    ];
    const local = zip.readUInt32LE(at + 42);
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(from, from + size);
    found.push(
      zip.subarray(at + 46, at + 46 + name + extra + comment),
      ...(method === 8 ? unpacked(() => inflateRawSync(packed)) : [packed]),
    );
    at += 46 + name + extra + comment;
  }
  return found;
}

/** A picture's texts that are packed (PNG, 11.3.3): pairs of a keyword and what a program says of itself. */
function packedTexts(png: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 8; at + 12 <= png.length;) {
    const length = png.readUInt32BE(at);
    const data = png.subarray(at + 8, at + 8 + length);
    const kind = png.toString('latin1', at + 4, at + 8);
    if (kind === 'zTXt' || kind === 'iTXt' || kind === 'iCCP') {
      // Where the packed part begins depends on the kind: it is the first place from which it can be unpacked.
      const begin = data.indexOf(0x78, data.indexOf(0) + 1);
      if (begin > 0) found.push(...unpacked(() => inflateSync(data.subarray(begin))));
    }
    at += 12 + length;
  }
  return found;
}

/** What is broken tells nothing that could be read. */
function unpacked(read: () => Buffer): Buffer[] {
  try {
    return [read()];
  } catch {
    return [];
  }
}
