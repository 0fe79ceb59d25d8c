import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/kernel';
import type { CataloguedRoute } from '#platform/web';
import { TestApplication } from './support/application.js';
import { Contents } from './support/contents.js';
import { ENDS_SESSION } from './support/examples.js';
import type { Browser } from './support/http.js';
import { bodyFor, keyOf, pathFor, PEOPLE_PORTALS, type PeoplePortal, understood } from './support/routes.js';
import { schemaOf } from './support/samples.js';
import { buildWorld, type World } from './support/world.js';

let app: TestApplication;
let world: World;
let contents: Contents;

beforeAll(async () => {
  app = await TestApplication.start();
  world = await buildWorld(app);
  contents = await Contents.of(app);
}, 120_000);
afterAll(async () => {
  await contents.close();
  await app.stop();
});

const owner = (portal: PeoplePortal): Browser =>
  portal === 'studio' ? world.staff.mine : world.mine[portal];

const inputs = (portal: PeoplePortal) =>
  understood(world, portal).filter(
    (one) => one.method === 'POST' && one.facts.input && !ENDS_SESSION.includes(one.path),
  );

/** A valid body with one thing wrong with it, each in turn. */
function* spoiled(route: CataloguedRoute): Iterable<[string, unknown]> {
  const { input } = route.facts;
  if (!input) return;
  const valid = bodyFor(route, world.mine.ids);
  const schema = schemaOf(input);
  const candidates: [string, unknown][] = [
    ['a list', []],
    ['a text', 'x'],
    ['a number', 7],
    ['null', null],
    ['nested too deep', { a: nestedTo(200) }],
    ['a prototype', JSON.parse('{"__proto__": {"admin": true}}')],
  ];
  for (const key of schema.required ?? [])
    candidates.push([`without ${key}`, { ...valid, [key]: undefined }]);
  for (const key of Object.keys(schema.properties ?? {}))
    for (const [name, value] of WRONG) candidates.push([`${key} as ${name}`, { ...valid, [key]: value }]);
  // Only what the schema itself refuses: nothing may come of those.
  for (const [name, body] of candidates) if (!input.safeParse(body ?? {}).success) yield [name, body];
}

const WRONG: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['an object', { x: 1 }],
  ['a list of lists', [[1]]],
  ['a negative number', -1],
  ['a fraction', 0.5],
  ['far too much', 1e300],
  ['a long text', 'x'.repeat(60_000)],
  ['a NUL', 'a\u0000b'],
  ['half a character', '\ud800'],
];

function nestedTo(depth: number): unknown {
  let value: unknown = 'x';
  for (let step = 0; step < depth; step += 1) value = { a: value };
  return value;
}

describe('bad input', () => {
  it.each(PEOPLE_PORTALS)(
    'is refused by each form of the %s portal, by name, and nothing is written',
    async (portal) => {
      const before = await contents.now();
      const faults: string[] = [];
      for (const route of inputs(portal))
        for (const [name, body] of spoiled(route)) {
          const { status, text } = await owner(portal).post(pathFor(route, world.mine.ids), body);
          const told = status === 422 && (JSON.parse(text) as { errors?: unknown[] }).errors !== undefined;
          if (!told && ![400, 403, 404, 409, 413].includes(status))
            faults.push(`${keyOf(route)} with ${name}: ${status} ${text.slice(0, 100)}`);
        }
      expect(faults).toEqual([]);
      expect(await contents.changedSince(before)).toEqual([]);
    },
    300_000,
  );

  it.each(PEOPLE_PORTALS)(
    'is refused on the pages of the %s portal with what was typed',
    async (portal) => {
      const before = await contents.now();
      const faults: string[] = [];
      for (const route of inputs(portal)) {
        if (route.facts.input?.safeParse({}).success) continue;
        const { status, text, headers } = await owner(portal).submit(pathFor(route, world.mine.ids), {
          odd: '<b>typed</b>',
        });
        const page = String(headers['content-type']).startsWith('text/html');
        if (![403, 404, 409, 422].includes(status) || !page)
          faults.push(`${keyOf(route)}: ${status} ${String(headers['content-type'])}`);
        if (text.includes('<b>typed</b>')) faults.push(`${keyOf(route)}: shows markup that was typed`);
      }
      expect(faults).toEqual([]);
      expect(await contents.changedSince(before)).toEqual([]);
    },
    300_000,
  );

  it.each(PEOPLE_PORTALS)(
    'knows no unknown ids on the %s portal',
    async (portal) => {
      const before = await contents.now();
      const faults: string[] = [];
      const unknown = Object.fromEntries(Object.keys(world.mine.ids).map((key) => [key, newId()]));
      const ids = { ...world.mine.ids, ...unknown, organization: world.mine.ids.organization };
      const studioIds = { ...ids, organization: newId() };
      for (const route of understood(world, portal)) {
        const own = /:(?!org\b|token\b)\w+/.test(route.path);
        if (!own || route.facts.multipart) continue;
        for (const id of ['unknown', 'none'] as const) {
          const filled = pathFor(route, portal === 'studio' ? studioIds : ids);
          const path =
            id === 'unknown' ? filled : filled.replace(/[0-9a-f-]{36}(?=[^/]*$|\/[a-z-]+$)/, 'not-an-id');
          const { status } =
            route.method === 'GET'
              ? await owner(portal).get(path)
              : await owner(portal).post(path, bodyFor(route, world.mine.ids));
          const leadsBack = route.method === 'GET' && status === 303;
          if (status !== 404 && status !== 403 && !leadsBack)
            faults.push(`${keyOf(route)} with ${id} id: ${status}`);
        }
      }
      expect(faults).toEqual([]);
      expect(await contents.changedSince(before)).toEqual([]);
    },
    300_000,
  );

  it.each(PEOPLE_PORTALS)(
    'in an address is refused on the %s portal',
    async (portal) => {
      const faults: string[] = [];
      for (const route of understood(world, portal).filter(
        (one) => one.method === 'GET' && one.facts.search,
      )) {
        const path = pathFor(route, world.mine.ids);
        for (const key of Object.keys(schemaOf(route.facts.search!).properties ?? {}))
          for (const value of [
            '%00',
            '-1',
            '1e999',
            'x'.repeat(5_000),
            '%F0%9F%A6%91',
            `a&${key}=b`,
            `&${key}.__proto__.x=1`,
          ]) {
            const { status } = await owner(portal).get(`${path}?${key}=${value}`);
            if (status >= 500) faults.push(`${keyOf(route)} ?${key}=${value.slice(0, 20)}: ${status}`);
          }
      }
      expect(faults).toEqual([]);
    },
    300_000,
  );
});
