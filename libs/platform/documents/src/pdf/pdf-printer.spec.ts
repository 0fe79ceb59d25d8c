import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PdfPrinter } from './pdf-printer.js';
import type { PrintJob } from './print-job.js';
import { readPdf } from './read-pdf.js';

const job: PrintJob = {
  html: '<!doctype html><html lang="en"><title>Draft</title><body><h1>Spring trails</h1><p>Twelve creators.</p></body></html>',
  assets: () => undefined,
  title: 'Spring trails – report',
  author: 'Switchback Weekly',
  subject: 'Campaign report',
  keywords: ['trails', 'spring'],
  lang: 'en-US',
  createdAt: new Date('2026-04-01T08:00:00Z'),
};
const page = (body: string): PrintJob => ({
  ...job,
  html: `<!doctype html><html lang="en"><body>${body}</body></html>`,
});
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('PdfPrinter', () => {
  const refused: string[] = [];
  const printer = new PdfPrinter({
    executablePath: process.env['CHROMIUM_PATH'],
    onRefused: (url) => refused.push(url),
  });
  let outside: Server;
  let address: string;
  let connections = 0;

  beforeAll(async () => {
    outside = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    await printer.close();
    outside.close();
  });

  it('prints the page as tagged text in the given language, with its footer', async () => {
    const pdf = await readPdf(
      await printer.print({ ...job, footerHtml: 'Switchback <span class="pageNumber"></span>' }),
    );
    expect(pdf.pageCount).toBe(1);
    expect(pdf.text).toContain('Spring trails');
    expect(pdf.text).toContain('Twelve creators.');
    expect(pdf.text).toMatch(/Switchback ?1/);
    expect(pdf.lang).toBe('en-US');
    expect(Buffer.from(await printer.print(job)).toString('latin1')).toMatch(/^%PDF-1\.7/);
  });

  it('names the giver of the document and no tool, in the metadata and in every stream', async () => {
    const printed = await printer.print(job);
    const pdf = await readPdf(printed);
    expect(pdf.info).toMatchObject({
      Title: 'Spring trails – report',
      Author: 'Switchback Weekly',
      Creator: 'Switchback Weekly',
      Producer: 'Switchback Weekly',
      Subject: 'Campaign report',
      Keywords: 'trails, spring',
      CreationDate: 'D:20260401080000Z',
    });
    const xmp = pdf.streams.find((stream) => stream.includes('x:xmpmeta'));
    expect(xmp).toContain('<pdf:Producer>Switchback Weekly</pdf:Producer>');
    const everything = [printed.toString('latin1'), JSON.stringify(pdf.info), ...pdf.streams].join('\n');
    expect(everything).not.toMatch(/chrom|skia|pdf-lib|cantoo|mozilla|headless|playwright|halyard|invalid/i);
  });

  it('prints the same job to the same bytes', async () => {
    expect((await printer.print(job)).equals(await printer.print(job))).toBe(true);
  });

  it('serves own assets and refuses and counts every other request', async () => {
    const asked: string[] = [];
    refused.length = 0;
    const before = printer.refusedRequests;
    const html = `
      <link rel="stylesheet" href="/assets/print.css"><link rel="preconnect" href="${address}">
      <link rel="stylesheet" href="${address}/theirs.css"><img src="/assets/dot.png"><img src="/assets/missing.png">
      <img src="${address}/pixel.png"><iframe src="${address}/frame"></iframe><iframe src="file:///etc/passwd"></iframe>
      <meta http-equiv="refresh" content="0;url=${address}/away"><p>Still here</p>`;
    const assets = (path: string) => {
      asked.push(path);
      if (path === '/assets/dot.png') return { body: dot, contentType: 'image/png' };
      if (path === '/assets/print.css')
        return { body: 'p::after { content: " and styled" }', contentType: 'text/css' };
      return undefined;
    };
    const pdf = await readPdf(await printer.print({ ...page(html), assets }));
    expect(pdf.text).toContain('Still here and styled');
    expect(asked.sort()).toEqual(['/assets/dot.png', '/assets/missing.png', '/assets/print.css']);
    for (const path of ['/theirs.css', '/pixel.png', '/frame'])
      expect(refused).toContain(`${address}${path}`);
    expect(printer.refusedRequests - before).toBe(refused.length);
    expect(connections).toBe(0);
    expect(pdf.text).not.toContain('root:');
  });

  it('runs no script', async () => {
    const html = `<p id="p">Plain</p><script>document.getElementById('p').textContent = 'Scripted'</script>
      <img src="x" onerror="document.body.textContent = 'Handled'"><noscript>Without</noscript>`;
    const { text } = await readPdf(await printer.print(page(html)));
    expect(text).toContain('Plain');
    expect(text).toContain('Without');
    expect(text).not.toMatch(/Scripted|Handled/);
  });

  it('leads relative links to the origin that is given', async () => {
    const printed = await printer.print({
      ...page('<a href="/campaigns/7">Open</a>'),
      origin: 'https://brands.example.org',
    });
    const { streams } = await readPdf(printed);
    expect([printed.toString('latin1'), ...streams].join('\n')).not.toContain('document.invalid');
  });

  it('refuses a footer that would load something', async () => {
    const footerHtml = `<img src="${address}/logo.png">`;
    await expect(printer.print({ ...job, footerHtml })).rejects.toMatchObject({ reason: 'badFooter' });
  });

  it('refuses a page over its size, a document over its pages, and a print over its time', async () => {
    const strict = new PdfPrinter({
      executablePath: process.env['CHROMIUM_PATH'],
      maxHtmlBytes: 2_000,
      maxPages: 2,
    });
    await expect(strict.print(page('x'.repeat(2_001)))).rejects.toMatchObject({ reason: 'tooLarge' });
    const sheets = page('<p style="break-after:page">sheet</p>'.repeat(4));
    await expect(strict.print(sheets)).rejects.toMatchObject({ reason: 'tooManyPages' });
    await strict.close();
    const hasty = new PdfPrinter({ executablePath: process.env['CHROMIUM_PATH'], timeLimitMs: 300 });
    const never = { ...page('<img src="/slow.png">'), assets: () => new Promise<undefined>(() => undefined) };
    await expect(hasty.print(never)).rejects.toMatchObject({ reason: 'timeLimit' });
    expect((await readPdf(await hasty.print(job))).pageCount).toBe(1);
    await hasty.close();
  });

  it('prints at most two at a time, the rest in turn', async () => {
    let inside = 0;
    let most = 0;
    const assets = async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
      return { body: dot, contentType: 'image/png' };
    };
    const prints = Array.from({ length: 6 }, () =>
      printer.print({ ...page('<img src="/dot.png">'), assets }),
    );
    expect(await Promise.all(prints)).toHaveLength(6);
    expect(most).toBeLessThanOrEqual(2);
  });

  it('starts another browser when the first has died', async () => {
    const fragile = new PdfPrinter({ executablePath: process.env['CHROMIUM_PATH'] });
    const before = browsers();
    await fragile.print(job);
    const [first] = browsers().filter(({ pid }) => !before.some((other) => other.pid === pid));
    const assets = () => {
      if (first && browsers().some(({ pid }) => pid === first.pid)) process.kill(first.pid, 'SIGKILL');
      return undefined;
    };
    const pdf = await readPdf(await fragile.print({ ...page('<p>Again</p><img src="/dot.png">'), assets }));
    expect(first).toBeDefined();
    expect(pdf.text).toContain('Again');
    await fragile.close();
  });

  it('leaves neither process nor profile behind, and refuses to print once closed', async () => {
    const brief = new PdfPrinter({ executablePath: process.env['CHROMIUM_PATH'] });
    const before = browsers();
    await brief.print(job);
    const [own] = browsers().filter(({ pid }) => !before.some((other) => other.pid === pid));
    expect(own?.profile.startsWith(tmpdir())).toBe(true);
    expect(existsSync(own?.profile ?? '')).toBe(true);
    await brief.close();
    expect(existsSync(own?.profile ?? '')).toBe(false);
    expect(browsers()).toEqual(before);
    await expect(brief.print(job)).rejects.toMatchObject({ reason: 'closed' });
  });
});

/** The browsers that this process has started, with the profiles they use. */
function browsers(): { pid: number; profile: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const parent = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1];
        const profile = /--user-data-dir=([^\0]+)/.exec(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))?.[1];
        return profile && Number(parent) === process.pid ? [{ pid: Number(pid), profile }] : [];
      } catch {
        return [];
      }
    });
}
