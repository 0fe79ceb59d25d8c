import { gunzipSync, inflateRawSync } from 'node:zlib';
import { readPdf } from '#platform/documents';

/** The engine's name and what its libraries are known by: nothing that leaves may hold one of these. */
export const TELLTALES: readonly string[] = [
  'halyard',
  'x-powered-by',
  'fastify',
  'nestjs',
  'nodemailer',
  '_NmP',
  'handlebars',
  'typeorm',
  'pg-boss',
  'pdf-lib',
  'exceljs',
  'sheetjs',
  'skia/pdf',
  'chromium',
  'headlesschrome',
  'node_modules',
];

const DEPTH = 3;

/** Everything that a finder could read in `bytes`: as it stands, and decoded from whatever it is wrapped in. */
export async function readings(bytes: Buffer, depth = DEPTH): Promise<string[]> {
  const raw = bytes.toString('latin1');
  const found = [raw, bytes.toString('utf8')];
  if (depth === 0) return found;
  const inner: Buffer[] = [];
  if (raw.startsWith('\x1f\x8b')) inner.push(gunzipSync(bytes));
  if (raw.startsWith('PK\x03\x04')) inner.push(...unzipped(bytes));
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

/** Which of `words` can be found in `bytes`, however they are wrapped. */
export async function traces(bytes: Buffer, words: readonly string[]): Promise<string[]> {
  const texts = (await readings(bytes)).map((text) => text.toLowerCase());
  return words.filter((word) => texts.some((text) => text.includes(word.toLowerCase())));
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
      method === 8 ? inflateRawSync(packed) : packed,
    );
    at += 46 + name + extra + comment;
  }
  return found;
}
