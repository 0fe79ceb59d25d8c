import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TrackedLinks } from '#domain/distribution';
import { JobRunner } from '#platform/jobs';
import { moveClock, runForTenant, systemActor } from '#platform/kernel';
import type { TestApplication } from '../support/application.js';
import { fundedCampaign } from '../support/campaign-path.js';
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

/** What is owed, judged and decided beside the one path. */
describe('content, beside its path', () => {
  let app: TestApplication;
  let admin: Browser;
  let staff: Browser;
  let campaignId: string;
  let at: string;
  let maya: Signed;
  let pieces: Row[];
  const { piece, idle } = contentTools(() => ({ app, pieces }));

  beforeAll(async () => {
    ({ app, admin, staff, campaignId, at, maya, pieces } = await contentStage());
  });
  afterAll(async () => {
    moveClock(0);
    await app.stop();
  });

  it('owes one piece per line and quantity from signing on, and shares out price and net exactly', async () => {
    expect(pieces.map(({ state }) => state)).toEqual(['due', 'due']);
    expect(pieces.map(({ priceMinor }) => priceMinor)).toEqual([undefined, undefined]);
    const nets = pieces.map(({ netMinor = 0 }) => netMinor);
    const brand = (await admin.get(`${at}/content`)).json<{ data: Row[] }>().data;
    expect(brand.map(({ netMinor }) => netMinor)).toEqual([undefined, undefined]);
    expect(brand.reduce((sum, { priceMinor = 0 }) => sum + priceMinor, 0)).toBe(120_001);
    const both = (await staff.get(`/campaigns/${campaignId}/content`)).json<{ data: Row[] }>().data;
    expect(both.map(({ netMinor }) => netMinor)).toEqual(nets);
    const head = (await maya.influencer.get(`/collaborations/${maya.collaborationId}`)).json<{
      campaign: { state: string; next: { code: string } };
    }>();
    expect(head.campaign.state).toBe('producing');
    expect(head.campaign.next.code).toBe('content_due');
  });

  it('gives the collaboration a readable link of the label from signing on', async () => {
    const { data } = (await maya.influencer.get(`/collaborations/${maya.collaborationId}/links`)).json<{
      data: { url: string; slug: string; state: string }[];
    }>();
    expect(data).toMatchObject([{ slug: 'maya-brandt-winter', state: 'active' }]);
    expect(data[0]?.url).toContain(`${app.host('switchback', 'edge')}`);
    const twin = await signedCollaboration(app, 'switchback', admin, at, 'Maya Brandt', 50_000);
    const other = (await twin.influencer.get(`/collaborations/${twin.collaborationId}/links`)).json<{
      data: { slug: string }[];
    }>();
    expect(other.data[0]?.slug).toBe('maya-brandt-winter-2');
    const tenant = app.tenantId('switchback');
    const found = await app.inside('switchback', () =>
      app.app.get(TrackedLinks).bySlug('maya-brandt-winter'),
    );
    expect(found).toMatchObject({
      tenantId: tenant,
      collaborationId: maya.collaborationId,
      influencerId: maya.influencerId,
    });
    expect((await admin.get(`${at}/links`)).json<{ data: unknown[] }>().data).toHaveLength(2);
    expect((await admin.page(`${at}/links`)).text).toContain('maya-brandt-winter');
  });

  it('judges what is being written under the rules of every market, and offers a caption that passes', async () => {
    const path = piece(0).path;
    const { check } = (await maya.influencer.post(`${path}/check`, { caption: BARE })).json<{
      check: Judged;
    }>();
    expect(check.verdict).toBe('fail');
    expect(new Set(check.findings.map(({ jurisdiction }) => jurisdiction))).toEqual(new Set(['US', 'DE']));
    expect(check.findings.every(({ says }) => says.length > 10 && !says.includes('disclosure.rules'))).toBe(
      true,
    );
    expect(check.fix).toContain(BARE);
    const again = (await maya.influencer.post(`${path}/check`, { caption: check.fix })).json<{
      check: Judged;
    }>();
    expect(again.check.verdict).toBe('pass');
    const page = await maya.influencer.submit(`${path}/check`, { caption: BARE, _key: 'draft-key-0001' });
    expect(page.status).toBe(200);
    expect(page.text).toContain('Use this caption');
    const same = await maya.influencer.submit(`${path}/check`, {
      caption: [BARE, check.fix ?? ''],
      _key: 'draft-key-0001',
    });
    expect(same.text).toContain('Disclosure passes');
    expect((await maya.influencer.get(path)).json<{ piece: Row }>().piece.version).toBe(0);
    expect((await maya.influencer.page(`${path}/check`)).status).toBe(303);
  });

  it('tells staff when a review is late, once, and approves nothing by itself', async () => {
    const ella = await signedCollaboration(app, 'switchback', admin, at, 'Ella Berg', 40_000);
    const path =
      (await ella.influencer.get(`/collaborations/${ella.collaborationId}/content`)).json<{ data: Row[] }>()
        .data[0]?.path ?? '';
    const { check } = (await ella.influencer.post(`${path}/check`, { caption: BARE })).json<{
      check: Judged;
    }>();
    await ella.influencer.post(`${path}/submit`, {
      caption: check.fix,
      fileIds: [await upload(ella.influencer)],
    });
    moveClock(6 * 86_400_000);
    const late = () =>
      app.mailbox.list().filter(({ subject }) => subject.includes('A review is late')).length;
    const before = late();
    for (let round = 0; round < 2; round++) {
      await app.app.get(JobRunner).trigger('content.deadlines');
      await idle();
    }
    expect(late() - before).toBe(1);
    moveClock(0);
    expect((await ella.influencer.get(path)).json<{ piece: Row }>().piece).toMatchObject({
      state: 'submitted',
      escalated: true,
    });
  });

  it('lets staff decide for a client with evidence, and sign for a failing disclosure with a reason', async () => {
    const otto = await signedCollaboration(app, 'switchback', admin, at, 'Otto Wind', 40_000);
    const own = (await otto.influencer.get(`/collaborations/${otto.collaborationId}/content`)).json<{
      data: Row[];
    }>().data[0];
    await otto.influencer.post(`${own?.path}/submit`, {
      caption: BARE,
      fileIds: [await upload(otto.influencer)],
    });
    const on = `/campaigns/${campaignId}/content/${own?.id}`;
    expect((await staff.post(`${on}/approve`, { version: 1 })).json()).toMatchObject({
      status: 422,
      errors: [{ path: 'evidence' }],
    });
    expect(
      problem(await staff.post(`${on}/approve`, { version: 1, evidence: 'Call with Kim' })),
    ).toMatchObject({
      code: 'disclosure_fails',
      allowed: ['requestChanges', 'override'],
    });
    const signed = { version: 1, evidence: 'Call with Kim', overrideReason: 'Label is in the picture' };
    expect((await staff.post(`${on}/approve`, signed)).json()).toMatchObject({ state: 'approved' });
    const seen = (await staff.get(on)).json<{ shown: { said: object[] } }>().shown.said;
    expect(seen).toMatchObject([
      { forClient: true, evidence: 'Call with Kim', overrideReason: 'Label is in the picture' },
    ]);
    const brand = (await admin.get(`${at}/content/${own?.id}`)).json<{ shown: { said: object[] } }>().shown
      .said;
    expect(brand).toMatchObject([{ forClient: true, evidence: null, overrideReason: null }]);
    await admin.post(`${at}/people/${otto.collaborationId}/drop`, { reason: 'Budget was cut' });
    const after = (await otto.influencer.get(`/collaborations/${otto.collaborationId}/content`)).json<{
      data: Row[];
    }>().data;
    expect(new Set(after.map(({ state }) => state))).toEqual(new Set(['dropped']));
    const links = (await otto.influencer.get(`/collaborations/${otto.collaborationId}/links`)).json<{
      data: { state: string }[];
    }>().data;
    expect(links[0]?.state).toBe('ended');
  });

  it('speaks the label’s language and rules in another label', async () => {
    const brand = await app.organization('puder', 'Lindenblatt');
    const lena = await app.member('puder', brand, 'admin', 'lena@lindenblatt.example');
    const team = await app.staff('puder', 'manager');
    const id = await fundedCampaign(app, lena, team, brand, { name: 'Herbstglanz', markets: ['DE'] });
    const talent = await signedCollaboration(
      app,
      'puder',
      lena,
      `/o/${brand}/campaigns/${id}`,
      'Käthe Größ',
      90_000,
    );
    const own = (await talent.influencer.get(`/collaborations/${talent.collaborationId}/content`)).json<{
      data: Row[];
    }>().data[0];
    const caption = 'Mein neues Serum für den Herbst, seit zwei Wochen getestet.';
    const { check } = (await talent.influencer.post(`${own?.path}/check`, { caption })).json<{
      check: Judged;
    }>();
    expect(check.verdict).toBe('fail');
    expect(check.findings[0]?.says).toMatch(/Werbung/);
    expect(check.fix).toMatch(/^(Anzeige|Werbung)/);
    expect(
      (await talent.influencer.post(`${own?.path}/check`, { caption: check.fix })).json<{ check: Judged }>()
        .check.verdict,
    ).toBe('pass');
    expect((await talent.influencer.page(own?.path ?? '')).text).toContain('Entwurf einreichen');
    const links = (await talent.influencer.get(`/collaborations/${talent.collaborationId}/links`)).json<{
      data: { slug: string }[];
    }>().data;
    expect(links[0]?.slug).toBe('kaethe-groess-herbstglanz');
    const found = await runForTenant(app.tenantId('puder'), systemActor, () =>
      app.inside('puder', () => app.app.get(TrackedLinks).bySlug('maya-brandt-winter')),
    );
    expect(found).toBeNull();
  });
});
