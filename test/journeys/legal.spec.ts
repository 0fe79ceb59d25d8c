import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, runForTenant, systemActor } from '#platform/kernel';
import { Db } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { Account, Invitations, Membership } from '#domain/identity';
import { PASSWORD, TestApplication } from '../support/application.js';
import { Browser } from '../support/http.js';

let app: TestApplication;
let owner: Browser;
let organization: string;

const write = (page: string, text: string, mustAccept: boolean, locale = 'en-US') =>
  owner.post('/look/legal', { page, locale, text, mustAccept });
async function publish(why = 'terms'): Promise<void> {
  const { status, text } = await owner.post('/look/publish', { why });
  if (status !== 201) throw new Error(text);
}
const visitor = () => app.browser('switchback', 'brand');
const signIn = (email: string) => visitor().signIn(email, PASSWORD);

async function member(email: string): Promise<void> {
  const accountId = await app.account('switchback', email);
  await app.inside('switchback', (db) =>
    db.repo(Membership).insert({ id: newId(), accountId, organizationId: organization, role: 'admin' }),
  );
}

async function invited(email: string): Promise<string> {
  await runForTenant(app.tenantId('switchback'), systemActor, () =>
    app.app.get(Db).transaction(() =>
      app.app.get(Invitations).invite({
        email,
        portal: 'brand',
        grants: { organizationId: organization, memberRole: 'admin' },
      }),
    ),
  );
  await app.app.get(Jobs).idle();
  const [mail] = app.mailbox.list({ to: email });
  const found = mail && (await app.mailbox.get(mail.id));
  return /\/invitation\/([\w-]+)/.exec(found?.text ?? '')?.[1] ?? '';
}

beforeAll(async () => {
  app = await TestApplication.start();
  organization = await app.organization('switchback', 'Client');
  owner = await app.staff('switchback', 'owner');
}, 60_000);
afterAll(() => app.stop());

