import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { moveClock, newId } from '#platform/kernel';
import { RouteCatalogue } from '#platform/web';
import { TestApplication } from '../support/application.js';
import type { Browser } from '../support/http.js';
import { keyOf } from '../support/routes.js';

/** The whole of what staff may change while they act for somebody; all else of the portals is refused them. */
const MENDS = [
  'brand POST /o/:org/campaigns',
  'brand POST /o/:org/campaigns/:id',
  'brand POST /o/:org/campaigns/:id/documents',
  'brand POST /o/:org/campaigns/:id/documents/:document/remove',
  'brand POST /o/:org/campaigns/:id/duplicate',
  'brand POST /o/:org/campaigns/:id/results/documents',
  'brand POST /o/:org/campaigns/:id/rows',
  'brand POST /o/:org/lists',
  'brand POST /o/:org/lists/:id/delete',
  'brand POST /o/:org/lists/:id/entries',
  'brand POST /o/:org/lists/:id/entries/:influencer/note',
  'brand POST /o/:org/lists/:id/entries/remove',
  'brand POST /o/:org/lists/:id/rename',
  'brand POST /o/:org/lists/collect',
  'influencer POST /collaborations/:id/results/posts/:piece',
  'influencer POST /profile/:id',
];
const REASON = 'The list of summer creators is gone; she asked us to look';
const MINUTE_MS = 60_000;
type Kind = 'brand' | 'influencer';

interface Entry {
  action: string;
  actorName: string | null;
  forName: string | null;
  details: Record<string, unknown>;
}

