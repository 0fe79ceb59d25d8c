import {
  decodePDFRawStream,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFString,
} from '@cantoo/pdf-lib';
import type { PdfContent } from './read-pdf.js';

/** See `readPdf`. */
export async function partsOf(pdf: Uint8Array): Promise<PdfContent> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const { context, catalog } = document;
  const streams = context
    .enumerateIndirectObjects()
    .map(([, object]) => object)
    .filter((object) => object instanceof PDFRawStream)
    .filter((stream) => stream.dict.get(PDFName.of('Subtype')) !== PDFName.of('Image'))
    .map(decoded);
  const info = context.trailerInfo.Info ? context.lookupMaybe(context.trailerInfo.Info, PDFDict) : undefined;
  const lang = catalog.lookup(PDFName.of('Lang'));
  return {
    pageCount: document.getPageCount(),
    info: Object.fromEntries(
      (info?.entries() ?? []).map(([name, value]) => [name.decodeText(), words(value) ?? String(value)]),
    ),
    lang: words(lang),
    text: document
      .getPages()
      .map((page) => drawnText(page.node))
      .join('\n'),
    streams,
  };
}

function words(value: unknown): string | undefined {
  return value instanceof PDFHexString || value instanceof PDFString ? value.decodeText() : undefined;
}

function decoded(stream: PDFRawStream): string {
  return Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1');
}

function drawnText(page: PDFDict): string {
  const fonts = signTables(page);
  const contents = page.lookup(PDFName.of('Contents'));
  const content = contents instanceof PDFRawStream ? decoded(contents) : '';
  let signs = new Map<number, string>();
  let text = '';
  for (const [, font, hex, end] of content.matchAll(/\/(\S+) [\d.]+ Tf|<([0-9a-fA-F]+)>|(\bET\b)/g)) {
    if (font) signs = fonts.get(font) ?? new Map();
    else if (hex)
      text += (hex.match(/.{4}/g) ?? []).map((code) => signs.get(Number.parseInt(code, 16)) ?? '').join('');
    else if (end) text += ' ';
  }
  return text.replace(/\s+/g, ' ').trim();
}

/** For each font of a page, glyph number to sign, from the font's own table. */
function signTables(page: PDFDict): Map<string, Map<number, string>> {
  const tables = new Map<string, Map<number, string>>();
  const resources = page.lookupMaybe(PDFName.of('Resources'), PDFDict);
  const fonts = resources?.lookupMaybe(PDFName.of('Font'), PDFDict);
  for (const [name] of fonts?.entries() ?? []) {
    const table = fonts?.lookupMaybe(name, PDFDict)?.lookup(PDFName.of('ToUnicode'));
    if (table instanceof PDFRawStream) tables.set(name.decodeText(), signsOf(decoded(table)));
  }
  return tables;
}

function signsOf(table: string): Map<number, string> {
  const signs = new Map<number, string>();
  const utf16 = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  for (const [, section = ''] of table.matchAll(/beginbfchar(.*?)endbfchar/gs)) {
    for (const [, from = '', to = ''] of section.matchAll(/<(\w+)>\s*<(\w+)>/g)) {
      signs.set(Number.parseInt(from, 16), utf16(to));
    }
  }
  for (const [, section = ''] of table.matchAll(/beginbfrange(.*?)endbfrange/gs)) {
    for (const [, from = '', to = '', first = ''] of section.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      const start = Number.parseInt(from, 16);
      for (let code = start; code <= Number.parseInt(to, 16); code += 1) {
        signs.set(code, String.fromCodePoint(Number.parseInt(first, 16) + code - start));
      }
    }
  }
  return signs;
}