describe('a legal page', () => {
  it('is not there, and no footer leads to it, until the label wrote it', async () => {
    for (const kind of ['brand', 'influencer', 'studio', 'edge'] as const)
      expect((await app.browser('switchback', kind).page('/legal/imprint')).status).toBe(404);
    expect((await visitor().page('/sign-in')).text).not.toContain('/legal/');
  });

  it('is read by everybody on every portal, in the nearest language, with its earlier versions', async () => {
    await write('imprint', '# Who we are\n\nSwitchback Weekly LLC\n- 14 Ridge Road\n- **Salida**', false);
    await publish();
    await write('imprint', '# Who we are\n\nMoved to [Denver](https://denver.example)', false);
    await publish();
    for (const kind of ['brand', 'influencer', 'studio', 'edge'] as const) {
      const { status, text } = await app.browser('switchback', kind).page('/legal/imprint');
      expect([kind, status]).toEqual([kind, 200]);
      expect(text).toContain('<h2>Who we are</h2>');
      expect(text).toContain('<a href="https://denver.example">Denver</a>');
    }
    expect((await visitor().page('/sign-in')).text).toContain('href="/legal/imprint"');
    expect((await visitor().page('/legal/imprint?version=1')).text).toContain('<strong>Salida</strong>');
    expect((await visitor().get('/legal/imprint')).json()).toMatchObject({ version: 2, inForce: true });
    expect((await visitor().get('/legal/imprint?version=1')).json()).toMatchObject({ inForce: false });
    expect((await visitor().get('/legal/imprint?version=9')).status).toBe(404);
    expect((await app.browser('puder', 'brand').page('/legal/imprint')).status).toBe(404);
  });

  it('runs nothing that was typed into it', async () => {
    await write('privacy', '<script>x()</script> [a](javascript:x()) # <img src=x onerror=x()>', false);
    await publish();
    const { text } = await visitor().page('/legal/privacy');
    expect(text).not.toMatch(/<script>x|href="javascript|<img src=x/);
    expect(text).toContain('&lt;script&gt;');
  });

  it('is seen in a preview as the draft has it', async () => {
    await write('imprint', 'Only in the draft', false);
    const { url } = (await owner.get('/look/preview?see=brand')).json<{ url: string }>();
    const [, , token] = new URL(url).pathname.split('/');
    expect((await visitor().page(`/preview/${token}/legal/imprint`)).text).toContain('Only in the draft');
    expect((await visitor().page('/legal/imprint')).text).not.toContain('Only in the draft');
    await owner.post('/look/discard');
  });
});

describe('agreement', () => {
  let before: Browser;

  beforeAll(async () => {
    await member('early@client.example');
    before = await signIn('early@client.example');
    await write('terms', 'The first terms', true);
    await publish();
  });

  it('is asked of whoever joins, on both doors, and recorded with the version that was shown', async () => {
    const token = await invited('new@client.example');
    const { text } = await visitor().page(`/invitation/${token}`);
    expect(text).toContain('name="agreed" value="terms.1"');
    const given = { token, name: 'New', password: 'a long enough passphrase' };
    const refused = await visitor().post('/invitation', given);
    expect([refused.status, refused.json()]).toEqual([
      422,
      expect.objectContaining({ errors: [expect.objectContaining({ path: 'agreed', code: 'must_agree' })] }),
    ]);
    expect((await visitor().post('/invitation', { ...given, agreed: ['terms.2'] })).status).toBe(422);
    const joined = visitor();
    const page = await joined.submit('/invitation', { ...given, agreed: 'terms.1' });
    expect(page.status).toBe(303);
    expect((await joined.page(`/o/${organization}`)).status).toBe(200);
    const { data } = (await owner.get('/look/legal/agreements')).json<{ data: unknown[] }>();
    expect(data).toEqual([expect.objectContaining({ name: 'New', page: 'terms', version: 1 })]);
  });

  it('lets whoever was signed in end what they are at', async () => {
    expect((await before.page(`/o/${organization}`)).status).toBe(200);
    expect((await before.get('/account')).status).toBe(200);
  });

  it('is asked at the next sign-in, and leads back to where one was going', async () => {
    const browser = visitor();
    const path = `/o/${organization}/campaigns`;
    const signedIn = await browser.submit('/sign-in', {
      email: 'early@client.example',
      password: PASSWORD,
      next: path,
    });
    expect(signedIn.headers['location']).toBe(path);
    const asked = await browser.page(path);
    expect([asked.status, asked.headers['location']]).toEqual([
      303,
      `/agreement?next=${encodeURIComponent(path)}`,
    ]);
    const page = await browser.page(String(asked.headers['location']));
    expect(page.text).toContain('value="terms.1"');
    expect(page.text).toContain(`name="next" value="${path}"`);
    expect((await browser.page('/legal/terms')).status).toBe(200);
    const nothing = await browser.submit('/agreement', { next: path });
    expect(nothing.status).toBe(422);
    expect(nothing.text).toContain(`name="next" value="${path}"`);
    const agreed = await browser.submit('/agreement', { next: path, agreed: 'terms.1', _key: newId() });
    const [status, on] = [agreed.status, String(agreed.headers['location'])];
    expect([status, (await browser.page(on)).headers['location']]).toEqual([303, path]);
    expect((await browser.page(path)).status).toBe(200);
    expect((await browser.page(`/agreement?next=${path}`)).headers['location']).toBe(path);
  });

  it('cannot be gone around through the API; only signing out and what is public stay open', async () => {
    await write('terms', 'The second terms', true);
    await publish();
    const browser = await signIn('early@client.example');
    for (const path of [
      '/account',
      `/o/${organization}/campaigns`,
      '/account/mail',
      `/o/${organization}/money`,
    ])
      expect([path, (await browser.get(path)).json()]).toEqual([
        path,
        expect.objectContaining({ code: 'agreement_required', status: 403 }),
      ]);
    const made = await browser.post(`/o/${organization}/campaigns`, { title: 'Before' });
    expect(made.json()).toMatchObject({ code: 'agreement_required' });
    expect((await browser.get('/legal/terms')).json()).toMatchObject({ version: 2 });
    expect((await browser.get('/agreement')).json()).toMatchObject({ asked: [{ name: 'terms.2' }] });
    expect((await browser.post('/agreement', { agreed: ['terms.1'] })).status).toBe(422);
    expect((await browser.post('/agreement', { agreed: ['terms.2'] })).status).toBe(201);
    expect((await browser.get('/account')).status).toBe(200);
    const other = await signIn('early@client.example');
    expect((await other.get('/account')).status).toBe(200);
    const gone = await visitor().signIn('early@client.example', PASSWORD);
    expect((await gone.post('/sign-out')).status).toBe(201);
  });

  it('is not asked of the label’s own team, nor for a page that asks for none', async () => {
    const staff = await app.staff('switchback', 'manager');
    expect((await staff.get('/account')).status).toBe(200);
    await write('imprint', 'Another address', false);
    await publish();
    const browser = await signIn('early@client.example');
    expect((await browser.get('/account')).status).toBe(200);
  });

  it('is shown to staff: who, which version, when', async () => {
    const page = await owner.page('/look/legal/agreements?page=terms');
    expect(page.status).toBe(200);
    expect(page.text).toContain('early');
    const { pages } = (await owner.get('/look/legal')).json<{
      pages: { page: string; versions: object[] }[];
    }>();
    expect(pages.find(({ page: name }) => name === 'terms')?.versions).toEqual([
      expect.objectContaining({ version: 2, agreed: 1 }),
      expect.objectContaining({ version: 1, agreed: 2 }),
    ]);
    expect((await owner.page('/look/legal')).status).toBe(200);
  });

  it('can be neither changed nor taken back, not even in the database', async () => {
    const account = await app.inside('switchback', (db) =>
      db.repo(Account).findOne({ emailNorm: 'early@client.example' }),
    );
    await expect(
      app.inside('switchback', (db) =>
        db.query({
          name: 'spec_forge',
          text: 'UPDATE legal_acceptance SET version = 9 WHERE tenant_id = $1 AND account_id = $2',
          values: [app.tenantId('switchback'), account?.id],
        }),
      ),
    ).rejects.toThrow(/permission|append/);
  });
});
