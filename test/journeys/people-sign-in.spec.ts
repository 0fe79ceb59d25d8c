import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { moveClock } from '#platform/kernel';
import { PASSWORD, TestApplication } from '../support/application.js';
import type { Browser } from '../support/http.js';
import { NEW_PASSWORD, peopleTools } from '../support/people-tools.js';

describe('people', () => {
  let app: TestApplication;
  let owner: Browser;
  const { from, mailTo, tokenFor } = peopleTools(() => ({ app, owner }));

  beforeAll(async () => {
    app = await TestApplication.start({ trustedProxy: '127.0.0.1' });
    owner = await app.staff('switchback', 'owner', 'owner@switchback.example');
  });
  afterAll(() => app.stop());

  describe('signing in', () => {
    it('by password leads to the page that was asked for, on this host only', async () => {
      await app.staff('switchback', 'viewer', 'viewer@switchback.example');
      const browser = app.browser('switchback', 'studio');
      expect((await browser.page('/clients')).headers['location']).toBe('/sign-in?next=%2Fclients');
      const signed = await browser.submit(
        '/sign-in',
        { email: ' Viewer@Switchback.example', password: PASSWORD, next: '/clients' },
        from(),
      );
      expect([signed.status, signed.headers['location']]).toEqual([303, '/clients']);
      expect(signed.headers['set-cookie']?.[0]).toMatch(/^sid=[\w-]{43}; .*HttpOnly; SameSite=Lax$/);
      const lured = await browser.submit(
        '/sign-in',
        { email: 'viewer@switchback.example', password: PASSWORD, next: '//evil.example' },
        from(),
      );
      expect(lured.headers['location']).toBe('/');
    });

    it('gives the same answer for a wrong password, an unknown address and another portal’s people', async () => {
      const tries = [
        ['owner@switchback.example', 'wrong password here'],
        ['nobody@switchback.example', PASSWORD],
        ['client@switchback.example', PASSWORD],
      ] as const;
      const organizationId = await app.organization('switchback', 'Same answer');
      await app.member('switchback', organizationId, 'admin', 'client@switchback.example');
      const answers = [];
      for (const [email, password] of tries)
        answers.push(
          (await app.browser('switchback', 'studio').post('/sign-in', { email, password }, from())).text,
        );
      expect(new Set(answers).size).toBe(1);
      expect(JSON.parse(answers[0] ?? '{}')).toMatchObject({ status: 401, code: 'wrong_credentials' });
    });

    it('ends the session that it came with, and signing out ends the present one', async () => {
      const browser = app.browser('switchback', 'studio');
      await browser.signIn('owner@switchback.example', PASSWORD);
      const former = browser.token;
      const next = await browser.post('/sign-in', { email: 'owner@switchback.example', password: PASSWORD });
      browser.token = next.json<{ token: string }>().token;
      const old = app.browser('switchback', 'studio');
      old.token = former;
      expect((await old.get('/staff')).status).toBe(401);
      expect((await browser.get('/staff')).status).toBe(200);
      expect((await browser.post('/sign-out')).status).toBe(201);
      expect((await browser.get('/staff')).status).toBe(401);
      expect((await browser.submit('/sign-out', {})).headers['location']).toBe('/sign-in?done=signed_out');
      expect((await browser.page('/staff')).status).toBe(303);
    });

    it('is refused from another site, also for the form that signs in', async () => {
      const forged = await app
        .browser('switchback', 'studio')
        .submit(
          '/sign-in',
          { email: 'owner@switchback.example', password: PASSWORD },
          { 'sec-fetch-site': 'cross-site' },
        );
      expect(forged.status).toBe(403);
    });

    it('by a mailed link: only the button signs in, once, here', async () => {
      const organizationId = await app.organization('switchback', 'Linked');
      await app.member('switchback', organizationId, 'admin', 'linked@client.example');
      const browser = app.browser('switchback', 'brand');
      const asked = await browser.submit(
        '/sign-in/link',
        { email: 'Linked@client.example', next: '/account' },
        from(),
      );
      expect([asked.status, asked.headers['location']]).toEqual([303, '/sign-in/sent']);
      const token = await tokenFor('linked@client.example', 'sign-in/link');
      const shown = await browser.page(`/sign-in/link/${token}`);
      expect(shown.status).toBe(200);
      expect(shown.headers['set-cookie']).toBeUndefined();
      expect((await app.browser('puder', 'brand').post('/sign-in/confirm', { token })).status).toBe(410);
      expect((await app.browser('switchback', 'studio').post('/sign-in/confirm', { token })).status).toBe(
        410,
      );
      expect(
        (await app.browser('switchback', 'brand').post('/reset/confirm', { token, password: NEW_PASSWORD }))
          .status,
      ).toBe(410);
      const signed = await browser.submit('/sign-in/confirm', { token });
      expect([signed.status, signed.headers['location']]).toEqual([303, '/account']);
      expect((await browser.page('/account')).text).toContain('linked@client.example');
      expect((await app.browser('switchback', 'brand').post('/sign-in/confirm', { token })).status).toBe(410);
    });

    it('does not tell by its answer who has an account, and mails nobody who has none', async () => {
      const answers = [];
      for (const email of ['owner@switchback.example', 'unknown@switchback.example']) {
        answers.push(await app.browser('switchback', 'studio').post('/sign-in/link', { email }, from()));
        answers.push(await app.browser('switchback', 'studio').post('/reset', { email }, from()));
      }
      expect(new Set(answers.filter((_one, index) => index % 2 === 0).map(({ text }) => text)).size).toBe(1);
      expect(new Set(answers.filter((_one, index) => index % 2 === 1).map(({ text }) => text)).size).toBe(1);
      expect(await mailTo('unknown@switchback.example')).toBeNull();
      expect(await mailTo('owner@switchback.example')).not.toBeNull();
    });

    it('makes an outdated hash anew', async () => {
      const { hash } = await import('@node-rs/argon2');
      const weak = await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
      await app.staff('switchback', 'viewer', 'old@switchback.example');
      const read = () =>
        app.inside('switchback', (db) =>
          db.one<{ h: string }>({
            name: 'test_hash',
            text: 'SELECT password_hash AS h FROM account WHERE tenant_id = $1 AND email_norm = $2',
            values: [app.tenantId('switchback'), 'old@switchback.example'],
          }),
        );
      await app.inside('switchback', (db) =>
        db.query({
          name: 'test_weaken',
          text: 'UPDATE account SET password_hash = $3 WHERE tenant_id = $1 AND email_norm = $2',
          values: [app.tenantId('switchback'), 'old@switchback.example', weak],
        }),
      );
      await app.browser('switchback', 'studio').signIn('old@switchback.example', PASSWORD);
      expect((await read())?.h).toContain('$m=19456,t=2,p=1$');
    });
  });

  describe('a reset', () => {
    it('sets a new password once and ends every session of the account', async () => {
      const staff = await app.staff('switchback', 'manager', 'forgetful@switchback.example');
      await app
        .browser('switchback', 'studio')
        .post('/reset', { email: 'forgetful@switchback.example' }, from());
      const token = await tokenFor('forgetful@switchback.example', 'reset');
      const browser = app.browser('switchback', 'studio');
      expect((await browser.page(`/reset/${token}`)).status).toBe(200);
      const weak = await browser.submit('/reset/confirm', { token, password: 'short' });
      expect(weak.status).toBe(422);
      expect(weak.text).not.toContain('value="short"');
      const done = await browser.submit('/reset/confirm', { token, password: NEW_PASSWORD });
      expect([done.status, done.headers['location']]).toEqual([303, '/']);
      expect((await staff.get('/staff')).status).toBe(401);
      expect((await browser.page('/staff')).status).toBe(200);
      expect(
        (await app.browser('switchback', 'studio').post('/reset/confirm', { token, password: NEW_PASSWORD }))
          .status,
      ).toBe(410);
      expect(
        (
          await app
            .browser('switchback', 'studio')
            .post('/sign-in', { email: 'forgetful@switchback.example', password: PASSWORD }, from())
        ).status,
      ).toBe(401);
    });
  });

  describe('throttling', () => {
    it('stops guessing at one account from one network, not its owner elsewhere, and says for how long', async () => {
      await app.staff('switchback', 'viewer', 'target@switchback.example');
      const here = from();
      const guess = (password: string, headers: Record<string, string> = here) =>
        app
          .browser('switchback', 'studio')
          .post('/sign-in', { email: 'target@switchback.example', password }, headers);
      const answers = await Promise.all(
        Array.from({ length: 14 }, (_one, index) => guess(`guess number ${index}`)),
      );
      expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
      const refused = await guess(PASSWORD);
      expect(refused.json()).toMatchObject({ status: 429, code: 'too_many_attempts' });
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(800);
      expect((await guess(PASSWORD, from())).status).toBe(201);
      const log = await owner.get('/audit?action=signIn.throttled');
      expect(log.json<{ data: unknown[] }>().data.length).toBeGreaterThan(0);
      moveClock(16 * 60_000);
      try {
        expect((await guess(PASSWORD)).status).toBe(201);
      } finally {
        moveClock(0);
      }
    });

    it('does not count what came out well', async () => {
      await app.staff('switchback', 'viewer', 'often@switchback.example');
      const here = from();
      for (let time = 0; time < 13; time++) {
        const answer = await app
          .browser('switchback', 'studio')
          .post('/sign-in', { email: 'often@switchback.example', password: PASSWORD }, here);
        expect(answer.status).toBe(201);
      }
    });

    it('limits the links mailed to one address, from wherever they are asked for', async () => {
      const ask = () =>
        app.browser('puder', 'brand').submit('/sign-in/link', { email: 'flooded@client.example' }, from());
      for (let time = 0; time < 5; time++) expect((await ask()).status).toBe(303);
      const refused = await ask();
      expect(refused.status).toBe(429);
      expect(refused.headers['retry-after']).toBeDefined();
      expect(refused.text).toContain('flooded@client.example');
    });
  });

  describe('the own account', () => {
    it('lists its sessions, ends them, and never another’s', async () => {
      const mine = await app.staff('switchback', 'viewer', 'self@switchback.example');
      const other = await app.staff('switchback', 'viewer', 'other@switchback.example');
      type Own = { sessions: { id: string; current: boolean }[] };
      const sessions = async (browser: Browser) => (await browser.get('/account')).json<Own>().sessions;
      expect((await sessions(mine)).filter(({ current }) => current)).toHaveLength(1);
      const theirs = (await sessions(other))[0]?.id ?? '';
      expect((await mine.post(`/account/sessions/${theirs}/end`)).status).toBe(404);
      const second = (await sessions(mine)).find(({ current }) => !current)?.id ?? '';
      expect((await mine.post(`/account/sessions/${second}/end`)).status).toBe(201);
      expect(await sessions(mine)).toHaveLength(1);
      expect((await mine.page('/account')).status).toBe(303);
    });

    it('changes its password with the present one only, and signs out everywhere else', async () => {
      const mine = await app.staff('switchback', 'viewer', 'changer@switchback.example');
      const elsewhere = await app
        .browser('switchback', 'studio')
        .signIn('changer@switchback.example', PASSWORD);
      const wrong = await mine.post('/account/password', {
        currentPassword: 'not this one',
        newPassword: NEW_PASSWORD,
      });
      expect(wrong.json()).toMatchObject({
        status: 422,
        errors: [{ path: 'currentPassword', code: 'wrong_password' }],
      });
      expect(
        (await mine.post('/account/password', { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }))
          .status,
      ).toBe(201);
      expect((await mine.get('/account')).status).toBe(200);
      expect((await elsewhere.get('/account')).status).toBe(401);
      expect((await mine.post('/account', { name: 'Renamed' })).status).toBe(201);
      expect((await mine.get('/account')).json()).toMatchObject({ name: 'Renamed' });
    });
  });
});
