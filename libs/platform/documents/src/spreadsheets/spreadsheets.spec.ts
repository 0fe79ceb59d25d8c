import { buffer, text } from 'node:stream/consumers';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import Papa from 'papaparse';
import { readSheet } from 'read-excel-file/node';
import { writeCsv } from './csv.js';
import type { Column } from './table.js';
import { writeXlsx } from './xlsx.js';

interface Row {
  name: string | null;
  clicks: number | null;
  feeMinor: bigint | null;
  rate: number | null;
  day: string | null;
  at: Date | null;
}

const columns: Column<Row>[] = [
  { header: 'Creator', type: 'text', value: (row) => row.name },
  { header: 'Clicks', type: 'count', value: (row) => row.clicks },
  { header: 'Fee', type: 'money', currency: 'EUR', value: (row) => row.feeMinor },
  { header: 'Rate', type: 'percent', value: (row) => row.rate },
  { header: 'Day', type: 'date', value: (row) => row.day },
  { header: 'Paid at', type: 'dateTime', value: (row) => row.at },
];
const full: Row = {
  name: 'Zoë, "Z"',
  clicks: 1200,
  feeMinor: -5n,
  rate: 0.0139,
  day: '2026-03-31',
  at: new Date('2026-04-01T08:00:00Z'),
};
const unknown: Row = { name: null, clicks: null, feeMinor: null, rate: Number.NaN, day: null, at: null };

function names(values: string[]) {
  const column: Column<string> = { header: 'Name', type: 'text', value: (value) => value };
  return { columns: [column], rows: values };
}

describe('writeCsv', () => {
  it('quotes as RFC 4180 says, ends lines with CRLF, writes plain figures', async () => {
    const csv = (await buffer(writeCsv({ columns, rows: [full, unknown] }))).toString();
    expect(csv).toBe(
      '\uFEFFCreator,Clicks,Fee,Rate,Day,Paid at\r\n' +
        '"Zoë, ""Z""",1200,-0.05,0.0139,2026-03-31,2026-04-01T08:00:00.000Z\r\n' +
        ',,,,,\r\n',
    );
  });

  it('leaves the byte order mark out when asked', async () => {
    const csv = await text(writeCsv({ columns, rows: [] }, { bom: false }));
    expect(csv).toBe('Creator,Clicks,Fee,Rate,Day,Paid at\r\n');
  });

  it.each([
    ['de-DE', ';'],
    ['fr-FR', ';'],
    ['en-US', ','],
    ['ar-AE', ','],
    ['de-CH', ','],
  ])('is parted as spreadsheets of %s expect it', async (locale, delimiter) => {
    const csv = await text(writeCsv({ columns, rows: [] }, { bom: false, locale }));
    expect(csv).toBe(`Creator,Clicks,Fee,Rate,Day,Paid at\r\n`.replaceAll(',', delimiter));
  });

  it('puts an apostrophe before what a spreadsheet would run', async () => {
    const hostile = [
      '=1+1',
      '+cmd|x',
      '-2+3',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      ' =1',
      '＝1',
      '=HYPERLINK("http://x")',
    ];
    const csv = await text(writeCsv(names(hostile), { bom: false }));
    const rows = Papa.parse<string[]>(csv.trimEnd(), { newline: '\r\n' }).data.slice(1);
    expect(rows.map(([cell]) => cell)).toEqual(hostile.map((cell) => `'${cell}`));
  });

  it('leaves numbers and telephone numbers alone', async () => {
    const csv = await text(
      writeCsv(names(['-5', '+3.5', '-12,5 %', '+49 30 1234567', 'a=b', 'x@y.example']), { bom: false }),
    );
    expect(csv).not.toContain("'");
  });

  it('takes rows only as fast as they are read', async () => {
    let taken = 0;
    async function* endless() {
      for (;;) yield `row ${(taken += 1)}`;
    }
    const stream = writeCsv({ ...names([]), rows: endless() });
    for await (const piece of stream) {
      expect(String(piece)).toContain('row 1\r\n');
      break;
    }
    expect(taken).toBeLessThan(50_000);
  });

  it('fails the stream when the rows fail', async () => {
    async function* broken() {
      yield 'one';
      throw new Error('lost the database');
    }
    await expect(text(writeCsv({ ...names([]), rows: broken() }))).rejects.toThrow('lost the database');
  });
});

