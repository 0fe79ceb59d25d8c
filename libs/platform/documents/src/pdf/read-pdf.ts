/** What a reader, or someone who takes the file apart, finds in a PDF. */
export interface PdfContent {
  pageCount: number;
  /** The information dictionary: Title, Author, Producer and so on. */
  info: Record<string, string>;
  lang: string | undefined;
  /** Text as drawn, in drawing order, for fonts that say which signs they draw. */
  text: string;
  /** Every stream, decoded, images left out: XMP, page content, font tables. */
  streams: string[];
}

/** Takes a PDF apart, to check what it tells: for tests and for the search for traces. */
export async function readPdf(pdf: Uint8Array): Promise<PdfContent> {
  const { partsOf } = await import('./parts.js');
  return partsOf(pdf);
}
