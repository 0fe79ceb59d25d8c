import { deflateRawSync, deflateSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import type { Received, ReceivedAnswer } from '../../apps/halyard/src/doctor/received.js';
import type { Answer, Browser } from './http.js';
import { keyOf, pathFor, understood } from './routes.js';
import type { World } from './world.js';

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** One real thing of each kind that the product sends, as it came. */
export interface Specimens {
  readonly page: ReceivedAnswer;
  readonly errorPage: ReceivedAnswer;
  readonly sheet: ReceivedAnswer;
  readonly icon: ReceivedAnswer;
  readonly description: ReceivedAnswer;
  readonly problem: ReceivedAnswer;
  readonly api: ReceivedAnswer;
  readonly pdf: ReceivedAnswer;
  readonly spreadsheet: ReceivedAnswer;
  readonly table: ReceivedAnswer;
  readonly picture: ReceivedAnswer;
  readonly feed: ReceivedAnswer;
  readonly mail: Extract<Received, { kind: 'mail' }>;
}

export async function specimensOf(world: World): Promise<Specimens> {
  const { app, mine, staff } = world;
  const { brand, ids } = mine;
  const page = await brand.page(`/o/${ids.organization}/campaigns`);
  const sheet = /href="(\/assets\/[^"]+\.css)"/.exec(page.text)?.[1] ?? '';
  const icon = String((await brand.page('/favicon.ico')).headers['location']);
  const kept = await takenAway(world, staff.mine);
  const edge = app.browser(mine.label, 'edge');
  await app.browser(mine.label, 'brand').post('/reset', { email: `admin@${mine.canary}.example` });
  await app.until(() => app.mailbox.list().some(({ host }) => host.includes(mine.label)), 20_000);
  const [mail] = app.mailbox.list().filter(({ host }) => host.includes(mine.label));
  return {
    page: received('/o/…/campaigns', page),
    errorPage: received('/nothing/here', await brand.page('/nothing/here')),
    sheet: received(sheet, await brand.page(sheet)),
    icon: received('/favicon.ico', await brand.page(icon)),
    description: received('/api/openapi.json', await brand.page('/api/openapi.json')),
    problem: received('/api/v1/nothing/here', await brand.get('/nothing/here')),
    api: received('/api/v1/o/…/campaigns', await brand.get(`/o/${ids.organization}/campaigns`)),
    pdf: of(kept, 'application/pdf'),
    spreadsheet: of(kept, SHEET),
    table: of(kept, 'text/csv'),
    picture: of(kept, 'image/png'),
    feed: received('/feeds/content.xml', await edge.page('/feeds/content.xml')),
    mail: { kind: 'mail', place: 'a mail', raw: await app.mailbox.raw(mail?.id ?? '') },
  };
}

type Planting = () => Received | Promise<Received>;