describe('staff who act for somebody', () => {
  let app: TestApplication;
  let owner: Browser;
  let client: string;
  let member: Browser;
  let influencer: string;
  const accounts = new Map<string, string>();

  const idOf = async (email: string) => {
    const values = [app.tenantId('switchback'), email];
    const text = 'SELECT id FROM account WHERE tenant_id = $1 AND email = $2';
    const found = await app.inside('switchback', (db) =>
      db.one<{ id: string }>({ name: 'account_by_email', text, values }),
    );
    return found?.id ?? '';
  };
  const person = (kind: Kind) => accounts.get(kind) ?? '';
  const party = (kind: Kind) => (kind === 'brand' ? `/clients/${client}` : `/roster/${influencer}`);
  const start = (kind: Kind = 'brand', body: Record<string, unknown> = {}, by = owner) =>
    by.post(`${party(kind)}/acting`, { accountId: person(kind), reason: REASON, ...body });
  const started = async (kind: Kind = 'brand') => (await start(kind)).json<{ acting: string }>().acting;
  const tokenOf = async (acting: string, by = owner) =>
    (await by.get(`/acting/${acting}`)).json<{ link: string | null }>().link?.split('/').at(-1) ?? '';

  /** By the API. */
  async function enter(kind: Kind = 'brand'): Promise<{ browser: Browser; acting: string }> {
    const acting = await started(kind);
    const browser = app.browser('switchback', kind);
    const answer = await browser.post('/acting/enter', { token: await tokenOf(acting) });
    browser.token = answer.json<{ token: string }>().token;
    return { browser, acting };
  }

  /** By pages. */
  async function walkIn(kind: Kind = 'brand'): Promise<{ browser: Browser; acting: string }> {
    const acting = await started(kind);
    const browser = app.browser('switchback', kind);
    const answer = await browser.submit('/acting/enter', { token: await tokenOf(acting) });
    expect([answer.status, answer.headers['location']]).toEqual([303, '/']);
    return { browser, acting };
  }

  beforeAll(async () => {
    app = await TestApplication.start();
    owner = await app.staff('switchback', 'owner', 'olive@switchback.example');
    client = await app.organization('switchback', 'Summit Outfitters');
    member = await app.member('switchback', client, 'admin', 'maya@summit.example');
    influencer = newId();
    await app.inside('switchback', (db) =>
      db.query({
        name: 'put_influencer',
        text: 'INSERT INTO influencer (tenant_id, id, display_name) VALUES ($1, $2, $3)',
        values: [app.tenantId('switchback'), influencer, 'Trail Nora'],
      }),
    );
    await app.influencer('switchback', influencer, 'nora@creator.example');
    accounts.set('brand', await idOf('maya@summit.example'));
    accounts.set('influencer', await idOf('nora@creator.example'));
  }, 60_000);
  afterAll(() => app.stop());
  afterEach(() => moveClock(0));

  it('see what the person sees, under a banner on every page', async () => {
    const { browser } = await walkIn();
    for (const path of [`/o/${client}`, `/o/${client}/campaigns`, `/o/${client}/campaigns/${newId()}`]) {
      const { text } = await browser.page(path);
      expect([path, text.includes('class="acting-banner"')]).toEqual([path, true]);
      expect(text).toContain('You are acting for maya.');
      expect(text).toContain('olive');
    }
    expect((await member.page(`/o/${client}`)).text).not.toContain('acting-banner');
  });

  it('are not let in without a reason, nor for longer than an hour', async () => {
    for (const body of [{ reason: '' }, { reason: '   because   ' }, { minutes: 61 }])
      expect([body, (await start('brand', body)).status]).toEqual([body, 422]);
    const page = await owner.submit(`/clients/${client}/acting`, {
      accountId: person('brand'),
      reason: 'why',
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('aria-invalid="true"');
  });

  it.each(['finance', 'viewer'] as const)('are owners and managers: refuses %s', async (role) => {
    const colleague = await app.staff('switchback', role);
    expect((await start('brand', {}, colleague)).status).toBe(403);
    expect((await colleague.get('/acting')).status).toBe(403);
  });

  it('never act for a colleague, for themselves, or for somebody of another client or label', async () => {
    const other = await app.organization('switchback', 'Elsewhere');
    await app.member('switchback', other, 'member', 'elsewhere@client.example');
    const foreign = await app.staff('puder', 'owner');
    const colleague = await idOf('olive@switchback.example');
    await app.inside('switchback', (db) =>
      db.query({
        name: 'put_membership',
        text: `INSERT INTO membership (tenant_id, id, account_id, organization_id, role) VALUES ($1, $2, $3, $4, 'admin')`,
        values: [app.tenantId('switchback'), newId(), colleague, other],
      }),
    );
    expect(
      (await owner.post(`/clients/${other}/acting`, { accountId: colleague, reason: REASON })).status,
    ).toBe(404);
    expect((await start('brand', { accountId: await idOf('elsewhere@client.example') })).status).toBe(404);
    expect((await start('brand', {}, foreign)).status).toBe(404);
  });

  it.each(['brand', 'influencer'] as const)(
    'mend what was typed on the %s portal, and are refused all that binds, pays or lets in',
    async (kind) => {
      const { browser } = await enter(kind);
      const routes = app.app
        .get(RouteCatalogue)
        .all()
        .filter(({ portal, method, access }) => portal === kind && method === 'POST' && access !== 'public');
      expect(routes.length).toBeGreaterThan(15);
      const open: string[] = [];
      for (const route of routes) {
        const path = route.path.replace(/:\w+/g, (name) => (name === ':org' ? client : newId()));
        const answer = await browser.post(path, {});
        if (answer.status !== 403) open.push(keyOf(route));
        else expect(answer.json<{ code: string }>().code).toBe('acting_limit');
      }
      expect(open.sort()).toEqual(MENDS.filter((key) => key.startsWith(kind)));
      expect((await browser.get('/account')).status).toBe(403);
    },
  );

  it('go in once, from the link alone, within minutes, on that portal', async () => {
    const acting = await started();
    const token = await tokenOf(acting);
    const browser = app.browser('switchback', 'brand');
    expect((await app.browser('switchback', 'influencer').post('/acting/enter', { token })).status).toBe(410);
    expect((await app.browser('puder', 'brand').post('/acting/enter', { token })).status).toBe(410);
    const forged = `${token.slice(0, -3)}${token.endsWith('AAA') ? 'BBB' : 'AAA'}`;
    expect((await browser.post('/acting/enter', { token: forged })).status).toBe(410);
    // A page that is looked at goes nowhere.
    expect((await browser.page(`/acting/${token}`)).text).toContain('Act for maya');
    expect((await browser.post('/acting/enter', { token })).status).toBe(201);
    expect((await browser.post('/acting/enter', { token })).status).toBe(410);
    expect((await browser.page(`/acting/${token}`)).status).toBe(410);
    const late = await tokenOf(await started());
    moveClock(6 * MINUTE_MS);
    expect((await browser.post('/acting/enter', { token: late })).status).toBe(410);
  });

  it('show the way in to nobody but whoever asked for it', async () => {
    const acting = await started();
    const manager = await app.staff('switchback', 'manager');
    expect(await tokenOf(acting, manager)).toBe('');
    expect(await tokenOf(acting)).not.toBe('');
  });

  it('are out when their time is over', async () => {
    const { browser } = await enter();
    expect((await browser.get(`/o/${client}/campaigns`)).status).toBe(200);
    moveClock(31 * MINUTE_MS);
    expect((await browser.get(`/o/${client}/campaigns`)).status).toBe(401);
  });

  it('are out by the button of the banner, by one in the studio, and when they begin another act', async () => {
    const left = await walkIn();
    expect((await left.browser.submit('/acting/leave', {})).headers['location']).toContain('/acting/over');
    expect((await left.browser.page(`/o/${client}`)).status).toBe(303);
    const ended = await enter();
    expect((await owner.post(`/acting/${ended.acting}/end`)).status).toBe(201);
    expect((await ended.browser.get(`/o/${client}/campaigns`)).status).toBe(401);
    const first = await enter();
    await started();
    expect((await first.browser.get(`/o/${client}/campaigns`)).status).toBe(401);
  });

  it('are out once they are not staff any more', async () => {
    const manager = await app.staff('switchback', 'manager', 'mark@switchback.example');
    const { acting } = (await start('brand', {}, manager)).json<{ acting: string }>();
    const browser = app.browser('switchback', 'brand');
    const answer = await browser.post('/acting/enter', { token: await tokenOf(acting, manager) });
    browser.token = answer.json<{ token: string }>().token;
    expect((await browser.get(`/o/${client}/campaigns`)).status).toBe(200);
    const accountId = await idOf('mark@switchback.example');
    await app.inside('switchback', (db) =>
      db.query({
        name: 'demote',
        text: `UPDATE staff_member SET role = 'viewer' WHERE tenant_id = $1 AND account_id = $2`,
        values: [app.tenantId('switchback'), accountId],
      }),
    );
    expect((await browser.get(`/o/${client}/campaigns`)).status).toBe(401);
  });

  it('are written down with each change under both names', async () => {
    const { browser, acting } = await enter();
    expect((await browser.post(`/o/${client}/lists`, { name: 'Found again' })).status).toBe(201);
    await owner.post(`/acting/${acting}/end`);
    const log = (await owner.get('/audit?subject=Acting')).json<{ data: Entry[] }>().data.slice(0, 4);
    expect(log.map(({ action, actorName, forName }) => [action, actorName, forName])).toEqual([
      ['acting.ended', 'olive', null],
      ['acting.changed', 'olive', 'maya'],
      ['acting.entered', 'olive', 'maya'],
      ['acting.started', 'olive', null],
    ]);
    expect(log[1]?.details).toMatchObject({ route: '/o/:org/lists', org: client });
    const page = await owner.page(`/acting/${acting}`);
    expect(page.text).toContain('1 thing');
    expect(page.text).toContain('The list of summer creators');
  });

  it('are seen by the person, who can show them out', async () => {
    const { browser } = await enter();
    const account = (await member.get('/account')).json<{
      acted: { staffName: string }[];
      sessions: { id: string; staff: boolean }[];
    }>();
    expect(account.acted[0]?.staffName).toBe('olive');
    const session = account.sessions.find(({ staff }) => staff);
    expect((await member.page('/account')).text).toContain('acting for you');
    await member.post(`/account/sessions/${session?.id}/end`);
    expect((await browser.get(`/o/${client}/campaigns`)).status).toBe(401);
  });
});
