// What people take away: charts drawn on the server, printed documents, spreadsheets, and the browser that prints.
// It owns the shared browser process, the shape of a chart and the metadata of every file it writes.
// It must never fetch a foreign address, know a word of the field, or put a tool's name into a file.
export * from './charts/chart.types.js';
export { drawChart } from './charts/draw-chart.js';
export { DocumentsModule } from './documents.module.js';
export { launchChromium, type LaunchOptions } from './chromium/launch.js';
export { PdfPrinter, type PdfPrinterOptions } from './pdf/pdf-printer.js';
export * from './pdf/print-job.js';
export { readPdf, type PdfContent } from './pdf/read-pdf.js';
export * from './spreadsheets/table.js';
export { writeCsv, type CsvOptions } from './spreadsheets/csv.js';
export { writeXlsx, type XlsxProperties } from './spreadsheets/xlsx.js';