/** A leak of `word` for each row of the review, by its rule, in what the product really sent where it sends such. */
export function plantedWith(specimens: Specimens, word: string): Readonly<Record<string, Planting>> {
  const { mail } = specimens;
  const answer = (type: string, body: string, place = 'elsewhere'): ReceivedAnswer => ({
    kind: 'answer',
    place,
    status: 200,
    headers: { 'content-type': type },
    body: Buffer.from(body),
  });
  return {
    D101: () => withHeader(specimens.page, 'server', `${word}/1.0`),
    D102: () => withHeader(specimens.page, 'set-cookie', [`${word}_sid=1; path=/`]),
    D103: () => withText(specimens.page, '</body>', `<!-- ${word} --></body>`),
    D104: () => withText(specimens.errorPage, '</body>', `<p>${word} could not find it</p></body>`),
    D105: () => after(specimens.sheet, `\n/* ${word} */`),
    D106: () => answer('application/manifest+json', JSON.stringify({ name: word })),
    D107: () => withText(specimens.icon, '</svg>', `<desc>${word}</desc></svg>`),
    D108: () => withText(specimens.description, '"title":"', `"title":"${word} `),
    D109: () => withText(specimens.problem, '"title":"', `"title":"${word} `),
    D110: () => after(specimens.api, ` {"by":"${word}"}`),
    D111: () =>
      answer('application/json', JSON.stringify({ token: `${word.slice(0, 3)}_0123456789abcdefghij` })),
    D112: () => ({
      kind: 'request',
      place: 'a webhook',
      headers: { 'user-agent': `${word}-hooks/1` },
      body: Buffer.alloc(0),
    }),
    D113: () => ({ ...mail, raw: Buffer.concat([Buffer.from(`X-Mailer: ${word}\r\n`), mail.raw]) }),
    D114: () => ({ ...mail, raw: replaced(mail.raw, 'boundary="', `boundary="--_${word}-`) }),
    D115: () => ({ ...mail, raw: Buffer.concat([mail.raw, Buffer.from(`\r\n${quoted(word)}\r\n`)]) }),
    D116: async () => ({ ...specimens.pdf, body: await producedBy(specimens.pdf.body, word) }),
    D117: () => ({
      ...specimens.spreadsheet,
      body: zipOf('docProps/app.xml', Buffer.from(`<Application>${word}</Application>`)),
    }),
    D118: () =>
      withHeader(specimens.table, 'content-disposition', `attachment; filename="${word}-export.csv"`),
    D119: () => after(specimens.table, `\r\n${word},1`),
    D120: () => answer('text/calendar', `BEGIN:VCALENDAR\r\nPRODID:-//${word}//EN\r\n`),
    D121: () => ({ ...specimens.picture, body: drawnBy(specimens.picture.body, word) }),
    D122: () => ({ kind: 'name', use: 'sign-in', place: 'a passkey', text: `${word} Login` }),
    D123: () => ({
      kind: 'name',
      use: 'statement',
      place: 'a card statement',
      text: `${word.toUpperCase()}* 12`,
    }),
    D124: () => after(specimens.feed, `<!-- ${word} -->`),
  };
}

function received(place: string, { status, headers, bytes }: Answer): ReceivedAnswer {
  return { kind: 'answer', place, status, headers, body: bytes };
}

/** Everything that the studio hands out as a file. */
async function takenAway(world: World, staff: Browser): Promise<ReceivedAnswer[]> {
  const found: ReceivedAnswer[] = [];
  for (const route of understood(world, 'studio').filter(({ method }) => method === 'GET')) {
    const answer = await staff.get(pathFor(route, world.mine.ids));
    if (answer.status === 200 && answer.headers['content-disposition'] !== undefined)
      found.push(received(keyOf(route), answer));
  }
  return found;
}

function of(kept: readonly ReceivedAnswer[], type: string): ReceivedAnswer {
  const found = kept.find(({ headers }) => String(headers['content-type']).startsWith(type));
  if (!found) throw new Error(`the studio hands out no ${type}`);
  return found;
}

function withHeader(answer: ReceivedAnswer, name: string, value: string | string[]): ReceivedAnswer {
  return { ...answer, headers: { ...answer.headers, [name]: value } };
}

function withText(answer: ReceivedAnswer, at: string, text: string): ReceivedAnswer {
  return { ...answer, body: replaced(answer.body, at, text) };
}

function replaced(bytes: Buffer, at: string, text: string): Buffer {
  const [before, changed] = [bytes.toString('latin1'), bytes.toString('latin1').replaceAll(at, text)];
  if (before === changed) throw new Error(`there is no ${at} to plant something beside`);
  return Buffer.from(changed, 'latin1');
}

function after(answer: ReceivedAnswer, text: string): ReceivedAnswer {
  return { ...answer, body: Buffer.concat([answer.body, Buffer.from(text)]) };
}

/** Every second letter as quoted-printable spells any byte, and a line broken in the middle. */
function quoted(word: string): string {
  const spelt = [...word].map((letter, at) =>
    at % 2 === 0 ? letter : `=${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${spelt.slice(0, 3).join('')}=\r\n${spelt.slice(3).join('')}`;
}

async function producedBy(pdf: Buffer, producer: string): Promise<Buffer> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  document.setProducer(producer);
  return Buffer.from(await document.save());
}

/** A PNG that a program signed in a packed text, as editors do. */
function drawnBy(png: Buffer, program: string): Buffer {
  const data = Buffer.concat([Buffer.from('Software\0\0', 'latin1'), deflateSync(Buffer.from(program))]);
  const chunk = Buffer.alloc(12 + data.length);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write('zTXt', 4, 'latin1');
  data.copy(chunk, 8);
  // After the header: 8 bytes of signature and 25 of IHDR.
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]);
}

/** The smallest archive with one deflated member. */
export function zipOf(name: string, content: Buffer): Buffer {
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
