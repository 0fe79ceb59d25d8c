import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Action, GRANTS, type Subject } from '#platform/access';
import { newId, type Role, ROLES } from '#platform/kernel';
import { type CataloguedRoute, RouteCatalogue } from '#platform/web';
import { TestApplication } from './support/application.js';
import { ENDS_SESSION } from './support/examples.js';
import { Browser } from './support/http.js';
import { keyOf, PEOPLE_PORTALS, type PeoplePortal } from './support/routes.js';

const AT: Readonly<Record<PeoplePortal, string>> = {
  brand: 'member',
  influencer: 'influencer',
  studio: 'staff',
};

/** What `access/table.ts` says of a route and a role. */
function expected({ access }: CataloguedRoute, role: Role): 'allowed' | 'denied' {
  if (access === 'public') return 'allowed';
  if (access === null) return 'denied';
  const grants: Partial<Record<Subject, readonly Action[]>> = GRANTS[role];
  return (grants[access.subject] ?? []).includes(access.action) ? 'allowed' : 'denied';
}

/** Every route, called as every role of its portal: the guard agrees with the table, and nothing is left unmarked. */
describe('roles', () => {
  let app: TestApplication;
  let organizationId: string;
  let routes: readonly CataloguedRoute[];
  const people = new Map<Role, Browser>();

  beforeAll(async () => {
    app = await TestApplication.start();
    routes = app.app.get(RouteCatalogue).all();
    organizationId = await app.organization('switchback', 'Roles');
    for (const role of ROLES) {
      const [kind, name] = role.split('.');
      if (kind === 'staff') people.set(role, await app.staff('switchback', name as 'owner'));
      if (kind === 'member')
        people.set(role, await app.member('switchback', organizationId, name as 'admin'));
      if (kind === 'influencer') people.set(role, await app.influencer('switchback', newId()));
    }
  }, 60_000);
  afterAll(() => app.stop());

  /** Ids of nothing at all, so that whatever the guard lets through finds nothing to change. */
  function filled(path: string): string {
    return path.replace(/:\w+/g, (name) => (name === ':org' ? organizationId : newId())) || '/';
  }

  /** 401 and 403 are the guard's; nothing but a missing thing, a bad body or a conflict can come after it. */
  async function call(browser: Browser, route: CataloguedRoute): Promise<'allowed' | 'denied'> {
    const path = filled(route.path);
    const door = route.facts.pageOnly
      ? browser.page(path)
      : route.method === 'GET'
        ? browser.get(path)
        : browser.post(path, {});
    const { status, headers, text } = await door;
    if (status >= 500) throw new Error(`${keyOf(route)} answered ${status}: ${text.slice(0, 200)}`);
    const toSignIn = status === 303 && String(headers['location']).startsWith('/sign-in?next=');
    return status === 401 || status === 403 || toSignIn ? 'denied' : 'allowed';
  }

  it('leave no route without a mark, on any host', () => {
    expect(routes.length).toBeGreaterThan(80);
    expect(routes.filter(({ access }) => access === null).map(keyOf)).toEqual([]);
  });

  it('are all met by the people of this test', () => {
    expect([...people.keys()]).toEqual(ROLES.filter((role) => role !== 'anonymous' && role !== 'system'));
  });

  for (const portal of PEOPLE_PORTALS) {
    for (const role of ROLES.filter((one) => one.startsWith(`${AT[portal]}.`) || one === 'anonymous')) {
      it(`of ${portal}: ${role} reaches what the table says, and nothing else`, async () => {
        const browser = people.get(role) ?? new Browser(app.port, app.host('switchback', portal));
        const found: Record<string, string> = {};
        const wanted: Record<string, string> = {};
        // What is public asks for no role, and some of it would end the session that the rest needs.
        const asked = routes.filter(
          (route) => route.portal === portal && (route.access !== 'public' || role === 'anonymous'),
        );
        const last = asked.filter(({ path }) => ENDS_SESSION.includes(path));
        for (const route of [...asked.filter((one) => !last.includes(one)), ...last]) {
          wanted[keyOf(route)] = expected(route, role);
          // A wrong sign-in is a refusal too, though not the guard's.
          found[keyOf(route)] = route.access === 'public' ? 'allowed' : await call(browser, route);
        }
        expect(found).toEqual(wanted);
      }, 60_000);
    }
  }
});
