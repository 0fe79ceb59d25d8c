import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { launchChromium } from '../chromium/launch.js';
import { Gate } from './gate.js';
import { PrintFailure, type PrintJob } from './print-job.js';

export interface PdfPrinterOptions {
  /** `CHROMIUM_PATH`, where the machine's own browser is wanted. */
  executablePath?: string | undefined;
  /** Told of each refused request, for the log. */
  onRefused?: (url: string) => void;
  timeLimitMs?: number;
  maxHtmlBytes?: number;
  maxPages?: number;
}

const concurrency = 2;
const inventedOrigin = 'http://document.invalid';

/** Names never resolve in this browser, so that not even a prefetch hint leaves the machine. */
const noNetwork = ['--host-resolver-rules=MAP * ~NOTFOUND', '--disable-features=NetworkPrediction'];

/**
 * Prints pages that are not trusted: script is off, the context is offline, and each request is answered from the
 * job's own assets or refused and counted. One browser a process, started at the first print, started again when
 * it has died; at most two prints at a time, the rest wait their turn.
 */
export class PdfPrinter {
  private browser: Promise<Browser> | undefined;
  private readonly gate = new Gate(concurrency);
  private closed = false;
  private refused = 0;

  constructor(private readonly options: PdfPrinterOptions = {}) {}

  /** Requests refused since the start; anything but 0 means that a page reaches outside. */
  get refusedRequests(): number {
    return this.refused;
  }

  /** @throws PrintFailure past a limit; the time limit (20 s) starts when the job's turn comes. */
  async print(job: PrintJob): Promise<Buffer> {
    const maxHtmlBytes = this.options.maxHtmlBytes ?? 4_000_000;
    if (Buffer.byteLength(job.html) > maxHtmlBytes) {
      throw new PrintFailure('tooLarge', `The page is over ${maxHtmlBytes} bytes.`);
    }
    if (job.footerHtml !== undefined) refuseLoading(job.footerHtml);
    const printed = await this.gate.pass(() => this.printOrAgain(job));
    const { signMetadata } = await import('./metadata.js');
    return signMetadata(printed, job, this.options.maxPages ?? 500);
  }

  /** Lets running jobs finish, fails those that wait, ends the browser. */
  async close(): Promise<void> {
    this.closed = true;
    await this.gate.drained();
    const browser = await this.browser?.catch(() => undefined);
    this.browser = undefined;
    await browser?.close();
  }

  /** A browser that died under the job is replaced once; printing has no effect that could happen twice. */
  private async printOrAgain(job: PrintJob): Promise<Buffer> {
    const started = this.started();
    const browser = await started;
    try {
      return await this.printIn(browser, job);
    } catch (error) {
      if (this.closed || !died(error)) throw error;
      this.forget(started);
      await browser.close().catch(() => undefined);
      return this.printIn(await this.started(), job);
    }
  }

  private started(): Promise<Browser> {
    if (this.closed) throw new PrintFailure('closed', 'The printer is closed.');
    if (this.browser) return this.browser;
    const started = launchChromium({ executablePath: this.options.executablePath, args: noNetwork });
    this.browser = started;
    started.then(
      (browser) => browser.once('disconnected', () => this.forget(started)),
      () => this.forget(started),
    );
    return started;
  }

  private forget(started: Promise<Browser>): void {
    if (this.browser === started) this.browser = undefined;
  }

  private async printIn(browser: Browser, job: PrintJob): Promise<Buffer> {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      offline: true,
      serviceWorkers: 'block',
      acceptDownloads: false,
      locale: job.lang,
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    const timeLimitMs = this.options.timeLimitMs ?? 20_000;
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new PrintFailure('timeLimit', `Not printed within ${timeLimitMs} ms.`)),
        timeLimitMs,
      );
    });
    const printing = this.printPage(context, job);
    printing.catch(() => undefined);
    try {
      return await Promise.race([printing, tooLate]);
    } finally {
      clearTimeout(timer);
      await this.endContext(browser, context);
    }
  }

  private async printPage(context: BrowserContext, job: PrintJob): Promise<Buffer> {
    const documentUrl = new URL('/', job.origin ?? inventedOrigin).href;
    let served = false;
    await context.route('**/*', async (route) => {
      const request = route.request();
      if (!served && request.isNavigationRequest() && request.url() === documentUrl) {
        served = true;
        return route.fulfill({ contentType: 'text/html; charset=utf-8', body: job.html });
      }
      return this.answer(route, documentUrl, job);
    });
    const page = await context.newPage();
    page.setDefaultTimeout(0);
    await page.goto(documentUrl, { waitUntil: 'load', timeout: 0 });
    return toPdf(page, job);
  }

  private async answer(route: Route, documentUrl: string, job: PrintJob): Promise<void> {
    const url = route.request().url();
    const navigation = route.request().isNavigationRequest();
    const own = !navigation && route.request().method() === 'GET' && url.startsWith(documentUrl);
    const asset = own ? await job.assets(decodedPath(url)) : undefined;
    if (asset) return route.fulfill({ body: asset.body, contentType: asset.contentType });
    this.refused += 1;
    this.options.onRefused?.(url);
    return route.abort(navigation ? 'aborted' : 'blockedbyclient');
  }

  /** A renderer that hangs cannot close its page: then the whole browser goes, and the next job starts another. */
  private async endContext(browser: Browser, context: BrowserContext): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), 3_000)));
    const closed = await Promise.race([
      context.close().then(
        () => true,
        () => true,
      ),
      patience,
    ]);
    clearTimeout(timer);
    if (closed) return;
    this.browser = undefined;
    await browser.close().catch(() => undefined);
  }
}

/** The driver has no class of its own for this. */
function died(error: unknown): boolean {
  return error instanceof Error && /has been closed|crashed|disconnected/.test(error.message);
}

function toPdf(page: Page, job: PrintJob): Promise<Buffer> {
  return page.pdf({
    format: job.format ?? 'A4',
    preferCSSPageSize: true,
    printBackground: true,
    tagged: true,
    outline: true,
    margin: {
      top: '16mm',
      bottom: job.footerHtml === undefined ? '16mm' : '20mm',
      left: '16mm',
      right: '16mm',
    },
    displayHeaderFooter: job.footerHtml !== undefined,
    headerTemplate: '<span></span>',
    footerTemplate: footer(job),
  });
}

function footer(job: PrintJob): string {
  const look = 'width:100%;margin:0 16mm;font:8pt/1.4 sans-serif;color:#5b5f66';
  return `<div dir="auto" lang="${job.lang.replace(/[^\w-]/g, '')}" style="${look}">${job.footerHtml ?? ''}</div>`;
}

/** The footer is drawn outside the page, where requests cannot be answered: one would fail the whole print. */
function refuseLoading(footerHtml: string): void {
  const loads =
    /<\s*(script|link|iframe|object|embed|base|meta)\b|@import|(src|srcset|href)\s*=\s*["']?(?!data:|#)|url\(\s*["']?(?!data:|#)/i;
  const found = loads.exec(footerHtml)?.[0];
  if (found)
    throw new PrintFailure('badFooter', `A footer loads nothing but data: addresses; found ${found}`);
}

function decodedPath(url: string): string {
  const { pathname } = new URL(url);
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
