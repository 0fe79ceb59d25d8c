import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Outbound } from '#platform/outbound';
import type { CataloguedRoute } from '#platform/web';
import { typeOf } from '../apps/halyard/src/doctor/received.js';
import { review } from '../apps/halyard/src/doctor/review.js';
import { TELLTALES, traces, WordList } from '../apps/halyard/src/doctor/telltales.js';
import { TRACE_ROWS } from '../apps/halyard/src/doctor/trace-rows.js';
import { TestApplication } from './support/application.js';
import { superuserUrl } from './support/database.js';
import { ENDS_SESSION } from './support/examples.js';
import { type Answer, Browser } from './support/http.js';
import {
  bodyFor,
  keyOf,
  missingExample,
  pathFor,
  PEOPLE_PORTALS,
  type PeoplePortal,
  routesOf,
  understood,
} from './support/routes.js';
import { plantedWith, specimensOf, type Specimens, zipOf } from './support/specimens.js';
import { buildWorld, type Party, type World } from './support/world.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

let app: TestApplication;
let world: World;

beforeAll(async () => {
  app = await TestApplication.start();
  world = await buildWorld(app);
}, 120_000);
afterAll(() => app.stop());

/** What must not be found in what a label's people receive: the engine, its libraries, and the other label. */
function forbidden(label: string): string[] {
  const [other, canaries] =
    label === 'puder'
      ? ['switchback', [world.mine.canary, world.sibling.canary, world.mine.labelWord]]
      : ['puder', [world.foreign.canary, world.foreign.labelWord]];
  return [...TELLTALES, other, ...canaries];
}

/** What the review of a live label finds in one answer. */
async function leaksOf({ status, headers, bytes }: Answer, label: string, place: string): Promise<string[]> {
  const found = await review({ kind: 'answer', place, status, headers, body: bytes }, forbidden(label));
  return found.map(({ rule, says }) => `${rule} ${place} ${status}: ${says}`);
}

const callable = (route: CataloguedRoute) => !ENDS_SESSION.includes(route.path) && !route.facts.multipart;

function ownerOf(party: Party, portal: PeoplePortal): Browser {
  if (portal !== 'studio') return party[portal];
  return party.label === 'puder' ? world.staff.foreign : world.staff.mine;
}

/** What each portal hands out, by the kind that its headers say. */
const DOCUMENTS = {
  brand: ['application/pdf', 'text/csv', XLSX, 'image/png', 'text/plain'],
  influencer: ['application/pdf', 'image/png', 'text/plain'],
  studio: ['application/pdf', 'text/csv', XLSX, 'image/png', 'text/plain'],
} as const;

const kindOf = ({ headers }: Answer) => String(headers['content-type']).split(';')[0] ?? '';

/** A file in whose name and content the search can read the words of the party it belongs to. */
async function isOwnDocument(
  { status, headers, bytes }: Answer,
  { canary, labelWord }: Party,
): Promise<boolean> {
  if (status !== 200 || headers['content-disposition'] === undefined) return false;
  const own = [canary, labelWord];
  const name = Buffer.from(String(headers['content-disposition']));
  const inside = kindOf({ headers } as Answer).startsWith('image/') ? name : bytes;
  return (await traces(inside, own)).length > 0;
}

/** Each outcome of a route: done, not found, not understood, not allowed; on both doors. */
async function answersOf(route: CataloguedRoute, party: Party, guest: Browser): Promise<Answer[]> {
  const owner = ownerOf(party, route.portal as PeoplePortal);
  const nobody = new Browser(app.port, owner.host);
  const path = pathFor(route, party.ids);
  const absent = pathFor(route, {
    ...party.ids,
    campaign: party.ids.nobody,
    collaboration: party.ids.nobody,
    thread: party.ids.nobody,
  });
  if (route.method === 'GET')
    return Promise.all([
      owner.get(path),
      owner.page(path),
      owner.page(`${path}?cursor=%00&limit=none`),
      owner.page(absent),
      owner.get(absent),
      nobody.page(path),
      nobody.get(path),
      guest.page(path),
    ]);
  return [
    await nobody.post(path, {}),
    await guest.post(path, bodyFor(route, party.ids)),
    await owner.post(path, { name: 7, junk: 'x' }),
    await owner.submit(path, { junk: 'x' }),
    await owner.post(absent, bodyFor(route, party.ids)),
    await owner.post(path, bodyFor(route, party.ids)),
  ];
}

