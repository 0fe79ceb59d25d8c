import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runForTenant, systemActor } from '#platform/kernel';
import { Db } from '#platform/database';
import { MailRenderer } from '#platform/mail';
import { TenantDirectory } from '#domain/tenants';
import { deflateSync, crc32 } from 'node:zlib';
import sharp from 'sharp';
import { TestApplication } from '../support/application.js';
import type { Answer, Browser } from '../support/http.js';

let app: TestApplication;
let owner: Browser;

const svg = (inner: string, size = 'width="640" height="160" viewBox="0 0 640 160"') =>
  Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${size}>${inner}</svg>`);
const png = (width: number, height: number, background = '#224466') =>
  sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();

function upload(bytes: Buffer, shape: string, name = 'logo.svg'): Promise<Answer> {
  const head = `--b\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: image/svg+xml\r\n\r\n`;
  return owner.send(
    'POST',
    `/api/v1/look/assets?shape=${shape}`,
    Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--b--\r\n')]),
    { 'content-type': 'multipart/form-data; boundary=b', authorization: `Bearer ${owner.token}` },
  );
}

async function wear(bytes: Buffer, shape: string): Promise<string> {
  const { id } = (await upload(bytes, shape)).json<{ id: string }>();
  const set = await owner.post('/look/logos', { shape, asset: id });
  if (set.status !== 201) throw new Error(set.text);
  return id;
}
const publish = () => owner.post('/look/publish', { why: 'logos' });
const mail = () =>
  runForTenant(app.tenantId('switchback'), systemActor, () =>
    app.app
      .get(Db)
      .transaction(() =>
        app.app
          .get(MailRenderer)
          .render(
            'welcome',
            { portal: 'brand', name: 'Mia', email: 'm@a.example', link: '/' },
            'en-US',
            null,
          ),
      ),
  );
const logoOf = (html: string) => /<img class="mail-logo" src="([^"]+)"/.exec(html)?.[1] ?? '';
const fetched = async (address: string) => {
  const { pathname } = new URL(address, 'http://x');
  return app.browser('switchback', 'edge').page(pathname);
};

beforeAll(async () => {
  app = await TestApplication.start();
  owner = await app.staff('switchback', 'owner');
}, 60_000);
afterAll(() => app.stop());

describe('a logo in the shape of its place', () => {
  it('stands in mails as pixels, drawn from the wide one as long as there is no other', async () => {
    expect(logoOf((await mail()).html)).toBe('');
    const wide = await wear(svg('<rect width="640" height="160" fill="#224466"/>'), 'wide');
    await publish();
    const address = logoOf((await mail()).html);
    expect(address).toContain(`http://brands.switchback.localhost:${app.port}/assets/drawn-mail-${wide}.png`);
    const { headers, bytes } = await fetched(address);
    expect(headers['content-type']).toBe('image/png');
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
    expect(await sharp(bytes).metadata()).toMatchObject({ width: 480, height: 120 });
    const own = await wear(await png(480, 100), 'mail');
    await publish();
    expect(logoOf((await mail()).html)).toContain(`/assets/own-${own}`);
    expect((await mail()).html).toMatch(/<img class="mail-logo"[^>]* width="230" height="48"/);
  });

  it('stands in documents, the wide one as long as there is no other', async () => {
    const look = () => app.app.get(TenantDirectory).lookOf(app.tenantId('switchback'));
    const facts = look().facts['logos'] as Record<string, { path: string }>;
    expect(facts['pdf']?.path).toBe(facts['wide']?.path);
    const own = await wear(svg('<circle cx="50" cy="50" r="40"/>', 'width="400" height="100"'), 'pdf');
    await publish();
    const html = look().document('invoice', { data: {}, page: { title: 'x' } });
    expect(html).toContain(`src="/assets/own-${own}"`);
    const files = runForTenant(app.tenantId('switchback'), systemActor, () =>
      app.app.get(TenantDirectory).printedFiles(look()),
    );
    expect((await files(`/assets/own-${own}`))?.contentType).toContain('svg');
    expect(await files(`/assets/own-${'x'.repeat(32)}.svg`)).toBeUndefined();
  });

  it('is the icon of a home screen and of feeds, square, drawn from the wide one where there is no square', async () => {
    const icons = async () =>
      (await app.browser('switchback', 'brand').page('/manifest.webmanifest')).json<{
        name: string;
        icons: { src: string; sizes: string }[];
      }>();
    const before = await icons();
    expect(before.name).toBe('Switchback Weekly');
    expect(before.icons.map(({ sizes }) => sizes)).toEqual(['192x192', '512x512']);
    const square = await wear(await png(600, 600, '#a04020'), 'square');
    await publish();
    const { icons: after } = await icons();
    expect(after[1]?.src).toBe(`/assets/drawn-app-${square}.png`);
    expect(await sharp((await fetched(after[1]?.src ?? '')).bytes).metadata()).toMatchObject({
      width: 512,
      height: 512,
    });
    const page = await app.browser('switchback', 'brand').page('/sign-in');
    expect(page.text).toContain(`rel="apple-touch-icon" href="/assets/drawn-touch-${square}.png"`);
    const feed = await app.browser('switchback', 'edge').page('/feeds/content.json');
    expect(feed.json()).toMatchObject({ icon: expect.stringContaining(`/assets/drawn-app-${square}.png`) });
    expect((await app.browser('puder', 'brand').page(`/assets/drawn-app-${square}.png`)).status).toBe(404);
    expect((await fetched(`/assets/drawn-huge-${square}.png`)).status).toBe(404);
    const theme = await app.browser('puder', 'brand').page('/manifest.webmanifest');
    expect(theme.json<{ icons: unknown[] }>().icons).toEqual([expect.objectContaining({ sizes: 'any' })]);
  });
});

