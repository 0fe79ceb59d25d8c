import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '#platform/jobs';
import { TestApplication } from '../support/application.js';
import { BRIEF, fundedCampaign, influencerRow } from '../support/campaign-path.js';
import type { Browser } from '../support/http.js';

interface Head {
  readonly state: string;
  readonly next: { code: string; path: string | null } | null;
  readonly actions: string[];
}

/** A campaign from the first word of its draft to its end, as its brand and the label's staff. */
describe('a campaign', () => {
  let app: TestApplication;
  let organizationId: string;
  let admin: Browser;
  let staff: Browser;
  let at: string;

  beforeAll(async () => {
    app = await TestApplication.start();
    organizationId = await app.organization('switchback', 'Nordvik Outdoor');
    admin = await app.member('switchback', organizationId, 'admin', 'admin@nordvik.example');
    staff = await app.staff('switchback', 'manager', 'manager@switchback.example');
    at = `/o/${organizationId}/campaigns`;
  });
  afterAll(() => app.stop());

  const head = async (browser: Browser, path: string) =>
    (await browser.get(path)).json<{ campaign: Head }>().campaign;
  const mails = (to: string) =>
    app.mailbox
      .list()
      .filter((mail) => mail.to.includes(to))
      .map(({ subject }) => subject);

  it('is saved as a draft with its name alone, and names what is missing when it is submitted', async () => {
    const { id } = (await admin.post(at, { name: 'Bare' })).json<{ id: string }>();
    const refused = await admin.post(`${at}/${id}/submit`);
    expect(refused.status).toBe(422);
    const problem = refused.json<{ code: string; errors: { path: string; message: string }[] }>();
    expect(problem.code).toBe('campaign_incomplete');
    expect(problem.errors.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['brief.summary', 'deliverables.0.platform', 'draftDue', 'budgetMinor']),
    );
    expect((await head(admin, `${at}/${id}`)).state).toBe('draft');
    const page = await admin.submit(`${at}/${id}/submit`, {});
    expect(page.status).toBe(422);
    expect(page.text).toContain(`${at}/${id}/edit#f-brief.summary`);
  });

  it('is written in a long form, line by line without a script, and submitted from there', async () => {
    const started = await admin.submit(at, { name: 'By hand', budgetMinor: '5,000.00' });
    expect(started.status).toBe(303);
    const edit = String(started.headers['location']).split('?')[0] ?? '';
    const one = edit.replace(/\/edit$/, '');
    const fields = {
      name: 'By hand',
      objective: 'sales',
      budgetMinor: '$5,000.00',
      'brief.summary': 'Boots on snow',
      'brief.audience': 'Hikers',
      'brief.keyMessages': 'Warm, dry, light\nMade to last',
      markets: 'US, CA',
      'deliverables.0.platform': 'instagram',
      'deliverables.0.format': 'reel',
      'deliverables.0.quantity': '2',
      'deliverables.1.platform': '',
      'deliverables.1.format': '',
      'deliverables.1.quantity': '',
    };
    const row = await admin.submit(`${one}/rows`, fields);
    expect([row.status, String(row.headers['location'])]).toEqual([303, `${one}/edit#deliverables`]);
    const form = await admin.page(edit);
    expect(form.text).toContain('name="deliverables.1.platform"');
    expect(form.text).toContain('Warm, dry, light\nMade to last');
    expect(form.text).toContain('$5,000.00');
    const early = await admin.submit(`${one}/finish`, fields);
    expect(early.status).toBe(422);
    expect(early.text).toContain('Boots on snow');
    expect(early.text).toContain('aria-invalid="true"');
    const done = await admin.submit(`${one}/finish`, {
      ...fields,
      draftDue: '2030-01-10',
      publishFrom: '2030-02-01',
      publishTo: '2030-02-28',
    });
    expect([done.status, done.text]).toEqual([303, '']);
    const shown = (await admin.get(one)).json<{
      campaign: Head;
      brief: { keyMessages: string[]; deliverables: object[] };
    }>();
    expect(shown.campaign.state).toBe('submitted');
    expect(shown.brief.keyMessages).toEqual(['Warm, dry, light', 'Made to last']);
    expect(shown.brief.deliverables).toHaveLength(1);
  });

  it('is returned with a note, mended, approved, funded and launched, each told by mail and on the timeline', async () => {
    const { id } = (await admin.post(at, BRIEF)).json<{ id: string }>();
    expect((await admin.post(`${at}/${id}/submit`)).json()).toEqual({ id, state: 'submitted' });
    expect((await admin.post(`${at}/${id}`, BRIEF)).status).toBe(409);
    expect((await head(staff, `/campaigns/${id}`)).next).toMatchObject({ code: 'approve' });
    expect((await staff.post(`/campaigns/${id}/return`, {})).status).toBe(422);
    expect((await staff.post(`/campaigns/${id}/return`, { reason: 'Which boots?' })).json()).toEqual({
      id,
      state: 'draft',
    });
    expect((await head(admin, `${at}/${id}`)).next).toMatchObject({
      code: 'returned',
      path: `${at}/${id}/edit`,
    });
    await admin.post(`${at}/${id}/submit`);
    const approved = await staff.post(`/campaigns/${id}/approve`);
    expect(approved.json()).toEqual({ id, state: 'approved' });
    const twice = await staff.post(`/campaigns/${id}/approve`);
    expect(twice.status).toBe(409);
    expect(twice.json()).toMatchObject({ code: 'bad_state', state: 'approved', allowed: ['fund', 'cancel'] });
    expect((await admin.post(`${at}/${id}/launch`)).status).toBe(409);
    expect((await admin.post(`${at}/${id}/fund`)).status).toBeLessThan(300);
    await app.app.get(Jobs).idle();
    expect((await head(admin, `${at}/${id}`)).state).toBe('funded');
    expect((await admin.post(`${at}/${id}/launch`)).json()).toEqual({ id, state: 'live' });
    expect((await admin.post(`${at}/${id}/pause`)).json()).toEqual({ id, state: 'paused' });
    expect((await admin.post(`${at}/${id}/resume`)).json()).toEqual({ id, state: 'live' });
    const kinds = (await admin.get(`${at}/${id}`))
      .json<{ timeline: { kind: string }[] }>()
      .timeline.map(({ kind }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining([
        'campaign_created',
        'campaign_submitted',
        'campaign_returned',
        'campaign_approved',
        'campaign_funded',
        'campaign_live',
      ]),
    );
    await app.app.get(Jobs).idle();
    expect(mails('admin@nordvik.example').join()).toMatch(
      /needs another look.*approved.*funded|approved.*needs another look|funded/,
    );
    expect(mails('manager@switchback.example').join()).toContain('waits for approval');
    for (const tab of ['', '/people', '/people/invite', '/messages', '/documents', '/edit']) {
      expect([tab, (await admin.page(`${at}/${id}${tab}`)).status]).toEqual([tab, 200]);
      expect([tab, (await staff.page(`/campaigns/${id}${tab}`)).status]).toEqual([tab, 200]);
    }
  });

  it('is run by staff for a brand that does not sign in', async () => {
    const quiet = await app.organization('switchback', 'Quiet Brand');
    expect((await staff.page('/campaigns/new')).text).toContain('Quiet Brand');
    const made = await staff.post('/campaigns', { ...BRIEF, name: 'For a client', organizationId: quiet });
    expect(made.status).toBe(201);
    const { id } = made.json<{ id: string }>();
    expect((await staff.post(`/campaigns/${id}/submit`)).json()).toEqual({ id, state: 'submitted' });
    const list = (await staff.get('/campaigns')).json<{ data: { id: string; waitingFor: string }[] }>().data;
    expect(list[0]).toMatchObject({ waitingFor: 'staff' });
    expect((await staff.page('/campaigns')).text).toContain('For a client');
    expect((await admin.get(`${at}/${id}`)).status).toBe(404);
    expect(
      (await staff.post('/campaigns', { ...BRIEF, organizationId: '019a0000-0000-7000-8000-000000000000' }))
        .status,
    ).toBe(404);
  });

  it('lists what is stuck page by page, each once', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: { data: { id: string }[]; next: string | null } = (
        await staff.get(`/campaigns?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      ).json();
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.next;
    } while (cursor);
    const all = (await staff.get('/campaigns?limit=100'))
      .json<{ data: { id: string }[] }>()
      .data.map(({ id }) => id);
    expect(seen).toEqual(all);
  });

  it('is copied without dates and people', async () => {
    const { id } = (await admin.post(at, BRIEF)).json<{ id: string }>();
    const copied = await admin.submit(`${at}/${id}/duplicate`, { name: 'Again' });
    expect(copied.status).toBe(303);
    const copy = /campaigns\/([\w-]{36})\/edit/.exec(String(copied.headers['location']))?.[1] ?? '';
    const draft = (await admin.get(`${at}/${copy}/edit`)).json();
    expect(draft).toMatchObject({
      name: 'Again',
      state: 'draft',
      draftDue: null,
      budgetMinor: 500_000,
      deliverables: [{ platform: 'instagram', quantity: 2 }],
    });
    expect(copy).not.toBe(id);
  });

  it('carries documents that everybody in it can load, and nobody else', async () => {
    const id = await fundedCampaign(app, admin, staff, organizationId);
    const file = (await admin.upload('guide.txt', 'text/plain', 'Wear the boots.')).json<{ id: string }>().id;
    const attached = await admin.post(`${at}/${id}/documents`, { fileId: file });
    expect(attached.status).toBe(201);
    const [document] = (await staff.get(`/campaigns/${id}/documents`)).json<{
      documents: { id: string; title: string }[];
    }>().documents;
    expect(document?.title).toBe('guide.txt');
    expect((await staff.page(`/campaigns/${id}/documents/${document?.id}`)).text).toBe('Wear the boots.');
    // A file of somebody else's cannot be attached by its id.
    const other = await app.organization('switchback', 'Fjellheim');
    const stranger = await app.member('switchback', other, 'admin');
    const theirs = (await stranger.post(`/o/${other}/campaigns`, BRIEF)).json<{ id: string }>().id;
    expect((await stranger.post(`/o/${other}/campaigns/${theirs}/documents`, { fileId: file })).status).toBe(
      404,
    );
    expect((await stranger.page(`/o/${other}/campaigns/${theirs}/documents/${document?.id}`)).status).toBe(
      404,
    );
    expect((await stranger.page(`/o/${other}/campaigns/${id}/documents/${document?.id}`)).status).toBe(404);
    expect((await admin.post(`${at}/${id}/documents/${document?.id}/remove`)).status).toBeLessThan(300);
    expect((await admin.page(`${at}/${id}/documents/${document?.id}`)).status).toBe(404);
  });

  it('ends open talks when it is cancelled, and refuses while people are at work', async () => {
    const id = await fundedCampaign(app, admin, staff, organizationId);
    const maya = await influencerRow(app, 'switchback', 'Maya Brandt', 'maya@creator.example');
    const invited = await admin.post(`${at}/${id}/people`, { influencerIds: [maya], priceMinor: 100_000 });
    expect(invited.status).toBe(201);
    const [person] = invited.json<{ collaborationIds: string[] }>().collaborationIds;
    const influencer = await app.influencer('switchback', maya);
    await influencer.post(`/collaborations/${person}/accept`, { version: 1 });
    const refused = await admin.post(`${at}/${id}/cancel`, { reason: 'No snow' });
    expect([refused.status, refused.json()]).toMatchObject([409, { code: 'collaborations_open' }]);
    expect(
      (await admin.post(`${at}/${id}/people/${person}/drop`, { reason: 'No snow' })).json(),
    ).toMatchObject({ state: 'dropped' });
    expect((await admin.post(`${at}/${id}/cancel`, { reason: 'No snow' })).json()).toEqual({
      id,
      state: 'cancelled',
    });
    expect(
      (await admin.post(`${at}/${id}/people`, { influencerIds: [maya], priceMinor: 100_000 })).status,
    ).toBe(409);
  });

  it('raises and lowers its budget, never below what is held', async () => {
    const id = await fundedCampaign(app, admin, staff, organizationId);
    expect((await admin.post(`${at}/${id}/budget`, { budgetMinor: 600_000 })).status).toBeLessThan(300);
    const tim = await influencerRow(app, 'switchback', 'Tim', 'tim@creator.example');
    const [person] = (
      await admin.post(`${at}/${id}/people`, { influencerIds: [tim], priceMinor: 300_000 })
    ).json<{ collaborationIds: string[] }>().collaborationIds;
    await (await app.influencer('switchback', tim)).post(`/collaborations/${person}/accept`, { version: 1 });
    expect((await admin.post(`${at}/${id}/budget`, { budgetMinor: 299_999 })).status).toBe(409);
  });

  it('speaks German under the other label', async () => {
    const brand = await app.organization('puder', 'Lindenblatt');
    const member = await app.member('puder', brand, 'admin');
    const started = await member.submit(`/o/${brand}/campaigns`, { name: 'Herbst', budgetMinor: '5.000,00' });
    const path = String(started.headers['location']).split('?')[0] ?? '';
    const page = await member.page(path);
    expect(page.text).toContain('Kernbotschaften');
    expect(page.text).toMatch(/5\.000,00/);
    const show = await member.page(path.replace('/edit', ''));
    expect(show.text).toContain('Briefing fertigstellen');
  });
});
