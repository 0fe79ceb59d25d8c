import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '#platform/jobs';
import { moveClock, newId } from '#platform/kernel';
import { influencerClaimed, invitationAccepted } from '#domain/identity';
import { TestApplication } from '../support/application.js';
import type { Browser } from '../support/http.js';
import { NEW_PASSWORD, peopleTools } from '../support/people-tools.js';

describe('people', () => {
  let app: TestApplication;
  let owner: Browser;
  const { from, mailTo, tokenFor, clientWith, accept } = peopleTools(() => ({ app, owner }));

  beforeAll(async () => {
    app = await TestApplication.start({ trustedProxy: '127.0.0.1' });
    owner = await app.staff('switchback', 'owner', 'owner@switchback.example');
  });
  afterAll(() => app.stop());

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
