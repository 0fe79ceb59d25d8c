import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runInContext, systemActor } from '#platform/kernel';
import { Db } from '#platform/database';
import { LookDrafts } from '#domain/tenants';
import { TestApplication } from '../support/application.js';
import { Browser } from '../support/http.js';

let app: TestApplication;
let owner: Browser;
let viewer: Browser;

interface Side {
  changed: boolean;
  canUndo: boolean;
  canRedo: boolean;
  findings: { code: string; offer: { token: string; value: string } | null }[];
  preview: string;
}
const side = async () => (await owner.get('/look')).json<{ side: Side }>().side;
const token = (path: string, value: string) => owner.post('/look/tokens', { tokens: [{ path, value }] });

beforeAll(async () => {
  app = await TestApplication.start();
  await app.organization('switchback', 'Client');
  owner = await app.staff('switchback', 'owner');
  viewer = await app.staff('switchback', 'viewer');
}, 60_000);
afterAll(() => app.stop());

describe('editing a look', () => {
  it.each(['', '/tokens', '/logos', '/words', '/navigation', '/mail', '/legal', '/releases'])(
    'has the page /look%s, which a viewer may read',
    async (path) => {
      expect((await owner.page(`/look${path}`)).status).toBe(200);
      expect((await viewer.page(`/look${path}`)).status).toBe(200);
    },
  );

  it('refuses a viewer every change', async () => {
    expect((await viewer.post('/look/undo')).status).toBe(403);
    expect((await viewer.post('/look/publish', { why: 'x' })).status).toBe(403);
    expect((await viewer.post('/look/words', { words: [] })).status).toBe(403);
  });

  it('keeps each change at once, and takes it back and again', async () => {
    await token('radius', '9px');
    await owner.post('/look/words', { words: [{ locale: 'en', term: 'brand', word: 'partner' }] });
    expect(await side()).toMatchObject({ changed: true, canUndo: true, canRedo: false });
    await owner.post('/look/undo');
    await owner.post('/look/undo');
    expect(await side()).toMatchObject({ changed: false, canUndo: false, canRedo: true });
    await owner.post('/look/redo');
    expect(await side()).toMatchObject({ changed: true });
  });

  it('offers the nearest colour that passes, and refuses to publish what does not', async () => {
    await token('color.link', '#dddddd');
    const { findings } = await side();
    const { offer } = findings.find(({ code }) => code === 'contrast') ?? {};
    expect(offer).toMatchObject({ token: 'color.link' });
    expect((await owner.post('/look/publish', { why: 'pale' })).status).toBe(422);
    await owner.post('/look/undo');
    expect((await side()).findings).toEqual([]);
  });

  it('previews on the real pages, where nothing can be changed, by a link for that host alone', async () => {
    await token('radius', '9px');
    const { preview } = await side();
    const path = new URL(preview).pathname;
    const visitor = app.browser('switchback', 'brand');
    const seen = await visitor.page(path);
    expect(seen.status).toBe(200);
    expect(seen.text).toContain('preview-banner');
    expect(seen.headers['cache-control']).toBe('private, no-store');
    expect(String(seen.headers['content-security-policy'])).toContain('frame-ancestors http://studio.');
    const sheet = /href="([^"]*look-[\w-]+\.css)"/.exec(seen.text)?.[1] ?? '';
    expect((await visitor.page(sheet)).text).toContain('--radius:9px');
    const pass = path.split('/')[2] ?? '';
    expect((await visitor.submit(`/preview/${pass}/sign-in/link`, { email: 'a@b.example' })).status).toBe(
      403,
    );
    expect((await app.browser('puder', 'brand').page(path)).status).toBe(410);
    expect((await app.browser('switchback', 'studio').page(path)).status).toBe(410);
    expect((await visitor.page(path.replace(pass, `${pass.slice(0, -4)}AAAA`))).status).toBe(410);
    expect((await visitor.page('/sign-in')).text).not.toContain('preview-banner');
  });

  it('writes nothing from a preview, whatever a route does', async () => {
    const db = app.app.get(Db);
    const context = {
      tenantId: app.tenantId('switchback'),
      requestId: 'preview',
      actor: systemActor,
      readOnly: true,
    };
    const write = () => runInContext(context, () => db.transaction(() => app.app.get(LookDrafts).discard()));
    await expect(write()).rejects.toThrow(/read-only/);
  });

  it('publishes with a reason, tells what changed, and rolls back', async () => {
    expect((await owner.post('/look/publish', { why: 'rounder' })).json()).toEqual({ number: 1 });
    await token('radius', '2px');
    await owner.post('/look/publish', { why: 'sharper' });
    const { data } = (await owner.get('/look/releases')).json<{ data: { id: string; number: number }[] }>();
    const at = (number: number) => `/look/releases/${data.find((one) => one.number === number)?.id}`;
    const release = (await owner.get(at(2))).json<{ changes: unknown[] }>();
    expect(release).toMatchObject({
      why: 'sharper',
      changes: [{ part: 'tokens', name: 'radius', from: '9px', to: '2px' }],
    });
    expect((await owner.page(at(2))).status).toBe(200);
    expect((await owner.post(`${at(1)}/restore`, { why: 'rounder was right' })).json()).toEqual({
      number: 3,
    });
  });

  it('publishes at its time what was scheduled, and gives it back when withdrawn', async () => {
    await token('radius', '4px');
    const later = new Date(Date.now() + 3_600_000).toISOString();
    expect((await owner.post('/look/schedule', { at: later, why: 'later' })).status).toBe(201);
    expect((await side()).changed).toBe(false);
    expect((await owner.post('/look/schedule/cancel')).status).toBe(201);
    expect((await side()).changed).toBe(true);
    const soon = new Date(Date.now() + 1_500).toISOString();
    expect((await owner.post('/look/schedule', { at: soon, why: 'now' })).status).toBe(201);
    await app.until(
      async () => (await owner.get('/look/releases')).json<{ current: number }>().current === 4,
      20_000,
    );
  }, 30_000);

  it('takes a look out as a bundle and into another label as a draft', async () => {
    const bundle = await owner.send('GET', '/api/v1/look/export', undefined, {
      authorization: `Bearer ${owner.token}`,
    });
    expect(bundle.headers['content-type']).toBe('application/zip');
    const other = await app.staff('puder', 'owner');
    const send = (bytes: Buffer) => {
      const head =
        '--b\r\ncontent-disposition: form-data; name="file"; filename="look.zip"\r\ncontent-type: application/zip\r\n\r\n';
      return other.send(
        'POST',
        '/api/v1/look/import',
        Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--b--\r\n')]),
        {
          'content-type': 'multipart/form-data; boundary=b',
          authorization: `Bearer ${other.token}`,
        },
      );
    };
    expect((await send(Buffer.from('no zip'))).status).toBe(422);
    const taken = await send(bundle.bytes);
    expect([taken.status, taken.json()]).toEqual([
      201,
      expect.objectContaining({ theme: 'puder', madeFor: 'switchback', sameTheme: false }),
    ]);
    const large = await send(Buffer.alloc(9 * 1024 * 1024));
    expect([large.status, large.json()]).toEqual([413, expect.objectContaining({ code: 'too_large' })]);
    expect((await other.get('/look')).json<{ side: Side }>().side.changed).toBe(true);
  });

  it('says on the page that a bundle was made for a theme which is not to be had here', async () => {
    const bundle = await owner.send('GET', '/api/v1/look/export', undefined, {
      authorization: `Bearer ${owner.token}`,
    });
    const other = await app.staff('puder', 'owner');
    const { name, value } = other.sessionCookie ?? { name: '', value: '' };
    const head =
      '--b\r\ncontent-disposition: form-data; name="file"; filename="look.zip"\r\ncontent-type: application/zip\r\n\r\n';
    const answer = await other.send(
      'POST',
      '/look/import',
      Buffer.concat([Buffer.from(head), bundle.bytes, Buffer.from('\r\n--b--\r\n')]),
      {
        'content-type': 'multipart/form-data; boundary=b',
        'sec-fetch-site': 'same-origin',
        cookie: `${name}=${value}`,
      },
    );
    expect(answer.headers['location']).toBe('/look?done=look_imported_elsewhere');
    expect((await other.page('/look?done=look_imported_elsewhere')).text).toContain('für ein Theme gemacht');
  });

  it('asks for a time in the label’s time zone, and says so', async () => {
    await token('radius', '6px');
    expect((await owner.page('/look')).text).toContain('In the time of your label: America/');
    expect((await owner.post('/look/schedule', { at: '2031-07-10T09:30', why: 'later' })).status).toBe(201);
    const { scheduled } = (await owner.get('/look')).json<{ side: { scheduled: { at: string } } }>().side;
    expect(scheduled.at).toBe('2031-07-10T15:30:00.000Z');
    await owner.post('/look/schedule/cancel');
    await owner.post('/look/discard');
  });

  it('calls colours by words, in each language', async () => {
    const words = { switchback: 'Fields, dialogs and menus', puder: 'Felder, Dialoge und Menüs' };
    for (const [label, word] of Object.entries(words)) {
      const reader = await app.staff(label, 'owner');
      expect((await reader.page('/look/tokens')).text).toContain(word);
    }
  });

  it('hides and names entries of a navigation', async () => {
    await owner.post('/look/navigation', {
      portal: 'studio',
      locale: 'en-US',
      entries: [
        { key: 'home', name: 'Start here' },
        { key: 'audit', hidden: true },
      ],
    });
    await owner.post('/look/publish', { why: 'names' });
    const { text } = await owner.page('/look');
    expect(text).toContain('Start here');
    expect(text).not.toContain('href="/audit"');
  });
});