describe('nothing of the engine or of another label', () => {
  it.each([
    ['mine', 'brand'],
    ['mine', 'influencer'],
    ['mine', 'studio'],
    ['foreign', 'brand'],
    ['foreign', 'influencer'],
    ['foreign', 'studio'],
  ] as const)(
    'is in any answer to %s on the %s portal',
    async (who, portal) => {
      const party = world[who];
      const guest = await guestOf(party, portal);
      const faults: string[] = [];
      const assets = new Set<string>();
      const kinds = new Map<string, number>();
      const routes = understood(world, portal).filter(callable);
      for (const route of [...routes].sort((a, b) => (a.method < b.method ? -1 : 1)))
        for (const answer of await answersOf(route, party, guest)) {
          faults.push(...(await leaksOf(answer, party.label, keyOf(route))));
          if (await isOwnDocument(answer, party))
            kinds.set(kindOf(answer), (kinds.get(kindOf(answer)) ?? 0) + 1);
          for (const [, path] of answer.text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g))
            assets.add(path ?? '');
        }
      expect([...new Set(faults)]).toEqual([]);
      // What was searched were real documents, read as far as the party's own words in them.
      expect([...kinds.keys()]).toEqual(expect.arrayContaining([...DOCUMENTS[portal]]));
      expect(assets.size).toBeGreaterThan(0);
      const visitor = new Browser(app.port, ownerOf(party, portal).host);
      for (const path of [
        ...assets,
        '/api/openapi.json',
        '/healthz',
        '/favicon.ico',
        '/robots.txt',
        '/.well-known/security.txt',
      ]) {
        faults.push(...(await leaksOf(await visitor.page(path), party.label, path)));
      }
      expect(faults).toEqual([]);
    },
    300_000,
  );

  it('is at the edge: links, feeds, reports, and what is not there', async () => {
    const faults: string[] = [];
    for (const party of [world.mine, world.foreign]) {
      const visitor = new Browser(app.port, app.host(party.label, 'edge'));
      const paths = routesOf(app, 'edge')
        .filter((route) => route.method === 'GET')
        .map((route) => pathFor(route, party.ids));
      for (const path of [...paths, '/', '/nothing/here', '/%zz', `/${'x'.repeat(500)}`])
        faults.push(...(await leaksOf(await visitor.page(path), party.label, path)));
    }
    expect(faults).toEqual([]);
  });

  it('is in what goes wrong before a route is known', async () => {
    const faults: string[] = [];
    for (const label of ['switchback', 'puder'])
      for (const portal of [...PEOPLE_PORTALS, 'edge'] as const) {
        const host = app.host(label, portal);
        const visitor = new Browser(app.port, host);
        const json = { 'content-type': 'application/json' };
        for (const answer of [
          await visitor.send('GET', '/nothing', undefined, {}),
          await visitor.send('DELETE', '/sign-in', undefined, {}),
          await visitor.send('POST', '/api/v1/sign-in', '{"email"', json),
          await visitor.send('POST', '/api/v1/sign-in', 'x', { 'content-type': 'text/x-unknown' }),
          await visitor.send('POST', '/api/v1/sign-in', `"${'x'.repeat(1_100_000)}"`, json),
          await visitor.send('OPTIONS', '/', undefined, {}),
        ])
          faults.push(...(await leaksOf(answer, label, `${label} ${portal}`)));
      }
    expect(faults).toEqual([]);
  });

  it('is in the answer of a host that is nobody’s', async () => {
    for (const host of ['nobody.localhost', '127.0.0.1', 'brands.switchback.localhost.evil.example']) {
      const visitor = new Browser(app.port, host);
      for (const path of ['/', '/sign-in', '/api/openapi.json', '/favicon.ico', '/assets/x.css']) {
        const answer = await visitor.page(path);
        expect([answer.status, await leaksOf(answer, 'switchback', `${host}${path}`)]).toEqual([421, []]);
        expect(await leaksOf(answer, 'puder', host)).toEqual([]);
      }
    }
  });

  it('is in what is said to one who asks too often', async () => {
    const visitor = app.browser('switchback', 'brand');
    const wrong = () => visitor.post('/sign-in', { email: 'nobody@sample.example', password: 'wrong wrong' });
    let answer = await wrong();
    for (let times = 0; times < 60 && answer.status !== 429; times++) answer = await wrong();
    expect(answer.status).toBe(429);
    expect(await leaksOf(answer, 'switchback', '429')).toEqual([]);
    const page = await visitor.submit('/sign-in', {
      email: 'nobody@sample.example',
      password: 'wrong wrong',
    });
    expect([page.status, await leaksOf(page, 'switchback', '429')]).toEqual([429, []]);
  });

  it('is in what is said when the product itself fails', async () => {
    const owner = new pg.Client({ connectionString: superuserUrl(app) });
    await owner.connect();
    // The failure is a real one, whose message is full of names.
    await owner.query('ALTER TABLE campaign RENAME TO campaign_halyard');
    try {
      const { brand, ids } = world.mine;
      const path = `/o/${ids.organization}/campaigns`;
      for (const answer of [await brand.page(path), await brand.get(path)])
        expect([answer.status, await leaksOf(answer, 'switchback', '500')]).toEqual([500, []]);
    } finally {
      await owner.query('ALTER TABLE campaign_halyard RENAME TO campaign');
      await owner.end();
    }
  });

  it('is in a request to somebody else', async () => {
    const seen: { headers: Record<string, string | string[] | undefined> }[] = [];
    const server = createServer((request, response) => {
      seen.push({ headers: request.headers });
      response.end('x');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    await new Outbound({ allowLoopback: true }).fetch(`http://127.0.0.1:${port}/hook`, {
      method: 'POST',
      body: '{}',
    });
    server.close();
    const [request] = seen;
    const received = {
      kind: 'request',
      place: 'a webhook',
      headers: request!.headers,
      body: Buffer.alloc(0),
    } as const;
    expect(await review(received, [...TELLTALES, 'node', 'undici'])).toEqual([]);
  });

  it('is in any mail, as it comes over the wire', async () => {
    for (const party of [world.mine, world.foreign])
      for (const [portal, email] of [
        ['brand', `admin@${party.canary}.example`],
        ['influencer', `creator@${party.canary}.example`],
      ] as const) {
        const visitor = new Browser(app.port, app.host(party.label, portal));
        await visitor.post('/sign-in/link', { email });
        await visitor.post('/reset', { email });
      }
    const sent = await mails((list) => list.length >= 8);
    const faults: string[] = [];
    for (const mail of sent) {
      const label = mail.host.includes('puder') ? 'puder' : 'switchback';
      const raw = await app.mailbox.raw(mail.id);
      const found = await review({ kind: 'mail', place: mail.subject, raw }, forbidden(label));
      faults.push(...found.map(({ rule, says }) => `${rule} ${mail.subject}: ${says}`));
    }
    expect(faults).toEqual([]);
  }, 60_000);
});

describe('the walk through all routes', () => {
  it('leaves none out: each has an example request', () => {
    const missing = ([...PEOPLE_PORTALS, 'edge'] as const).flatMap((portal) =>
      routesOf(app, portal).flatMap((route) => missingExample(route, world) ?? []),
    );
    expect(missing).toEqual([]);
  });

  it('fails for a route with a parameter that nothing stands for', () => {
    const [route] = routesOf(app, 'brand');
    const changed = { ...route!, path: '/o/:org/mysteries/:riddle' };
    expect(missingExample(changed, world)).toContain('name the parameter mysteries/:riddle');
  });

  it('fails for a route whose body nobody wrote, where its schema alone does not say enough', () => {
    const posts = routesOf(app, 'studio').filter(({ method }) => method === 'POST');
    const told = posts.flatMap((route) => missingExample({ ...route, path: '/elsewhere' }, world) ?? []);
    expect(told.length).toBeGreaterThan(0);
    expect(told[0]).toContain('give a body in BODIES');
  });
});

/** Each row of the review, with a leak put into what the product really sends. */
describe('the review of traces', () => {
  let specimens: Specimens;
  beforeAll(async () => {
    specimens = await specimensOf(world);
  }, 60_000);

  const rules = TRACE_ROWS.map(({ rule }) => rule);
  const words = ['halyard', 'quarterdeck'];

  it('has a planted leak for each of its rows', () => {
    expect(Object.keys(plantedWith(specimens, 'x')).sort()).toEqual(rules);
  });

  it('finds nothing in what nothing was planted in', async () => {
    const faults: string[] = [];
    for (const received of Object.values(specimens))
      for (const { rule, place, says } of await review(received, forbidden('switchback')))
        faults.push(`${rule} ${place}: ${says}`);
    expect(faults).toEqual([]);
  });

  it.each(rules)('finds what is planted in %s, and says where and what to do', async (rule) => {
    for (const word of words) {
      const planted = await plantedWith(specimens, word)[rule]?.();
      const found = await review(planted!, words);
      expect([...new Set(found.map((one) => one.rule))]).toEqual([rule]);
      expect(found[0]).toMatchObject({ place: planted!.place, fix: expect.stringMatching(/\w{3}/) });
    }
  });

  it('reads every byte of a body, whatever it calls itself', async () => {
    for (const type of [
      'application/x-odd',
      'multipart/mixed',
      'application/wasm',
      'text/event-stream',
      'text/x',
    ]) {
      const headers = { 'content-type': type };
      const odd = {
        kind: 'answer',
        place: 'x',
        status: 200,
        headers,
        body: Buffer.from('a halyard'),
      } as const;
      expect([type, typeOf(odd), (await review(odd, words)).length]).toEqual([type, type, 1]);
    }
  });

  it('knows a problem that names a place, and a token that names its maker, without any word', async () => {
    const answer = (type: string, body: object) =>
      ({
        kind: 'answer',
        place: 'x',
        status: 200,
        headers: { 'content-type': type },
        body: Buffer.from(JSON.stringify(body)),
      }) as const;
    const found = [
      ...(await review(
        answer('application/problem+json', { type: 'https://errors.vendor.example/1' }),
        words,
      )),
      ...(await review(answer('application/json', { token: 'hly_0123456789abcdefghij' }), words)),
      ...(await review(answer('application/json', { token: 'Zk3v-0123456789_abcdefghij' }), words)),
      ...(await review(answer('application/problem+json', { type: 'about:blank' }), words)),
    ];
    expect(found.map(({ rule }) => rule)).toEqual(['D109', 'D111']);
  });

  it('finds the names of other labels as whole words, and in no longer ones', async () => {
    const whole = new WordList(['Alp', 'Puder & Licht', 'go.puder.example']);
    const found = (text: string) => traces(Buffer.from(text), { anywhere: [], whole });
    expect(await found('the alphabet, Puder und Licht, go.puder.examples')).toEqual([]);
    expect(await found('<b>Alp</b> puder &amp; licht')).toEqual(['Alp']);
    expect(await found('PUDER & LICHT at https://go.puder.example/x')).toEqual([
      'Puder & Licht',
      'go.puder.example',
    ]);
  });
});

/** A search that finds nothing proves nothing: here it must find what was put there. */
describe('the search for traces finds a planted one', () => {
  const planted = 'made by halyard';
  const html = Buffer.from(`<p>${planted}</p>`);
  it.each([
    ['in plain text', () => html],
    ['in a header', () => Buffer.from(JSON.stringify({ 'x-powered-by': 'Halyard' }))],
    [
      'in base64',
      () => Buffer.from(`Content-Transfer-Encoding: base64\r\n\r\n${lines(html.toString('base64'))}`),
    ],
    ['in quoted-printable', () => Buffer.from('made by hal=\r\nyar=64')],
    ['in an address', () => Buffer.from('/x?by=%68alyard')],
    ['in character references', () => Buffer.from('&#x68;aly&#97;rd')],
    ['in gzip', () => gzipSync(html)],
    ['in base64 of gzip', () => Buffer.from(gzipSync(html).toString('base64'))],
    ['in a spreadsheet', () => zipOf('docProps/app.xml', Buffer.from('<Application>halyard</Application>'))],
    ['in a member’s name of an archive', () => zipOf('halyard.xml', Buffer.from('x'))],
    ['in a PDF’s properties', () => pdfBy('halyard')],
    ['in a PDF’s own producer', () => pdfBy(null)],
  ])('%s', async (_where, make) => {
    expect((await traces(await make(), TELLTALES)).length).toBeGreaterThan(0);
  });

  it('and none where there is none', async () => {
    expect(await traces(Buffer.from('<p>Winter trails, halfway yard</p>'), TELLTALES)).toEqual([]);
  });
});

async function guestOf({ label, ids }: Party, portal: PeoplePortal): Promise<Browser> {
  if (portal === 'studio') return app.staff(label, 'viewer');
  if (portal === 'brand') return app.member(label, ids.organization, 'guest');
  return new Browser(app.port, app.host(label, portal));
}

async function mails(enough: (list: ReturnType<TestApplication['mailbox']['list']>) => boolean) {
  const until = Date.now() + 30_000;
  while (!enough(app.mailbox.list()) && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 100));
  const list = app.mailbox.list();
  expect(enough(list)).toBe(true);
  return list;
}

function lines(text: string): string {
  return text.replace(/(.{20})/g, '$1\r\n');
}

async function pdfBy(author: string | null): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage();
  if (author) document.setAuthor(author);
  return Buffer.from(await document.save());
}
