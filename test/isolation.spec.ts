import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CataloguedRoute } from '#platform/web';
import { TestApplication } from './support/application.js';
import { ENDS_SESSION, type Ids, SHARED_IN_LABEL } from './support/examples.js';
import { Browser } from './support/http.js';
import {
  bodyFor,
  keyOf,
  missingExample,
  parametersOf,
  pathFor,
  PEOPLE_PORTALS,
  type PeoplePortal,
  rank,
  routesOf,
} from './support/routes.js';
import { buildWorld, type World } from './support/world.js';

/** Somebody who asks for what is `mine` and must not get it. */
interface Stranger {
  readonly who: string;
  readonly browser: Browser;
  readonly ids: Ids;
  /** Acts in the first label's own hosts as somebody who may do things there, though not to this. */
  readonly signedIn: boolean;
  /** Of the same label, whose roster all its brands share. */
  readonly sharesRoster?: boolean;
}

let app: TestApplication;
let world: World;
const routes: CataloguedRoute[] = [];
/** Those that `examples.ts` suffices for; the first test fails while there are others. */
let understood: CataloguedRoute[] = [];

beforeAll(async () => {
  app = await TestApplication.start();
  world = await buildWorld(app);
  for (const portal of PEOPLE_PORTALS) routes.push(...routesOf(app, portal));
  understood = routes.filter((route) => missingExample(route, world) === null);
}, 120_000);
afterAll(() => app.stop());

/** Whether the route is about something of the party's, by its path. */
const isTheirs = ({ path }: CataloguedRoute) => parametersOf(path).some((one) => !one.endsWith('/:token'));
const isLast = ({ path }: CataloguedRoute) => ENDS_SESSION.includes(path);

function strangersFor({ portal, path }: CataloguedRoute): Stranger[] {
  const { mine, sibling, foreign, staff } = world;
  const kind = portal as 'brand' | 'influencer' | 'studio';
  const anonymous = new Browser(app.port, app.host('switchback', kind));
  const smuggled = new Browser(app.port, app.host('puder', kind));
  smuggled.token = (kind === 'studio' ? staff.mine : mine[kind]).token;
  const found: Stranger[] = [
    { who: 'nobody', browser: anonymous, ids: mine.ids, signedIn: false },
    { who: 'the owner’s token on another label’s host', browser: smuggled, ids: mine.ids, signedIn: false },
  ];
  if (kind === 'studio') {
    const crossed = new Browser(app.port, app.host('switchback', 'studio'));
    crossed.token = mine.brand.token;
    found.push(
      { who: 'staff of another label', browser: staff.foreign, ids: mine.ids, signedIn: true },
      { who: 'a brand’s token in the studio', browser: crossed, ids: mine.ids, signedIn: false },
    );
    return found;
  }
  for (const [who, other] of [
    ['another party of the label', sibling],
    ['a party of another label', foreign],
  ] as const) {
    const sharesRoster = other === sibling;
    found.push({ who, browser: other[kind], ids: mine.ids, signedIn: true, sharesRoster });
    if (path.includes('/o/:org/') && parametersOf(path).length > 1) {
      const ids = { ...mine.ids, organization: other.ids.organization };
      found.push({
        who: `${who} under its own organization`,
        browser: other[kind],
        ids,
        signedIn: true,
        sharesRoster,
      });
    }
  }
  return found;
}

function call(route: CataloguedRoute, browser: Browser, ids: Ids) {
  const path = pathFor(route, ids);
  if (route.facts.multipart) return browser.upload('a.txt', 'text/plain', 'words');
  return route.method === 'GET' ? browser.get(path) : browser.post(path, bodyFor(route, ids));
}

