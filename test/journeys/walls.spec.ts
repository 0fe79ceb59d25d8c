import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApplication } from '../support/application.js';
import type { Browser } from '../support/http.js';

/** One slice through every wall: a campaign that two labels and two brands must not see of each other. */
describe('a campaign behind the walls', () => {
  let app: TestApplication;
  let organizationId: string;
  let admin: Browser;
  let id: string;

  beforeAll(async () => {
    app = await TestApplication.start();
    organizationId = await app.organization('switchback', 'Nordvik Outdoor');
    admin = await app.member('switchback', organizationId, 'admin', 'admin@nordvik.example');
    const created = await admin.post(`/o/${organizationId}/campaigns`, {
      name: 'Winter trails',
      budgetMinor: 500_000,
    });
    expect(created.status).toBe(201);
    id = created.json<{ id: string }>().id;
  });
  afterAll(() => app.stop());

  it('is listed for its brand, as page and as JSON', async () => {
    const list = await admin.get(`/o/${organizationId}/campaigns`);
    expect(list.json<{ data: { name: string }[] }>().data.map(({ name }) => name)).toEqual(['Winter trails']);
    const page = await admin.page(`/o/${organizationId}/campaigns`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Winter trails');
  });

  it('does not exist for another brand of the label', async () => {
    const other = await app.organization('switchback', 'Fjellheim');
    const stranger = await app.member('switchback', other, 'admin');
    expect((await stranger.get(`/o/${other}/campaigns/${id}`)).status).toBe(404);
    expect((await stranger.get(`/o/${organizationId}/campaigns/${id}`)).status).toBe(404);
    expect((await stranger.get(`/o/${organizationId}/campaigns`)).json()).toMatchObject({ data: [] });
  });

  it('does not exist in another label, whose hosts refuse the session', async () => {
    const elsewhere = app.browser('puder', 'brand');
    elsewhere.token = admin.token;
    expect((await elsewhere.get(`/o/${organizationId}/campaigns/${id}`)).status).toBe(401);
    const theirs = await app.organization('puder', 'Lindenblatt');
    const member = await app.member('puder', theirs, 'admin');
    expect((await member.get(`/o/${theirs}/campaigns/${id}`)).status).toBe(404);
  });

  it('keeps a session to the host that it was made for', async () => {
    const studio = app.browser('switchback', 'studio');
    studio.token = admin.token;
    expect((await studio.get('/campaigns')).status).not.toBe(200);
  });

  it('refuses a role that may not write, and says what may be done instead of losing the form', async () => {
    const guest = await app.member('switchback', organizationId, 'guest');
    expect((await guest.post(`/o/${organizationId}/campaigns`, { name: 'x' })).status).toBe(403);
    const page = await admin.submit(`/o/${organizationId}/campaigns`, { name: '', budgetMinor: 'a lot' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('a lot');
    const problem = await admin.post(`/o/${organizationId}/campaigns`, { budgetMinor: 'a lot' });
    expect(problem.status).toBe(422);
    expect(
      problem
        .json<{ errors: { path: string }[] }>()
        .errors.map(({ path }) => path)
        .sort(),
    ).toEqual(['budgetMinor', 'name']);
  });

  it('is made once when the same form is sent twice, even at once', async () => {
    const fields = { name: 'Twice', _key: 'form-key-0001' };
    const answers = await Promise.all([
      admin.submit(`/o/${organizationId}/campaigns`, fields),
      admin.submit(`/o/${organizationId}/campaigns`, fields),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(answers[0]?.headers['location']).toBe(answers[1]?.headers['location']);
    const again = await admin.submit(`/o/${organizationId}/campaigns`, { ...fields, name: 'Another' });
    expect(again.status).toBe(422);
  });

  it('refuses a form that another site sent', async () => {
    const forged = await admin.submit(
      `/o/${organizationId}/campaigns`,
      { name: 'Forged' },
      { 'sec-fetch-site': 'same-site' },
    );
    expect(forged.status).toBe(403);
  });

  it('answers an unknown host with nothing', async () => {
    const answer = await admin.send('GET', '/', undefined, { host: 'nobody.example' });
    expect([answer.status, answer.text]).toEqual([421, '']);
  });
});
