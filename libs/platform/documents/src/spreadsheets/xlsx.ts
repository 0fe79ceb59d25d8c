import type { Cell } from 'write-excel-file/node';
import { minorDigits } from '#platform/kernel';
import { currencyOf, type Column, type Sheet } from './table.js';

/** What the file says of itself. */
export interface XlsxProperties {
  title: string;
  /** Stands as author and as the application's company: whoever gives the file out. */
  author: string;
  createdAt: Date;
}

type WriteXlsx = typeof import('write-excel-file/node').default;
type Feature = NonNullable<NonNullable<Parameters<WriteXlsx>[1]>['features']>[number];

const coreType = 'application/vnd.openxmlformats-package.core-properties+xml';
const appType = 'application/vnd.openxmlformats-officedocument.extended-properties+xml';
const coreRelation = 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties';
const appRelation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties';

/**
 * A workbook held in memory: for up to some 100,000 rows; longer lists leave as CSV. Text is written as text, so
 * nothing in it is ever run as a formula. The header row is bold and stays in sight.
 */
export async function writeXlsx<Row>(
  sheets: readonly Sheet<Row>[],
  properties: XlsxProperties,
): Promise<Buffer> {
  const { default: writeXlsxFile } = await import('write-excel-file/node');
  const pages = await Promise.all(sheets.map(sheetOf));
  return writeXlsxFile(pages, { features: [documentProperties(properties)] }).toBuffer();
}

async function sheetOf<Row>(sheet: Sheet<Row>) {
  const header: Cell[] = sheet.columns.map((column) => ({
    value: column.header,
    type: String,
    fontWeight: 'bold' as const,
    align: isFigure(column) ? ('right' as const) : ('left' as const),
    bottomBorderStyle: 'thin' as const,
    bottomBorderColor: '#b8bcc4',
  }));
  const data: Cell[][] = [header];
  for await (const row of sheet.rows) data.push(sheet.columns.map((column) => cellOf(column, row)));
  return {
    sheet: sheetName(sheet.name),
    data,
    columns: sheet.columns.map((column) => ({ width: column.width ?? widthOf(column) })),
    stickyRowsCount: 1,
    rightToLeft: sheet.dir === 'rtl',
  };
}

function cellOf<Row>(column: Column<Row>, row: Row): Cell {
  switch (column.type) {
    case 'text': {
      const value = column.value(row);
      return value == null || value === '' ? null : { value: writable(value), type: String };
    }
    case 'count':
      return figure(column.value(row), '#,##0');
    case 'percent':
      return figure(column.value(row), '0.00%');
    case 'money': {
      const currency = currencyOf(column, row);
      const digits = minorDigits(currency);
      const minor = column.value(row);
      const fraction = digits === 0 ? '' : `.${'0'.repeat(digits)}`;
      return figure(minor == null ? minor : Number(minor) / 10 ** digits, `#,##0${fraction}\\ "${currency}"`);
    }
    case 'date': {
      const day = column.value(row);
      return moment(day == null ? day : new Date(`${day}T00:00:00Z`), 'yyyy-mm-dd');
    }
    case 'dateTime':
      return moment(column.value(row), 'yyyy-mm-dd hh:mm');
  }
}

/** Not a number and not finite mean "not known", which is an empty cell. */
function figure(value: number | bigint | null | undefined, format: string): Cell {
  if (value == null || !Number.isFinite(Number(value))) return null;
  return { value: Number(value), type: Number, format };
}

function moment(value: Date | null | undefined, format: string): Cell {
  return value == null || Number.isNaN(value.getTime()) ? null : { value, type: Date, format };
}

function isFigure<Row>(column: Column<Row>): boolean {
  return column.type === 'count' || column.type === 'money' || column.type === 'percent';
}

const usualWidth = { text: 24, count: 12, money: 18, percent: 10, date: 12, dateTime: 18 };

function widthOf<Row>(column: Column<Row>): number {
  return Math.max(usualWidth[column.type], column.header.length + 2);
}

/** Excel refuses longer names, these signs, and an apostrophe at either end. */
function sheetName(name: string): string {
  const allowed = name
    .replace(/[[\]:*?/\\]/g, ' ')
    .replace(/^'+|'+$/g, '')
    .trim();
  return allowed.slice(0, 31) || '1';
}

/** A cell holds 32,767 signs; control signs are not XML and would make the file unreadable. */
function writable(text: string): string {
  return text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '').slice(0, 32_767);
}

function documentProperties({ title, author, createdAt }: XlsxProperties): Feature {
  const moment = `${createdAt.toISOString().slice(0, 19)}Z`;
  const core = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped(title)}</dc:title><dc:creator>${escaped(author)}</dc:creator><cp:lastModifiedBy>${escaped(author)}</cp:lastModifiedBy><dcterms:created xsi:type="dcterms:W3CDTF">${moment}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${moment}</dcterms:modified></cp:coreProperties>`;
  const app = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Company>${escaped(author)}</Company></Properties>`;
  return {
    files: {
      transform: {
        '[Content_Types].xml': {
          insert: () =>
            `<Override ContentType="${coreType}" PartName="/docProps/core.xml"/><Override ContentType="${appType}" PartName="/docProps/app.xml"/>`,
        },
        '_rels/.rels': {
          insert: () =>
            `<Relationship Id="rIdCore" Type="${coreRelation}" Target="docProps/core.xml"/><Relationship Id="rIdApp" Type="${appRelation}" Target="docProps/app.xml"/>`,
        },
      },
      write: { files: () => ({ 'docProps/core.xml': core, 'docProps/app.xml': app }) },
    },
  };
}

function escaped(text: string): string {
  return writable(text).replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
}
