import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '#platform/jobs';
import { moveClock, newId } from '#platform/kernel';
import { ThemeLibrary } from '#platform/themes';
import { influencerClaimed, invitationAccepted } from '#domain/identity';
import { PASSWORD, TestApplication } from '../support/application.js';
import type { Browser } from '../support/http.js';

const NEW_PASSWORD = 'a quiet lake at dawn';

describe('people', () => {
  let app: TestApplication;
  let owner: Browser;

  beforeAll(async () => {
    app = await TestApplication.start({ trustedProxy: '127.0.0.1' });
    owner = await app.staff('switchback', 'owner', 'owner@switchback.example');
  });
  afterAll(() => app.stop());

  /** From another network than everybody else, so that one test's attempts do not count in the next. */
  let network = 0;
  const from = () => ({ 'x-forwarded-for': `203.0.113.${++network}` });

  /** The newest mail to somebody, once all jobs are done. */
  async function mailTo(address: string) {
    await app.app.get(Jobs).idle();
    const [mail] = app.mailbox.list({ to: address });
    return mail ? app.mailbox.get(mail.id) : null;
  }

  async function tokenFor(address: string, kind: string): Promise<string> {
    const mail = await mailTo(address);
    const token = new RegExp(`${kind}/([\\w-]{43})`).exec(mail?.text ?? '')?.[1];
    if (!token) throw new Error(`no link in the mail: ${mail?.text ?? 'there is none'}`);
    return token;
  }

  async function clientWith(
    email: string,
    name = `Client ${newId().slice(-6)}`,
    label = 'switchback',
    by = owner,
  ) {
    const made = await by.post('/clients', { name, contactName: 'Ada Admin', contactEmail: email });
    expect(made.status).toBe(201);
    return { id: made.json<{ id: string }>().id, token: await tokenFor(email, 'invitation'), label };
  }

  const accept = (browser: Browser, token: string, name = 'Ada Admin') =>
    browser.post('/invitation', { token, name, password: NEW_PASSWORD });

  describe('a new brand client', () => {
    it('is invited by mail, sets itself up and starts', async () => {
      const { id, token } = await clientWith('ada@nordvik.example', 'Nordvik Outdoor');
      const mail = await mailTo('ada@nordvik.example');
      expect(mail?.fromName).toBe('Switchback Weekly');
      expect(mail?.html).toContain(`http://brands.switchback.localhost:${app.port}/invitation/`);
      const browser = app.browser('switchback', 'brand');
      const shown = await browser.page(`/invitation/${token}`);
      expect(shown.text).toContain('Nordvik Outdoor');
      const joined = await browser.submit('/invitation', {
        token,
        name: 'Ada Admin',
        password: NEW_PASSWORD,
      });
      expect([joined.status, joined.headers['location']]).toEqual([303, '/']);
      expect((await browser.page('/')).headers['location']).toBe(`/o/${id}`);
      expect((await browser.page(`/o/${id}`)).headers['location']).toBe(`/o/${id}/setup`);
      expect((await browser.page(`/o/${id}/setup`)).text).toContain('Set up Nordvik Outdoor');
      const half = await browser.submit(`/o/${id}/setup`, { name: 'Nordvik Outdoor', website: 'nordvik' });
      expect(half.status).toBe(422);
      expect(half.text).toContain('value="nordvik"');
      const done = await browser.submit(`/o/${id}/setup`, profile('Nordvik Outdoor'));
      expect([done.status, done.headers['location']]).toEqual([303, `/o/${id}?done=organization_set_up`]);
      const home = await browser.page(`/o/${id}`);
      expect(home.status).toBe(200);
      expect(home.text).toContain('<title>Nordvik Outdoor · Switchback Weekly</title>');
      const settings = await browser.page(`/o/${id}/settings`);
      expect(settings.text).toContain('Nordvik Outdoor AS');
      expect((await mailTo('ada@nordvik.example'))?.subject).toBe('Welcome to Switchback Weekly');
    });

    it('lets somebody who has an account only confirm, and work for both', async () => {
      const first = await clientWith('both@agency.example', 'First');
      const browser = app.browser('switchback', 'brand');
      expect((await accept(browser, first.token)).status).toBe(201);
      const second = await clientWith('both@agency.example', 'Second');
      const view = await browser.get(`/invitation/${second.token}`);
      expect(view.json()).toMatchObject({ needsAccount: false, needsPassword: false, party: 'Second' });
      const answer = await app.browser('switchback', 'brand').post('/invitation', { token: second.token });
      expect(answer.status).toBe(201);
      browser.token = answer.json<{ token: string }>().token;
      const own = await browser.get('/');
      expect(own.json<{ data: { name: string }[] }>().data.map(({ name }) => name)).toEqual([
        'First',
        'Second',
      ]);
    });

    it('is refused its portal while it is suspended, and let in again', async () => {
      const { id, token } = await clientWith('late@suspended.example');
      const browser = app.browser('switchback', 'brand');
      browser.token = (await accept(browser, token)).json<{ token: string }>().token;
      expect((await browser.get(`/o/${id}`)).status).toBe(200);
      expect((await owner.post(`/clients/${id}/suspend`)).status).toBe(201);
      expect((await browser.get(`/o/${id}`)).status).toBe(401);
      const again = await app
        .browser('switchback', 'brand')
        .post('/sign-in', { email: 'late@suspended.example', password: NEW_PASSWORD }, from());
      expect(again.status).toBe(401);
      expect((await owner.post(`/clients/${id}/suspend`)).json()).toMatchObject({
        status: 409,
        allowed: ['resume'],
      });
      expect((await owner.post(`/clients/${id}/resume`)).status).toBe(201);
      expect((await browser.get(`/o/${id}`)).status).toBe(200);
    });

    it('names what is wrong in the form, and keeps what was typed', async () => {
      const page = await owner.submit('/clients', { name: 'Kept', contactName: '', contactEmail: 'nobody' });
      expect(page.status).toBe(422);
      expect(page.text).toContain('value="Kept"');
      const problem = await owner.post('/clients', {
        name: 'x'.repeat(121),
        contactEmail: 'nobody',
        parentId: newId(),
        contactName: 'A',
      });
      expect(
        problem
          .json<{ errors: { path: string; code: string }[] }>()
          .errors.map(({ path, code }) => `${path} ${code}`)
          .sort(),
      ).toEqual(['contactEmail bad_email', 'name too_long']);
      expect(
        (
          await owner.post('/clients', {
            name: 'x',
            contactName: 'A',
            contactEmail: 'a@b.example',
            parentId: newId(),
          })
        ).status,
      ).toBe(404);
    });
  });

  describe('an invitation', () => {
    it('survives the visit of a mail scanner and is used once', async () => {
      const { token } = await clientWith('scanned@client.example');
      const scanner = app.browser('switchback', 'brand');
      for (let visit = 0; visit < 3; visit++)
        expect((await scanner.page(`/invitation/${token}`)).status).toBe(200);
      await scanner.send('HEAD', `/invitation/${token}`, undefined, {});
      const answers = await Promise.all([
        accept(app.browser('switchback', 'brand'), token),
        accept(app.browser('switchback', 'brand'), token),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 410]);
      expect((await accept(app.browser('switchback', 'brand'), token)).status).toBe(410);
      expect((await scanner.page(`/invitation/${token}`)).status).toBe(410);
    });

    it('is worth nothing on another portal or in another label', async () => {
      const { token } = await clientWith('elsewhere@client.example');
      for (const [label, kind] of [
        ['switchback', 'studio'],
        ['switchback', 'influencer'],
        ['puder', 'brand'],
      ] as const) {
        expect((await app.browser(label, kind).get(`/invitation/${token}`)).status).toBe(410);
        expect((await accept(app.browser(label, kind), token)).status).toBe(410);
      }
      expect((await accept(app.browser('switchback', 'brand'), token)).status).toBe(201);
    });

    it('expires, and can be sent again with a new link', async () => {
      const { id, token } = await clientWith('slow@client.example');
      moveClock(15 * 86_400_000);
      try {
        expect((await app.browser('switchback', 'brand').get(`/invitation/${token}`)).status).toBe(410);
      } finally {
        moveClock(0);
      }
      const { invitations } = (await owner.get(`/clients/${id}`)).json<{
        members: { invitations: { id: string }[] };
      }>().members;
      expect(invitations).toHaveLength(1);
      expect((await owner.post(`/clients/${id}/invitations/${invitations[0]?.id ?? ''}/resend`)).status).toBe(
        201,
      );
      const renewed = await tokenFor('slow@client.example', 'invitation');
      expect(renewed).not.toBe(token);
      expect((await accept(app.browser('switchback', 'brand'), token)).status).toBe(410);
      expect((await accept(app.browser('switchback', 'brand'), renewed)).status).toBe(201);
      expect((await owner.post(`/clients/${id}/invitations/${invitations[0]?.id ?? ''}/resend`)).status).toBe(
        404,
      );
    });

    it('can be withdrawn, and not by another organization', async () => {
      const { id, token } = await clientWith('unwanted@client.example');
      const other = await clientWith('stranger@client.example');
      const list = await owner.get(`/clients/${id}`);
      const invitation =
        list.json<{ members: { invitations: { id: string }[] } }>().members.invitations[0]?.id ?? '';
      expect((await owner.post(`/clients/${other.id}/invitations/${invitation}/withdraw`)).status).toBe(404);
      expect((await owner.post(`/clients/${id}/invitations/${invitation}/withdraw`)).status).toBe(201);
      expect((await accept(app.browser('switchback', 'brand'), token)).status).toBe(410);
    });

    it('refuses a password that is short, common or one’s own address', async () => {
      const { token } = await clientWith('weakpasswords@client.example');
      const browser = app.browser('switchback', 'brand');
      for (const [password, code] of [
        ['short', 'too_short'],
        ['Password123!', 'password_too_common'],
        ['weakpasswords1', 'password_too_common'],
      ]) {
        const answer = await browser.post('/invitation', { token, name: 'Ada', password });
        expect(answer.json()).toMatchObject({ status: 422, errors: [{ path: 'password', code }] });
      }
      expect((await browser.post('/invitation', { token, password: NEW_PASSWORD })).json()).toMatchObject({
        errors: [{ path: 'name', code: 'required' }],
      });
      expect((await accept(browser, token)).status).toBe(201);
    });

    it('carries all profiles of a manager who accepted one of their invitations', async () => {
      const email = `manager-${newId()}@agency.example`;
      const ids = [newId(), newId(), newId()];
      for (const [at, id] of ids.entries()) {
        await app.inside('switchback', (db) =>
          db.query({
            name: 'test_influencer_of',
            text: `INSERT INTO influencer (tenant_id, id, display_name) VALUES ($1, $2, $3)`,
            values: [app.tenantId('switchback'), id, `Talent ${at}`],
          }),
        );
        expect((await owner.post(`/roster/${id}/invite`, { email })).status).toBe(201);
      }
      const staffToo = await owner.post('/staff/invitations', { email, name: 'M', role: 'viewer' });
      expect(staffToo.status).toBe(201);
      await app.app.get(Jobs).idle();
      const mails = await Promise.all(app.mailbox.list({ to: email }).map(({ id }) => app.mailbox.get(id)));
      const tokens = mails.flatMap(
        ({ text }) => /creators\S*\/invitation\/([\w-]{43})/.exec(text)?.[1] ?? [],
      );
      expect(tokens).toHaveLength(3);
      const browser = app.browser('switchback', 'influencer');
      const shown = await browser.page(`/invitation/${tokens[0]}`);
      expect(shown.text.match(/<strong>Talent \d<\/strong>/g)).toHaveLength(2);
      expect((await accept(browser, tokens[0] ?? '', 'Mo Manager')).status).toBe(201);
      for (const other of tokens.slice(1))
        expect((await app.browser('switchback', 'influencer').get(`/invitation/${other}`)).status).toBe(410);
      const signedIn = await app.browser('switchback', 'influencer').signIn(email, NEW_PASSWORD);
      for (const id of ids) expect((await signedIn.get(`/profile/${id}`)).status).toBe(200);
      await app.app.get(Jobs).idle();
      expect(app.mailbox.list({ to: email })).toHaveLength(mails.length + 1);
      // What is not a profile is accepted by itself.
      await expect(app.browser('switchback', 'studio').signIn(email, NEW_PASSWORD)).rejects.toThrow();
    });

    it('lets an influencer claim a profile, and says so to whoever listens', async () => {
      const influencerId = newId();
      await app.inside('switchback', (db) =>
        db.query({
          name: 'test_influencer',
          text: `INSERT INTO influencer (tenant_id, id, display_name) VALUES ($1, $2, 'Mira Trail')`,
          values: [app.tenantId('switchback'), influencerId],
        }),
      );
      const { Invitations } = await import('#domain/identity');
      await app.inside('switchback', () =>
        app.app.get(Invitations).invite({
          email: 'mira@creator.example',
          name: 'Mira Trail',
          portal: 'influencer',
          grants: { influencerId },
          details: { party: 'Mira Trail', campaign: 'Winter trails', next: '/collaborations' },
        }),
      );
      const mail = await mailTo('mira@creator.example');
      expect(mail?.text).toContain('Winter trails');
      expect(mail?.text).toContain('erased');
      const browser = app.browser('switchback', 'influencer');
      const token = await tokenFor('mira@creator.example', 'invitation');
      const joined = await browser.submit('/invitation', { token, name: 'Mira', password: NEW_PASSWORD });
      expect(joined.headers['location']).toBe('/collaborations');
      expect((await browser.page('/')).status).toBe(200);
      const claimed = await app.inside('switchback', (db) =>
        db.one<{ claimed_at: Date | null }>({
          name: 'test_claimed',
          text: 'SELECT claimed_at FROM influencer WHERE tenant_id = $1 AND id = $2',
          values: [app.tenantId('switchback'), influencerId],
        }),
      );
      expect(claimed?.claimed_at).not.toBeNull();
      expect([influencerClaimed.name, invitationAccepted.name]).toEqual([
        'influencer.claimed',
        'invitation.accepted',
      ]);
    });
  });

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
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
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

function profile(name: string) {
  return {
    name,
    legalName: `${name} AS`,
    website: 'https://nordvik.example',
    country: 'NO',
    industry: 'outdoor',
    description: 'Tents and boots for bad weather.',
    billingAddress: 'Havnegata 1\n5003 Bergen\nNorway',
    'handles.instagram': '@nordvik',
  };
}
