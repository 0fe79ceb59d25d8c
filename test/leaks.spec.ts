import { deflateRawSync, gzipSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CataloguedRoute } from '#platform/web';
import { TestApplication } from './support/application.js';
import { ENDS_SESSION } from './support/examples.js';
import { type Answer, Browser } from './support/http.js';
import {
  bodyFor,
  keyOf,
  pathFor,
  PEOPLE_PORTALS,
  type PeoplePortal,
  routesOf,
  understood,
} from './support/routes.js';
import { TELLTALES, traces } from './support/traces.js';
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

async function leaksOf(answer: Answer, label: string): Promise<string[]> {
  const headers = Buffer.from(JSON.stringify(answer.headers));
  const words = forbidden(label);
  return [...(await traces(headers, words)), ...(await traces(answer.bytes, words))];
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
          for (const word of await leaksOf(answer, party.label))
            faults.push(`${keyOf(route)} ${answer.status}: ${word}`);
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
        const found = await leaksOf(await visitor.page(path), party.label);
        if (found.length > 0) faults.push(`${path}: ${found.join(', ')}`);
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
        for (const word of await leaksOf(await visitor.page(path), party.label))
          faults.push(`${party.label} ${path}: ${word}`);
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
          for (const word of await leaksOf(answer, label))
            faults.push(`${label} ${portal} ${answer.status}: ${word}`);
      }
    expect(faults).toEqual([]);
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
      for (const word of await traces(raw, forbidden(label))) faults.push(`${mail.subject}: ${word}`);
    }
    expect(faults).toEqual([]);
  }, 60_000);
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

/** The smallest archive with one deflated member. */
function zipOf(name: string, content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(packed.length, 20);
  central.writeUInt16LE(name.length, 28);
  return Buffer.concat([local, Buffer.from(name), packed, central, Buffer.from(name)]);
}
