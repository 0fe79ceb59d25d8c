import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Disclosures } from '#domain/disclosure';
import { moveClock } from '#platform/kernel';
import type { TestApplication } from '../support/application.js';
import {
  BARE,
  contentStage,
  contentTools,
  type Judged,
  type PieceRow as Row,
  problem,
  upload,
} from '../support/content-stage.js';
import type { Browser } from '../support/http.js';
import { type Signed, signedCollaboration } from '../support/signed-collaboration.js';

/** A draft from the first word to the verified post, through both doors. */
describe('content', () => {
  let app: TestApplication;
  let organizationId: string;
  let admin: Browser;
  let staff: Browser;
  let campaignId: string;
  let at: string;
  let maya: Signed;
  let pieces: Row[];
  const { piece, idle, mailsTo } = contentTools(() => ({ app, pieces }));

  beforeAll(async () => {
    ({ app, organizationId, admin, staff, campaignId, at, maya, pieces } = await contentStage());
  });
  afterAll(async () => {
    moveClock(0);
    await app.stop();
  });

  it('refuses a draft without media, with a file that is not its own, or not what it says', async () => {
    const path = piece(0).path;
    const bad = await maya.influencer.post(`${path}/submit`, { caption: '' });
    expect(bad.status).toBe(422);
    expect(
      bad
        .json<{ errors: { path: string }[] }>()
        .errors.map(({ path: field }) => field)
        .sort(),
    ).toEqual(['caption', 'fileIds']);
    const foreign = await upload(admin);
    expect((await maya.influencer.post(`${path}/submit`, { caption: BARE, fileIds: [foreign] })).status).toBe(
      404,
    );
    expect((await maya.influencer.upload('draft.png', 'image/png', 'no picture at all')).status).toBe(422);
    const text = (await maya.influencer.upload('notes.pdf', 'application/pdf', '%PDF-1.4\n%%EOF\n')).json<{
      id?: string;
    }>();
    if (text.id) {
      const answer = await maya.influencer.post(`${path}/submit`, { caption: BARE, fileIds: [text.id] });
      expect(answer.json()).toMatchObject({
        status: 422,
        errors: [{ path: 'fileIds.0', code: 'file_not_media' }],
      });
    }
  });

  it('takes in a draft whose disclosure fails, once however often it is sent, and does not let it be approved', async () => {
    const { path, id } = piece(0);
    const fileId = await upload(maya.influencer);
    const body = { caption: BARE, fileIds: [fileId], note: 'Take two' };
    const keyed = { 'idempotency-key': 'submit-maya-0001' };
    const [first, second] = await Promise.all([
      maya.influencer.post(`${path}/submit`, body, keyed),
      maya.influencer.post(`${path}/submit`, body, keyed),
    ]);
    expect([first.status, second.status, second.json()]).toEqual([201, 201, first.json()]);
    expect(first.json()).toMatchObject({
      id,
      state: 'submitted',
      version: 1,
      disclosure: { verdict: 'fail' },
    });
    const seen = (await admin.get(`${at}/content/${id}`)).json<{
      blocked: string;
      shown: { disclosure: Judged; files: { path: string }[] };
    }>();
    expect(seen.blocked).toBe('disclosure_fails');
    expect(seen.shown.disclosure.packs.map(({ jurisdiction }) => jurisdiction)).toEqual(
      expect.arrayContaining(['US', 'DE']),
    );
    const refused = await admin.post(`${at}/content/${id}/approve`, { version: 1 });
    expect(problem(refused)).toMatchObject({
      status: 409,
      code: 'disclosure_fails',
      allowed: ['requestChanges'],
    });
    expect(
      (await admin.post(`${at}/content/${id}/approve`, { version: 1, overrideReason: 'We like it' })).status,
    ).toBe(403);
    const media = seen.shown.files[0]?.path ?? '';
    expect((await admin.get(media)).headers['content-type']).toBe('image/png');
    await idle();
    expect(mailsTo('admin@nordvik.example')).toContain('Maya Brandt handed in a draft');
  });

  it('hides pieces and their files from everybody else', async () => {
    const { path, id } = piece(0);
    const file = (await maya.influencer.get(path)).json<{
      shown: { files: { id: string; path: string }[] };
    }>().shown.files[0];
    const other = await signedCollaboration(app, 'switchback', admin, at, 'Jonas Keller', 60_000);
    for (const tried of [path, file?.path ?? '', `/collaborations/${other.collaborationId}/content/${id}`])
      expect([tried, (await other.influencer.get(tried)).status]).toEqual([tried, 404]);
    expect(
      (await other.influencer.post(`${path}/submit`, { caption: BARE, fileIds: [file?.id] })).status,
    ).toBe(404);
    const foreign = (await other.influencer.get(`/collaborations/${other.collaborationId}/content`)).json<{
      data: Row[];
    }>().data[0];
    expect(
      (await other.influencer.post(`${foreign?.path}/submit`, { caption: BARE, fileIds: [file?.id] })).status,
    ).toBe(404);
    const rival = await app.organization('switchback', 'Fjellheim');
    const stranger = await app.member('switchback', rival, 'admin');
    for (const tried of [
      `/o/${rival}/campaigns/${campaignId}/content/${id}`,
      `/o/${organizationId}/campaigns/${campaignId}/content`,
    ])
      expect([tried, (await stranger.get(tried)).status]).toEqual([tried, 404]);
    const elsewhere = await app.staff('puder', 'manager');
    expect((await elsewhere.get(`/campaigns/${campaignId}/content/${id}`)).status).toBe(404);
  });

  it('asks for changes with a pin on the picture, and compares the next version with the one before', async () => {
    const { path, id } = piece(0);
    const on = `${at}/content/${id}`;
    expect(
      (await admin.post(`${on}/comments`, { version: 1, text: 'Logo here', x: 250, y: 4_000 })).status,
    ).toBe(422);
    expect(
      (await admin.post(`${on}/comments`, { version: 1, text: 'Logo here', x: 250, y: 400 })).status,
    ).toBe(201);
    const page = await admin.submit(`${on}/request-changes`, {
      version: '1',
      note: 'Say that it is an ad',
      _key: 'changes-0001',
    });
    expect(page.status).toBe(303);
    expect(problem(await admin.post(`${on}/approve`, { version: 1 }))).toMatchObject({
      code: 'bad_state',
      allowed: ['submit', 'drop'],
    });
    const { shown } = (await maya.influencer.get(path)).json<{ shown: { said: unknown[] } }>();
    expect(shown.said).toMatchObject([
      { decision: 'comment', pin: { number: 1, x: 250, y: 400 } },
      { decision: 'changesRequested', note: 'Say that it is an ad' },
    ]);
    const { check } = (await maya.influencer.post(`${path}/check`, { caption: BARE })).json<{
      check: Judged;
    }>();
    const file =
      (await maya.influencer.get(path)).json<{ shown: { files: { id: string }[] } }>().shown.files[0]?.id ??
      '';
    const form = await maya.influencer.submit(`${path}/submit`, {
      caption: check.fix ?? '',
      fileIds: [file],
      _key: 'submit-maya-0002',
    });
    expect(form.status).toBe(303);
    const seen = (await admin.get(on)).json<{
      diff: { change: string }[];
      against: { version: number };
      revisions: object;
    }>();
    expect(seen.against.version).toBe(1);
    expect(seen.diff.some(({ change }) => change === 'added')).toBe(true);
    // Asked for because the disclosure failed, which is owed and counts for nobody.
    expect(seen.revisions).toEqual({ used: 0, cap: 2, left: 2 });
    for (const shownPage of [
      await admin.page(on),
      await staff.page(`/campaigns/${campaignId}/content/${id}`),
      await maya.influencer.page(path),
    ])
      expect([shownPage.status, shownPage.text.includes('Disclosure passes')]).toEqual([200, true]);
    await idle();
    expect(mailsTo(maya.email)).toContain('Changes requested');
  });

  it('refuses a decision on a version that is not the newest, and over the agreed rounds of changes', async () => {
    const { id, path } = piece(0);
    const on = `${at}/content/${id}`;
    expect(problem(await admin.post(`${on}/approve`, { version: 1 }))).toMatchObject({
      code: 'newer_version',
      version: 2,
    });
    const { caption, files } = (await maya.influencer.get(path)).json<{
      shown: { caption: string; files: { id: string }[] };
    }>().shown;
    const draft = { caption, fileIds: files.map((file) => file.id) };
    for (const version of [2, 3]) {
      expect((await admin.post(`${on}/request-changes`, { version, note: 'Warmer' })).status).toBe(201);
      await maya.influencer.post(`${path}/submit`, draft);
    }
    const over = await admin.post(`${on}/request-changes`, { version: 4, note: 'Colder' });
    expect(problem(over)).toMatchObject({
      status: 409,
      code: 'revision_cap',
      cap: 2,
      allowed: ['approve', 'comment'],
    });
    expect((await staff.post(`/campaigns/${campaignId}/content/${id}/allow-revision`)).status).toBe(201);
    expect((await admin.post(`${on}/request-changes`, { version: 4, note: 'Colder' })).status).toBe(201);
    await maya.influencer.post(`${path}/submit`, draft);
  });

  it('is approved by the brand, judged once more, with a chain of reports that shows what was known when', async () => {
    const { id } = piece(0);
    const viewer = await app.member('switchback', organizationId, 'member');
    expect((await viewer.post(`${at}/content/${id}/approve`, { version: 5 })).status).toBe(403);
    const approved = await admin.post(`${at}/content/${id}/approve`, { version: 5 });
    expect(approved.json()).toEqual({ id, state: 'approved', version: 5 });
    const reports = await app.inside('switchback', () => app.app.get(Disclosures).history('deliverable', id));
    expect(reports.map(({ moment, verdict }) => `${moment} ${verdict}`)).toEqual([
      'submission fail',
      'submission pass',
      'submission pass',
      'submission pass',
      'submission pass',
      'approval pass',
    ]);
    expect(
      await app.inside('switchback', () => app.app.get(Disclosures).broken('deliverable', id)),
    ).toBeNull();
    await expect(
      app.inside('switchback', (db) =>
        db.query({
          name: 'tamper_report',
          text: `UPDATE disclosure_report SET verdict = 'pass' WHERE tenant_id = app.tenant()`,
          values: [],
        }),
      ),
    ).rejects.toThrow();
    await idle();
    expect(mailsTo(maya.email)).toContain('Approved: your draft');
  });

  it('is posted at an address of its platform, once, with a proof', async () => {
    const { id, path } = piece(0);
    const { caption } = (await maya.influencer.get(path)).json<{ shown: { caption: string } }>().shown;
    const proofFileId = await upload(maya.influencer);
    const post = (postUrl: string) =>
      maya.influencer.post(`${path}/publish`, { postUrl, liveCaption: caption, proofFileId });
    expect((await post('https://tiktok.com/@maya/video/1')).json()).toMatchObject({
      errors: [{ code: 'post_other_platform' }],
    });
    expect((await post('https://instagram.com/')).json()).toMatchObject({
      errors: [{ code: 'post_not_a_post' }],
    });
    expect((await post('javascript:alert(1)')).json()).toMatchObject({ errors: [{ code: 'bad_url' }] });
    expect(
      (await maya.influencer.post(`${path}/schedule`, { plannedFor: '2031-02-10' })).json(),
    ).toMatchObject({ state: 'scheduled' });
    expect((await post('https://www.instagram.com/reel/Abc123/?igsh=x1')).json()).toMatchObject({
      id,
      state: 'published',
    });
    const second = piece(1);
    const { fileIds } = { fileIds: [await upload(maya.influencer)] };
    await maya.influencer.post(`${second.path}/submit`, { caption, fileIds });
    await admin.post(`${at}/content/${second.id}/approve`, { version: 1 });
    const again = await maya.influencer.post(`${second.path}/publish`, {
      postUrl: 'https://www.instagram.com/reel/Abc123/',
      liveCaption: caption,
      proofFileId: fileIds[0],
    });
    expect(again.json()).toMatchObject({
      status: 422,
      errors: [{ path: 'postUrl', code: 'post_already_used' }],
    });
  });

  it('is verified by staff against what was approved; what differs is shown, what fails is sent back', async () => {
    const { id, path } = piece(1);
    const proofFileId = await upload(maya.influencer);
    const postUrl = 'https://www.instagram.com/reel/Def456/';
    await maya.influencer.post(`${path}/publish`, { postUrl, liveCaption: BARE, proofFileId });
    const queue = (await staff.get('/verify')).json<{ data: Row[] }>().data;
    expect(queue.map((row) => row.id)).toEqual([piece(0).id, id]);
    expect((await staff.page('/verify')).text).toContain('Maya Brandt');
    const seen = (await staff.get(`/verify/${id}`)).json<{
      publication: { same: boolean; disclosure: Judged };
    }>();
    expect(seen.publication).toMatchObject({ same: false, disclosure: { verdict: 'fail' } });
    expect(problem(await staff.post(`/verify/${id}/confirm`))).toMatchObject({
      code: 'live_disclosure_fails',
      allowed: ['sendBack', 'override'],
    });
    expect(
      (await staff.post(`/verify/${id}/return`, { reason: 'The label is missing' })).json(),
    ).toMatchObject({ state: 'approved' });
    expect((await maya.influencer.page(path)).text).toContain('The label is missing');
    expect(problem(await staff.post(`/verify/${id}/confirm`))).toMatchObject({ code: 'bad_state' });
    expect((await staff.page(`/verify/${piece(0).id}`)).status).toBe(200);
    expect((await admin.get('/verify')).status).toBe(404);
    await idle();
    expect(mailsTo(maya.email)).toContain('Please mend your post');
  });

  it('earns its money when it is verified, and is delivered when all of it is', async () => {
    const { caption } = (await maya.influencer.get(piece(0).path)).json<{ shown: { caption: string } }>()
      .shown;
    const [one, two] = [piece(0), piece(1)];
    const keyed = { 'idempotency-key': 'verify-one-0001' };
    const answers = await Promise.all([
      staff.post(`/verify/${one.id}/confirm`, {}, keyed),
      staff.post(`/verify/${one.id}/confirm`, {}, keyed),
    ]);
    expect(answers.map((answer) => answer.json<{ state: string }>().state)).toEqual(['verified', 'verified']);
    const state = async () =>
      (await maya.influencer.get(`/collaborations/${maya.collaborationId}`)).json<{
        campaign: { state: string };
      }>().campaign.state;
    expect(await state()).toBe('producing');
    const proofFileId = await upload(maya.influencer);
    await maya.influencer.post(`${two.path}/publish`, {
      postUrl: 'https://www.instagram.com/reel/Def456/',
      liveCaption: caption,
      proofFileId,
    });
    expect((await staff.post(`/verify/${two.id}/confirm`)).status).toBe(201);
    expect(await state()).toBe('delivered');
    const payables = await app.inside('switchback', (db) =>
      db.query<{ price: number; net: number }>({
        name: 'test_payables',
        text: 'SELECT sum(price_minor)::int AS price, sum(net_minor)::int AS net FROM payable WHERE tenant_id = app.tenant() AND collaboration_id = $1',
        values: [maya.collaborationId],
      }),
    );
    expect(payables[0]?.price).toBe(120_001);
    expect(payables[0]?.net).toBe(pieces.reduce((sum, { netMinor = 0 }) => sum + netMinor, 0));
    await idle();
    expect(mailsTo(maya.email)).toContain('Verified: your post');
    const { timeline } = (await admin.get(at)).json<{ timeline: { kind: string }[] }>();
    expect(timeline.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['content_verified', 'content_approved', 'content_submitted']),
    );
    expect((await admin.page(at)).text).toContain('is verified');
  });

  it('appears in public feeds while its rights run, with its disclosure, its media, and nobody’s tools', async () => {
    const reader = app.browser('switchback', 'edge');
    const json = await reader.page('/feeds/content.json');
    expect([json.status, json.headers['content-type'], json.headers['cache-control']]).toEqual([
      200,
      'application/feed+json; charset=utf-8',
      'public, max-age=300',
    ]);
    const feed = json.json<{
      version: string;
      items: { content_html: string; attachments: { url: string }[]; _disclosure: { text: string } }[];
    }>();
    expect(feed.version).toBe('https://jsonfeed.org/version/1.1');
    expect(feed.items).toHaveLength(2);
    expect(feed.items[0]?.content_html).toContain('Advertisement: paid partnership with Nordvik Outdoor');
    const etag = String(json.headers['etag']);
    expect((await reader.page('/feeds/content.json', { 'if-none-match': etag })).status).toBe(304);
    const rss = await reader.page('/feeds/content.xml');
    expect(rss.headers['content-type']).toBe('application/rss+xml; charset=utf-8');
    expect(rss.text).toContain('<rss version="2.0"');
    expect(rss.text).not.toMatch(/generator|jpmonette|120001|1200\.01/i);
    const picturePath = new URL(feed.items[0]?.attachments[0]?.url ?? '').pathname;
    expect((await reader.page(picturePath)).headers['content-type']).toBe('image/png');
    expect(
      (await reader.page(`/feeds/campaigns/${campaignId}/content.json`)).json<{ items: unknown[] }>().items,
    ).toHaveLength(2);
    expect((await reader.page(`/feeds/campaigns/${maya.influencerId}/content.xml`)).status).toBe(404);
    expect(
      (await app.browser('puder', 'edge').page('/feeds/content.json')).json<{ items: unknown[] }>().items,
    ).toEqual([]);
    expect((await app.browser('puder', 'edge').page(picturePath)).status).toBe(404);
    moveClock(200 * 86_400_000);
    expect((await reader.page('/feeds/content.json')).json<{ items: unknown[] }>().items).toEqual([]);
    expect((await reader.page(picturePath)).status).toBe(404);
    moveClock(0);
  });
});