describe('writeXlsx', () => {
  const properties = {
    title: 'Payouts <May>',
    author: 'Puder & Licht',
    createdAt: new Date('2026-04-01T08:00:00Z'),
  };

  it('writes numbers, days and moments as what they are', async () => {
    const file = await writeXlsx([{ name: 'Payouts', columns, rows: [full, unknown] }], properties);
    const [header, first, second] = await readSheet(file);
    expect(header).toEqual(['Creator', 'Clicks', 'Fee', 'Rate', 'Day', 'Paid at']);
    expect(first?.slice(0, 5)).toEqual(['Zoë, "Z"', 1200, -0.05, 0.0139, new Date('2026-03-31T00:00:00Z')]);
    expect(Math.abs(Number(first?.[5]) - Number(full.at))).toBeLessThan(2);
    expect(second ?? [null]).toEqual(expect.arrayContaining([null]));
    expect(second?.every((cell) => cell === null) ?? true).toBe(true);
    const parts = unzipped(file);
    expect(parts['xl/styles.xml']).toContain('#,##0.00');
    expect(parts['xl/styles.xml']).toContain('EUR');
  });

  it('keeps a formula as text', async () => {
    const file = await writeXlsx([{ name: 'x', ...names(['=1+1']) }], properties);
    expect((await readSheet(file))[1]).toEqual(['=1+1']);
    expect(unzipped(file)['xl/worksheets/sheet1.xml']).not.toContain('<f>');
  });

  it('says that it comes from the giver and from no tool', async () => {
    const parts = unzipped(await writeXlsx([{ name: 'Payouts', columns, rows: [full] }], properties));
    expect(parts['docProps/core.xml']).toContain('<dc:creator>Puder &#38; Licht</dc:creator>');
    expect(parts['docProps/core.xml']).toContain('<dc:title>Payouts &#60;May&#62;</dc:title>');
    expect(parts['docProps/core.xml']).toContain('2026-04-01T08:00:00Z');
    expect(parts['docProps/app.xml']).toContain('<Company>Puder &#38; Licht</Company>');
    expect(parts['docProps/app.xml']).not.toContain('Application');
    expect(parts['[Content_Types].xml']).toContain('/docProps/core.xml');
    expect(parts['_rels/.rels']).toContain('docProps/app.xml');
    expect(JSON.stringify(parts)).not.toMatch(
      /write-excel|excel-file|catamphetamine|fflate|halyard|sheetjs/i,
    );
  });

  it('takes several sheets, with names that a spreadsheet accepts', async () => {
    const sheet = { columns, rows: [full] };
    const file = await writeXlsx(
      [
        { ...sheet, name: "'Q1/Q2: [all] of what was paid out to everyone'" },
        { ...sheet, name: 'عربي', dir: 'rtl' as const },
      ],
      properties,
    );
    const parts = unzipped(file);
    expect(parts['xl/workbook.xml']).toContain('name="Q1 Q2   all  of what was paid o"');
    expect(parts['xl/worksheets/sheet2.xml']).toContain('rightToLeft="1"');
  });
});

/** Reads a zip by its central directory. */
function unzipped(zip: Buffer): Record<string, string> {
  const parts: Record<string, string> = {};
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    const size = zip.readUInt32LE(at + 20);
    const [nameLength, extra, comment] = [
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
    ];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const body = zip.subarray(start, start + size);
    parts[name] = (zip.readUInt16LE(at + 10) === 0 ? body : inflateRawSync(body)).toString('utf8');
    at += 46 + nameLength + extra + comment;
  }
  return parts;
}
