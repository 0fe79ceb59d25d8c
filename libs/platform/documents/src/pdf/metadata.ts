import { createHash } from 'node:crypto';
import { PDFDocument, PDFHeader, PDFHexString, PDFName, PDFRef, PDFString } from '@cantoo/pdf-lib';
import { PrintFailure, type PrintJob } from './print-job.js';

/**
 * Rewrites what a document says of its making: the author stands where the browser named itself, in the
 * information dictionary and in XMP, and the identifier follows from the job, so that equal jobs give equal bytes.
 */
export async function signMetadata(printed: Buffer, job: PrintJob, maxPages: number): Promise<Buffer> {
  const document = await PDFDocument.load(printed, { updateMetadata: false });
  if (document.getPageCount() > maxPages) {
    throw new PrintFailure(
      'tooManyPages',
      `${document.getPageCount()} pages, at most ${maxPages} are printed.`,
    );
  }
  const { context, catalog } = document;
  const keywords = job.keywords ?? [];
  const info = context.obj({
    Title: PDFHexString.fromText(job.title),
    Author: PDFHexString.fromText(job.author),
    Subject: PDFHexString.fromText(job.subject),
    Creator: PDFHexString.fromText(job.author),
    Producer: PDFHexString.fromText(job.author),
    CreationDate: PDFString.fromDate(job.createdAt),
    ModDate: PDFString.fromDate(job.createdAt),
    ...(keywords.length > 0 ? { Keywords: PDFHexString.fromText(keywords.join(', ')) } : {}),
  });
  const former = context.trailerInfo.Info;
  if (former instanceof PDFRef) context.delete(former);
  context.trailerInfo.Info = context.register(info);

  const xmp = context.stream(xmpOf(job), { Type: 'Metadata', Subtype: 'XML' });
  catalog.set(PDFName.of('Metadata'), context.register(xmp));
  catalog.set(PDFName.of('Lang'), PDFString.of(job.lang));
  catalog.getOrCreateViewerPreferences().setDisplayDocTitle(true);
  const id = PDFHexString.of(identify(job));
  context.trailerInfo.ID = context.obj([id, id]);
  // Objects are packed into streams below, which readers look for from 1.5 on.
  context.header = PDFHeader.forVersion(1, 7);
  return Buffer.from(await document.save({ addDefaultPage: false, updateFieldAppearances: false }));
}

function identify(job: PrintJob): string {
  const facts = [
    job.html,
    job.title,
    job.author,
    job.lang,
    job.createdAt.toISOString(),
    job.footerHtml ?? '',
  ];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32);
}

function xmpOf(job: PrintJob): Buffer {
  const text = (value: string) =>
    value
      .replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`)
      .replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, '');
  const date = job.createdAt.toISOString();
  const author = text(job.author);
  const alternative = (value: string) =>
    `<rdf:Alt><rdf:li xml:lang="x-default">${text(value)}</rdf:li></rdf:Alt>`;
  return Buffer.from(
    `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title>${alternative(job.title)}</dc:title>
<dc:creator><rdf:Seq><rdf:li>${author}</rdf:li></rdf:Seq></dc:creator>
<dc:description>${alternative(job.subject)}</dc:description>
<dc:language><rdf:Bag><rdf:li>${text(job.lang)}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>${author}</xmp:CreatorTool><xmp:CreateDate>${date}</xmp:CreateDate><xmp:ModifyDate>${date}</xmp:ModifyDate>
<pdf:Producer>${author}</pdf:Producer><pdf:Keywords>${text((job.keywords ?? []).join(', '))}</pdf:Keywords>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`,
    'utf8',
  );
}
