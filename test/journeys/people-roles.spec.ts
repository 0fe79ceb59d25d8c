import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/kernel';
import { ThemeLibrary } from '#platform/themes';
import { PASSWORD, TestApplication } from '../support/application.js';
import type { Browser } from '../support/http.js';
import { peopleTools } from '../support/people-tools.js';

describe('people', () => {
  let app: TestApplication;
  let owner: Browser;
  const { tokenFor, clientWith, accept } = peopleTools(() => ({ app, owner }));

  beforeAll(async () => {
    app = await TestApplication.start({ trustedProxy: '127.0.0.1' });
    owner = await app.staff('switchback', 'owner', 'owner@switchback.example');
  });
  afterAll(() => app.stop());

  describe('roles', () => {
    it('keeps the last owner, also when two owners remove each other at once', async () => {
      const staff = (await owner.get('/staff')).json<{
        data: { id: string; email: string; role: string }[];
      }>().data;
      const id = staff.find(({ email }) => email === 'owner@switchback.example')?.id ?? '';
      expect((await owner.post(`/staff/${id}/role`, { role: 'viewer' })).json()).toMatchObject({
        status: 409,
        code: 'last_owner',
      });
      expect((await owner.post(`/staff/${id}/remove`)).json()).toMatchObject({
        status: 409,
        code: 'last_owner',
      });
      const one = await app.staff('puder', 'owner', 'eins@puder.example');
      const two = await app.staff('puder', 'owner', 'zwei@puder.example');
      const list = (await one.get('/staff')).json<{ data: { id: string; email: string }[] }>().data;
      const idOf = (email: string) => list.find((member) => member.email === email)?.id ?? '';
      const answers = await Promise.all([
        one.post(`/staff/${idOf('zwei@puder.example')}/remove`),
        two.post(`/staff/${idOf('eins@puder.example')}/remove`),
      ]);
      // The other is refused, or was removed before it was even heard.
      const [done, refused] = answers.map(({ status }) => status).sort();
      expect(done).toBe(201);
      expect([401, 409]).toContain(refused);
    });

    it('are kept while somebody is suspended, who is out at once and gets no mail, and in again later', async () => {
      const manager = await app.staff('switchback', 'manager', 'paused@switchback.example');
      const row = async () =>
        (await owner.get('/staff'))
          .json<{ data: { id: string; email: string; role: string; state: string }[] }>()
          .data.find(({ email }) => email === 'paused@switchback.example');
      const id = (await row())?.id ?? '';
      expect((await manager.post(`/staff/${id}/suspend`)).status).toBe(403);
      expect((await owner.post(`/staff/${id}/suspend`)).status).toBe(201);
      expect((await manager.get('/campaigns')).status).toBe(401);
      expect(await row()).toMatchObject({ role: 'manager', state: 'suspended' });
      const again = app.browser('switchback', 'studio');
      const credentials = { email: 'paused@switchback.example', password: PASSWORD };
      expect((await again.post('/sign-in', credentials)).status).toBe(401);
      expect((await owner.page('/staff')).text).toContain(`/staff/${id}/resume`);
      expect((await owner.post(`/staff/${id}/resume`)).status).toBe(201);
      expect((await again.post('/sign-in', credentials)).status).toBe(201);
      const alone = (await owner.get('/staff'))
        .json<{ data: { id: string; email: string }[] }>()
        .data.find(({ email }) => email === 'owner@switchback.example');
      expect((await owner.post(`/staff/${alone?.id}/suspend`)).json()).toMatchObject({ code: 'last_owner' });
    });

    it('keeps the last admin of an organization', async () => {
      const org = await app.organization('switchback', 'Lonely');
      const admin = await app.member('switchback', org, 'admin');
      const { data } = (await admin.get(`/o/${org}/members`)).json<{ data: { id: string }[] }>();
      expect((await admin.post(`/o/${org}/members/${data[0]?.id ?? ''}/remove`)).json()).toMatchObject({
        status: 409,
        code: 'last_admin',
      });
      expect(
        (await admin.post(`/o/${org}/members/${data[0]?.id ?? ''}/role`, { role: 'member' })).json(),
      ).toMatchObject({ code: 'last_admin' });
    });

    it('change at once, for the next request', async () => {
      const org = await app.organization('switchback', 'Changing');
      const admin = await app.member('switchback', org, 'admin');
      const approver = await app.member('switchback', org, 'approver', 'approver@changing.example');
      expect(
        (
          await approver.post(`/o/${org}/members/invitations`, {
            email: 'x@changing.example',
            role: 'member',
          })
        ).status,
      ).toBe(403);
      const { data } = (await admin.get(`/o/${org}/members`)).json<{
        data: { id: string; email: string }[];
      }>();
      const id = data.find(({ email }) => email === 'approver@changing.example')?.id ?? '';
      expect((await admin.post(`/o/${org}/members/${id}/role`, { role: 'admin' })).status).toBe(201);
      expect(
        (
          await approver.post(`/o/${org}/members/invitations`, {
            email: 'x@changing.example',
            role: 'member',
          })
        ).status,
      ).toBe(201);
      expect(
        (
          await admin.post(`/o/${org}/members/invitations`, {
            email: 'approver@changing.example',
            role: 'member',
          })
        ).json(),
      ).toMatchObject({ status: 409, code: 'already_there' });
      expect((await admin.post(`/o/${org}/members/${id}/remove`)).status).toBe(201);
      expect((await approver.get(`/o/${org}/members`)).status).toBe(401);
    });

    it('are not given across organizations: a foreign member does not exist', async () => {
      const [one, two] = [
        await app.organization('switchback', 'One'),
        await app.organization('switchback', 'Two'),
      ];
      const admin = await app.member('switchback', one, 'admin');
      const theirs = await app.member('switchback', two, 'admin');
      const { data } = (await theirs.get(`/o/${two}/members`)).json<{ data: { id: string }[] }>();
      expect((await admin.post(`/o/${one}/members/${data[0]?.id ?? ''}/remove`)).status).toBe(404);
      expect((await admin.post(`/o/${two}/members/${data[0]?.id ?? ''}/remove`)).status).toBe(403);
      expect((await admin.get(`/o/${two}/members`)).status).toBe(404);
    });

    it('let a guest in for one campaign of that organization only', async () => {
      const org = await app.organization('switchback', 'Hosts');
      const admin = await app.member('switchback', org, 'admin');
      const invite = (body: object) =>
        admin.post(`/o/${org}/members/invitations`, { email: 'guest@hosts.example', role: 'guest', ...body });
      expect((await invite({})).json()).toMatchObject({ errors: [{ path: 'campaignId', code: 'required' }] });
      expect((await invite({ campaignId: newId() })).status).toBe(404);
      const campaignId = (await admin.post(`/o/${org}/campaigns`, { name: 'Shared' })).json<{ id: string }>()
        .id;
      await admin.post(`/o/${org}/campaigns`, { name: 'Hidden' });
      expect((await invite({ campaignId })).status).toBe(201);
      const guest = app.browser('switchback', 'brand');
      guest.token = (await accept(guest, await tokenFor('guest@hosts.example', 'invitation'))).json<{
        token: string;
      }>().token;
      const seen = (await guest.get(`/o/${org}/campaigns`)).json<{ data: { name: string }[] }>().data;
      expect(seen.map(({ name }) => name)).toEqual(['Shared']);
      expect((await guest.get(`/o/${org}/members`)).status).toBe(404);
    });
  });

  describe('pages', () => {
    it('of every portal are framed by what the person may do, with the present one marked', async () => {
      const page = await owner.page('/clients');
      expect(page.status).toBe(200);
      expect(page.text).toMatch(/<a href="\/clients" aria-current="page">/);
      expect(page.text).toContain('Audit log');
      const viewer = await app.staff('switchback', 'viewer');
      expect((await viewer.page('/clients')).text).not.toContain('Audit log');
      for (const path of ['/', '/clients/new', '/staff', '/staff/new', '/mail', '/audit', '/account'])
        expect([path, (await owner.page(path)).status]).toEqual([path, 200]);
    });

    it('are behind every entry of the navigation, for every role', async () => {
      const org = await app.organization('switchback', 'Navigated');
      const influencerId = newId();
      await app.inside('switchback', (db) =>
        db.query({
          name: 'test_profile',
          text: `INSERT INTO influencer (tenant_id, id, display_name) VALUES ($1, $2, 'Nav Igator')`,
          values: [app.tenantId('switchback'), influencerId],
        }),
      );
      const starts: [string, Browser, string][] = [
        ['influencer', await app.influencer('switchback', influencerId), '/'],
      ];
      for (const role of ['owner', 'manager', 'finance', 'viewer'] as const) {
        starts.push([role, await app.staff('switchback', role), '/']);
      }
      for (const role of ['admin', 'approver', 'finance', 'member'] as const) {
        starts.push([role, await app.member('switchback', org, role), `/o/${org}`]);
      }
      for (const [role, browser, start] of starts) {
        const { text } = await browser.page(start);
        const nav = text.slice(text.indexOf('<nav class="nav"'), text.indexOf('<div class="who"'));
        const paths = [...nav.matchAll(/href="([^"]+)"/g)].map((match) => match[1] ?? '');
        expect(paths.length).toBeGreaterThan(3);
        for (const path of paths) {
          let answer = await browser.page(path);
          if (answer.status === 303) answer = await browser.page(String(answer.headers['location']));
          expect([role, path, answer.status]).toEqual([role, path, 200]);
        }
      }
    });

    it('of sign-in speak the label’s words', async () => {
      expect((await app.browser('puder', 'influencer').page('/sign-in')).text).toContain('Talente');
      expect((await app.browser('switchback', 'influencer').page('/sign-in')).text).toContain('creators');
      for (const path of ['/sign-in', '/sign-in/link', '/sign-in/sent', '/reset', '/reset/sent']) {
        const page = await app.browser('puder', 'studio').page(path);
        expect([path, page.status]).toEqual([path, 200]);
        expect(page.text).toMatch(/<title>.+ · Puder &amp; Licht<\/title>/);
      }
    });

    it('of an unsubscribe link stop mails by the button alone, without a cookie, known or not', async () => {
      const token = 'unsubscribe-token-0001';
      await app.inside('switchback', (db) =>
        db.query({
          name: 'test_wanted_mail',
          text: `INSERT INTO mail_message (tenant_id, id, template, kind, locale, to_address, to_norm, automatic,
              unsubscribe_token, bounce_token, state, sent_at, created_at)
            VALUES ($1, $2, 'campaign-news', 'campaigns', 'en', 'tired@creator.example', 'tired@creator.example', true,
              $3, '000000000000000000000001', 'sent', now(), now())`,
          values: [app.tenantId('switchback'), newId(), token],
        }),
      );
      const refused = async () => {
        const rows = await app.inside('switchback', (db) =>
          db.query<{ kind: string }>({
            name: 'test_refused',
            text: `SELECT kind FROM mail_refusal WHERE tenant_id = $1 AND address_norm = 'tired@creator.example' ORDER BY kind`,
            values: [app.tenantId('switchback')],
          }),
        );
        return rows.map(({ kind }) => kind);
      };
      const edge = app.browser('switchback', 'edge');
      const page = await edge.page(`/u/${token}`);
      expect(page.status).toBe(200);
      expect(page.text).toContain(`action="/u/${token}/kinds"`);
      expect(await refused()).toEqual([]);
      const post = (path: string, body: string) =>
        edge.send('POST', path, body, { 'content-type': 'application/x-www-form-urlencoded' });
      const click = (secret: string) => post(`/u/${secret}`, 'List-Unsubscribe=One-Click');
      const [known, unknown] = [await click(token), await click('never-given-out-0001')];
      expect([known.status, unknown.status]).toEqual([200, 200]);
      expect(known.text).toBe(unknown.text);
      expect(known.headers['set-cookie']).toBeUndefined();
      expect(await refused()).toEqual(['campaigns']);
      expect((await post(`/u/${token}/kinds`, 'campaigns=on&messages=on&content=on')).status).toBe(200);
      expect(await refused()).toEqual(['invitations', 'money']);
    });

    it('of the account choose which mails one wants', async () => {
      const staff = await app.staff('switchback', 'manager');
      expect((await staff.page('/account/mail')).text).toContain('name="campaigns" checked');
      const answer = await staff.submit('/account/mail', { messages: 'on' });
      expect(answer.headers['location']).toBe('/account/mail?done=mail_chosen');
      const page = (await staff.page('/account/mail')).text;
      expect([page.includes('name="messages" checked'), page.includes('name="campaigns" checked')]).toEqual([
        true,
        false,
      ]);
    });

    it('and mails so far had every text, icon and picture that they asked for', () => {
      expect([...app.app.get(ThemeLibrary).missing]).toEqual([]);
    });

    it('of the mailbox show the mails of the demo, as page and as JSON', async () => {
      await clientWith('boxed@client.example');
      const box = app.browser('switchback', 'studio');
      const host = { host: `mail.${app.config.neutralDomain}` };
      const list = await box.send(
        'GET',
        '/api/v1/messages?to=boxed@client.example&label=switchback',
        undefined,
        host,
      );
      const [mail] = list.json<{ data: { id: string; links: string[] }[] }>().data;
      expect(mail?.links[0]).toContain('/invitation/');
      for (const path of [
        '/',
        '/messages',
        `/messages/${mail?.id ?? ''}`,
        `/messages/${mail?.id ?? ''}/html`,
        `/messages/${mail?.id ?? ''}/raw`,
        '/mailbox.css',
      ]) {
        expect([path, (await box.send('GET', path, undefined, host)).status]).toEqual([path, 200]);
      }
      expect((await box.send('GET', `/api/v1/messages?label=nobody`, undefined, host)).status).toBe(404);
    });
  });
});
