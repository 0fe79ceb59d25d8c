import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '#platform/jobs';
import { newId } from '#platform/kernel';
import type { CataloguedRoute } from '#platform/web';
import { TestApplication } from './support/application.js';
import { Contents } from './support/contents.js';
import { ENDS_SESSION, type Ids } from './support/examples.js';
import type { Answer, Browser } from './support/http.js';
import {
  bodyFor,
  keyOf,
  pathFor,
  PEOPLE_PORTALS,
  type PeoplePortal,
  rank,
  routesOf,
  understood,
} from './support/routes.js';
import { buildWorld, type World } from './support/world.js';

let app: TestApplication;
let world: World;
let contents: Contents;
let ids: Ids;

beforeAll(async () => {
  app = await TestApplication.start();
  world = await buildWorld(app);
  contents = await Contents.of(app);
  ids = world.mine.ids;
}, 120_000);
afterAll(async () => {
  await contents.close();
  await app.stop();
});

const owner = (portal: PeoplePortal): Browser =>
  portal === 'studio' ? world.staff.mine : world.mine[portal];

/** Everything that somebody who is signed in can send; what is open to all has nobody to keep an answer for. */
function unsafe(portal: PeoplePortal): CataloguedRoute[] {
  const found = understood(world, portal).filter(
    ({ method, access, facts, path }) =>
      method === 'POST' && access !== 'public' && !facts.preview && !ENDS_SESSION.includes(path),
  );
  return found.sort((a, b) => rank(a) - rank(b));
}

function send(route: CataloguedRoute, body: object, key: string): Promise<Answer> {
  const browser = owner(route.portal as PeoplePortal);
  const headers = { 'idempotency-key': key };
  if (route.facts.multipart) return browser.upload('a.txt', 'text/plain', JSON.stringify(body), '', headers);
  return browser.post(pathFor(route, ids), body, headers);
}

const isMismatch = ({ status, text }: Answer) =>
  status === 422 && text.includes('"code":"idempotency_mismatch"');

describe('a request that is sent twice', () => {
  it('waits for the first one where that has no transaction of its own', async () => {
    const key = newId();
    const upload = () =>
      owner('brand').upload('once.txt', 'text/plain', 'the same words', '', { 'idempotency-key': key });
    const answers = await Promise.all([upload(), upload(), upload()]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  it('may be sent again after it failed, under the same key', async () => {
    const key = newId();
    const send = (name: string) =>
      owner('brand').upload(name, 'image/png', 'no picture', '', { 'idempotency-key': key });
    expect([(await send('a.png')).status, (await send('a.png')).status]).toEqual([422, 422]);
  });

  it('finds no answer in the clear: what is told once is sealed', async () => {
    const route = unsafe('brand').find(({ path }) => path.endsWith('/results/shares'))!;
    const key = newId();
    const { secret } = (await send(route, bodyFor(route, ids), key)).json<{ secret: string }>();
    const { rows } = await contents.query<{ answer: string }>(
      'SELECT answer FROM idempotency WHERE key = $1',
      [key],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]!.answer).not.toContain(secret);
    expect(Buffer.from(rows[0]!.answer.split('.')[1]!, 'base64url').toString('latin1')).not.toContain(secret);
  });

  it('goes on, after a while, where a killed process left it undone', async () => {
    const key = newId();
    const again = () =>
      owner('brand').upload('left.txt', 'text/plain', 'words', '', { 'idempotency-key': key });
    const values = [app.tenantId('switchback'), ids.account, key];
    await contents.query(
      `INSERT INTO idempotency (tenant_id, actor, key, body_hash, created_at) VALUES ($1, $2, $3, '', now() - interval '3 minutes')`,
      values,
    );
    expect((await again()).status).toBe(201);
    expect((await again()).status).toBe(201);
    const { rows } = await contents.query('SELECT id FROM file WHERE name = $1', ['left.txt']);
    expect(rows).toHaveLength(1);
  });

  it('is done twice by no route but those that keep nothing', () => {
    const previews = PEOPLE_PORTALS.flatMap((portal) => routesOf(app, portal)).filter(
      ({ facts }) => facts.preview,
    );
    expect(previews.map(keyOf)).toEqual(['influencer POST /collaborations/:id/content/:piece/check']);
  });

  it.each(PEOPLE_PORTALS)(
    'is refused by every route of the %s portal under a key that another one used, on both doors',
    async (portal) => {
      const key = newId();
      const used = await owner(portal).post('/account', { name: 'Somebody' }, { 'idempotency-key': key });
      expect(used.status).toBe(201);
      const before = await contents.now();
      const faults: string[] = [];
      for (const route of unsafe(portal)) {
        const answer = await send(route, bodyFor(route, ids), key);
        if (!isMismatch(answer))
          faults.push(`${keyOf(route)}: ${answer.status} ${answer.text.slice(0, 160)}`);
        if (route.facts.apiOnly) continue;
        const page = await owner(portal).submit(pathFor(route, ids), { _key: key });
        if (page.status !== 422 || !page.text.includes('already sent with other content'))
          faults.push(`${keyOf(route)} as a page: ${page.status}`);
      }
      expect(faults).toEqual([]);
      expect(await contents.changedSince(before)).toEqual([]);
    },
    300_000,
  );

  it.each(PEOPLE_PORTALS)(
    'gives the same answer and changes nothing more, on each route of the %s portal',
    async (portal) => {
      const faults: string[] = [];
      const proven: string[] = [];
      for (const route of unsafe(portal)) {
        const [key, body] = [newId(), bodyFor(route, ids)];
        const first = await send(route, body, key);
        if (first.status >= 300) continue;
        proven.push(route.path);
        await app.app.get(Jobs).idle(60_000);
        const before = await contents.now();
        const second = await send(route, body, key);
        if (second.status !== first.status || second.text !== first.text)
          faults.push(`${keyOf(route)}: ${second.status} ${second.text.slice(0, 200)}`);
        const other = await send(route, { ...body, another: 'body' }, key);
        if (!isMismatch(other))
          faults.push(`${keyOf(route)} with another body: ${other.status} ${other.text.slice(0, 160)}`);
        const changed = await contents.changedSince(before);
        if (changed.length > 0) faults.push(`${keyOf(route)} changed ${changed.join(', ')}`);
      }
      expect(faults).toEqual([]);
      // It is tried out where the world allows it at all; that every route is asked, the test above has shown.
      expect(proven.length).toBeGreaterThan(unsafe(portal).length / 4);
      if (portal !== 'influencer') expect(proven.some((path) => path.endsWith('/results/shares'))).toBe(true);
    },
    300_000,
  );
});