describe('the walls, on every route', () => {
  it('has an example for each route', () => {
    expect(routes.length).toBeGreaterThan(40);
    expect(routes.map((route) => missingExample(route, world)).filter((one) => one !== null)).toEqual([]);
  });

  it('marks each route with who may use it', () => {
    expect(routes.filter(({ access }) => access === null).map(keyOf)).toEqual([]);
  });

  it('knows each route that the server answers', () => {
    const server = app.app.getHttpAdapter().getInstance() as unknown as {
      hasRoute(route: { url: string; method: string; constraints: object }): boolean;
    };
    const lost = routes.filter(
      ({ path, method, portal }) => !server.hasRoute({ url: path, method, constraints: { portal } }),
    );
    expect(lost.map(keyOf)).toEqual([]);
  });

  it.each(PEOPLE_PORTALS)(
    'keeps what is one party’s from everybody else, on each route of the %s portal',
    async (portal) => {
      const faults: string[] = [];
      for (const route of understood.filter((one) => one.portal === portal && !isLast(one)))
        for (const stranger of strangersFor(route)) {
          const { status, text } = await call(route, stranger.browser, stranger.ids);
          const fault = faultOf(route, stranger, status, text);
          if (fault) faults.push(`${keyOf(route)} as ${stranger.who}: ${fault}`);
        }
      expect(faults).toEqual([]);
    },
    300_000,
  );

  it.each(PEOPLE_PORTALS)(
    'keeps it on the pages of the %s portal too',
    async (portal) => {
      const faults: string[] = [];
      const pages = understood.filter(
        (one) => one.portal === portal && one.method === 'GET' && one.facts.view,
      );
      for (const route of pages)
        for (const stranger of strangersFor(route).filter(({ signedIn }) => signedIn)) {
          const { status, text } = await stranger.browser.page(pathFor(route, stranger.ids));
          const fault = faultOf(route, stranger, status, text);
          if (fault) faults.push(`${keyOf(route)} as ${stranger.who}: ${fault}`);
        }
      expect(faults).toEqual([]);
    },
    300_000,
  );

  it('leaves the strangers signed in: their refusals were about the thing asked for', async () => {
    const { sibling, foreign, staff } = world;
    const all = [
      sibling.brand,
      sibling.influencer,
      foreign.brand,
      foreign.influencer,
      staff.mine,
      staff.foreign,
    ];
    for (const browser of all) expect((await browser.get('/account')).status).toBe(200);
  });

  it('opens the same requests to their owner, or it would prove nothing that others are refused', async () => {
    const mine = understood.filter((one) => isTheirs(one) && !isLast(one));
    const faults: string[] = [];
    for (const route of [...mine].sort((a, b) => rank(a) - rank(b) || b.path.length - a.path.length)) {
      const portal = route.portal as PeoplePortal;
      const owner = portal === 'studio' ? world.staff.mine : world.mine[portal];
      const { status, text } = await call(route, owner, world.mine.ids);
      const shown = route.facts.pageOnly ? [200, 303] : [200];
      const done = route.method === 'GET' ? shown : [200, 201, 202, 409];
      if (!done.includes(status) && !(route.method === 'POST' && refusedByRule(status, text)))
        faults.push(`${keyOf(route)}: ${status} ${text.slice(0, 200)}`);
    }
    expect(faults).toEqual([]);
  }, 300_000);

  it('keeps tracked links and shared reports to their label’s edge', async () => {
    const elsewhere = new Browser(app.port, app.host('puder', 'edge'));
    const faults: string[] = [];
    for (const route of routesOf(app, 'edge').filter((one) => one.method === 'GET' && isTheirs(one))) {
      const { status, text } = await elsewhere.page(pathFor(route, world.mine.ids));
      if (status !== 404 || text.includes(world.mine.canary)) faults.push(`${keyOf(route)}: ${status}`);
    }
    expect(faults).toEqual([]);
  });
});

/** A rule of the field that refuses with 422 and a code of its own; a body that was not understood is no such thing. */
function refusedByRule(status: number, text: string): boolean {
  return status === 422 && !text.includes('"code":"invalid_input"');
}

function faultOf(route: CataloguedRoute, stranger: Stranger, status: number, text: string): string | null {
  if (status >= 500) return `${status} ${text.slice(0, 200)}`;
  const words = stranger.sharesRoster ? [world.mine.canary] : [world.mine.canary, world.mine.labelWord];
  for (const word of words) if (text.includes(word)) return `${status} shows ${word}`;
  if (route.access === 'public') return null;
  if (!stranger.signedIn) return status === 401 || status === 303 ? null : `${status} without a session`;
  if (stranger.sharesRoster && SHARED_IN_LABEL.some((pattern) => pattern.test(route.path))) return null;
  // An address that only leads back to another one tells nothing of what it is about.
  if (route.method === 'GET' && status === 303 && text === '') return null;
  const refused = [401, 403, 404].includes(status);
  const theirs = parametersOf(route.path).filter((one) => one !== 'o/:org');
  if (theirs.length > 0) return refused ? null : `${status} ${text.slice(0, 120)}`;
  if (route.method === 'POST' && isTheirs(route)) return refused ? null : `${status} ${text.slice(0, 120)}`;
  return null;
}