/** A PNG of two colours that says it is as large as it likes: a few kilobytes on the way, gigabytes once unpacked. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const line = Buffer.alloc(Math.ceil(width / 8) + 1);
  const rows = deflateSync(Buffer.concat(Array<Buffer>(64).fill(line)));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

describe('a hostile picture', () => {
  const SAFE = '<rect width="10" height="10"/>';
  it.each([
    ['a script', svg(`<script>alert(1)</script>${SAFE}`)],
    ['a handler', svg(`<rect onload="alert(1)" width="10" height="10"/>`)],
    [
      'foreign markup',
      svg(`<foreignObject><body xmlns="http://www.w3.org/1999/xhtml">x</body></foreignObject>`),
    ],
    ['an address that runs code', svg(`<a href="javascript:alert(1)">${SAFE}</a>`)],
    ['a picture of elsewhere', svg(`<image href="https://evil.example/x.png" width="9" height="9"/>${SAFE}`)],
    ['a style of elsewhere', svg(`<style>@import url(https://evil.example/x.css);</style>${SAFE}`)],
    [
      'an entity that reads files',
      Buffer.from(
        `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&x;</text></svg>`,
      ),
    ],
    [
      'entities within entities',
      Buffer.from(
        `<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&b;</text></svg>`,
      ),
    ],
  ])('with %s is refused, or kept without it', async (_what, bytes) => {
    const answer = await upload(bytes, 'wide');
    if (answer.status === 422) return;
    expect(answer.status).toBe(201);
    const { text } = await fetched(`/assets/own-${answer.json<{ id: string }>().id}`);
    expect(text).not.toMatch(
      /script|onload|foreignObject|javascript|evil\.example|@import|ENTITY|passwd|aaaaaaaaaa|root:/i,
    );
  });

  it('keeps nothing of what hangs behind a picture, or stands in its metadata', async () => {
    const picture = await sharp(await png(64, 64))
      .withExif({ IFD0: { Copyright: 'CANARY-EXIF' } })
      .jpeg()
      .toBuffer();
    for (const tail of ['<script>CANARY()</script>', 'PK\u0003\u0004CANARY', '<?php CANARY ?>']) {
      const answer = await upload(Buffer.concat([picture, Buffer.from(tail)]), 'square', 'x.jpg');
      expect(answer.status).toBe(201);
      const { bytes, headers } = await fetched(`/assets/own-${answer.json<{ id: string }>().id}`);
      expect(headers['content-type']).toBe('image/png');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(bytes.includes('CANARY')).toBe(false);
    }
  });

  it.each([
    ['HTML under a picture’s name', Buffer.from('<html><body><svg xmlns="x"></svg><script>1</script>')],
    ['a GIF that is a script too', Buffer.from('GIF89a/*\u0000\u0000*/=1;alert(1)//')],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj<<>>endobj')],
    ['the head of a PNG and nothing behind it', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['a picture of sixteen thousand million pixels', bomb(131_072, 131_072)],
    ['a picture as long as a road', bomb(8, 2_000_000_000)],
    [
      'a drawing of a million by a million',
      svg('<rect width="9" height="9"/>', 'width="1000000" height="1000000"'),
    ],
    ['nothing', Buffer.alloc(0)],
  ])('that is %s is refused', async (_what, bytes) => {
    const started = Date.now();
    const answer = await upload(bytes, 'mail', 'x.png');
    expect([413, 422]).toContain(answer.status);
    expect(Date.now() - started).toBeLessThan(3_000);
  });

  it('that is larger than a logo is refused', async () => {
    expect((await upload(Buffer.alloc(5 * 1024 * 1024, 1), 'wide')).status).toBe(413);
  });
});
