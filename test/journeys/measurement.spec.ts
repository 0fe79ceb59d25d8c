import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { readPdf } from '#platform/documents';
import { moveClock } from '#platform/kernel';
import { Jobs } from '#platform/jobs';
import { Account } from '#domain/identity';
import { parseTenantsFile, TenantApply } from '#domain/tenants';
import { TestApplication } from '../support/application.js';
import { download } from '../support/download.js';
import type { Answer, Browser } from '../support/http.js';
import {
  measuredCampaign,
  type MeasuredCampaign,
  type MeasuredCreator,
} from '../support/measured-campaign.js';

const PERSON = 'Mozilla/5.0 (X11; Linux x86_64; rv:139.0) Gecko/20100101 Firefox/139.0';
/** The smallest picture there is. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

interface Figure {
  id: string;
  value: number | null;
}
interface Report {
  report: {
    headline: Figure[];
    cost: Figure[];
    coverage: { published: number; complete: number; estimatesOnly: number; flagged: number };
    clicks: { total: number; valid: number; byReason: { reason: string; count: number }[] };
    posts: { id: string; missing: string[]; engagements: number | null; state: string }[];
    creators: { name: string; figures: Figure[] }[];
  };
  documents: { id: string; state: string }[];
  shares: { id: string; state: string }[];
}

describe.each([
  ['switchback', 'Switchback'],
  ['puder', 'Puder'],
] as const)('results of a campaign under %s', (label, labelName) => {
  let app: TestApplication;
  let campaign: MeasuredCampaign;
  let maya: MeasuredCreator;
  let noor: MeasuredCreator;
  let brand: Browser;
  let staff: Browser;
  let creator: Browser;
  let brandPath: string;
  let staffPath: string;
  let ownPath: string;

  beforeAll(async () => {
    app = await TestApplication.start();
    campaign = await measuredCampaign(app, label, [
      {
        name: 'Maya',
        priceMinor: 200_000,
        followers: 20_000,
        pieces: [
          ['instagram', 'verified'],
          ['tiktok', 'published'],
        ],
      },
      { name: 'Noor', priceMinor: 100_000, pieces: [['youtube', 'verified']] },
    ]);
    [maya, noor] = campaign.creators as [MeasuredCreator, MeasuredCreator];
    const { organizationId, campaignId } = campaign;
    brand = await app.member(label, organizationId, 'admin');
    staff = await app.staff(label, 'owner');
    creator = await app.influencer(label, maya.influencerId);
    brandPath = `/o/${organizationId}/campaigns/${campaignId}/results`;
    staffPath = `/campaigns/${campaignId}/results`;
    ownPath = `/collaborations/${maya.collaborationId}/results`;
  });
  afterEach(() => moveClock(0));
  afterAll(() => app.stop());

  const report = async (browser: Browser, path: string) => {
    const answer = await browser.get(path);
    expect([answer.status, answer.text.slice(0, 300)]).toEqual([200, expect.anything()]);
    return answer.json<Report>();
  };
  const figure = (list: Figure[], id: string) => list.find((found) => found.id === id)?.value;
  const fileId = (answer: Answer) => answer.json<{ id: string }>().id;

  it('begin empty: nothing is known, and nothing is zero', async () => {
    const { report: empty } = await report(brand, brandPath);
    expect(figure(empty.headline, 'views')).toBeNull();
    expect(figure(empty.cost, 'cpc')).toBeNull();
    expect(empty.coverage).toMatchObject({ published: 3, complete: 0 });
    for (const [browser, path] of [
      [brand, brandPath],
      [staff, staffPath],
      [creator, ownPath],
    ] as const) {
      const page = await browser.page(path);
      expect([path, page.status]).toEqual([path, 200]);
    }
  });

  it('take figures from the influencer with a proof only, as their own statistics', async () => {
    const at = `${ownPath}/posts/${maya.deliverableIds[0]}`;
    const bare = await creator.post(at, { views: 10_000, likes: 400, comments: 50 });
    expect(bare.status).toBe(422);
    expect(bare.json<{ errors: { path: string; code: string }[] }>().errors).toMatchObject([
      { path: 'proofFileId', code: 'proof_required' },
    ]);
    expect((await creator.post(at, { views: 1, source: 'platform', proofFileId: maya.linkId })).status).toBe(
      403,
    );
    const proofFileId = fileId(await creator.upload('statistics.png', 'image/png', PNG));
    expect((await creator.post(at, { proofFileId })).status).toBe(422);
    expect((await creator.post(at, { views: 1, hidden: ['views'], proofFileId })).status).toBe(422);
    const page = await creator.submit(at, { views: 'many', likes: '400', proofFileId });
    expect(page.status).toBe(422);
    expect(page.text).toContain('many');
    const taken = await creator.post(at, {
      views: 10_000,
      likes: 400,
      comments: 50,
      shares: 30,
      saves: 20,
      proofFileId,
    });
    expect(taken.status).toBe(201);
    expect(taken.json()).toMatchObject({ state: 'measured', missing: [], flags: [] });
    const history = await creator.get(at);
    expect(history.json<{ history: unknown[] }>().history).toHaveLength(5);
    const proof = await staff.get(`${staffPath}/posts/${maya.deliverableIds[0]}/proofs/${proofFileId}`);
    expect([proof.status, proof.headers['content-type']]).toEqual([200, 'image/png']);
  });

  it('leave what is hidden unknown, and a published post unmeasured until it is verified', async () => {
    const at = `${staffPath}/posts/${maya.deliverableIds[1]}`;
    const taken = await staff.submit(at, {
      views: label === 'puder' ? '50.000' : '50,000',
      comments: '12',
      shares: '3',
      hidden: 'likes',
      source: 'platform',
    });
    expect([taken.status, taken.headers['location']]).toEqual([
      303,
      expect.stringContaining('figures_entered'),
    ]);
    const { report: now } = await report(brand, brandPath);
    const post = now.posts.find(({ id }) => id === maya.deliverableIds[1]);
    expect(post).toMatchObject({ engagements: null, state: 'published', missing: [] });
    expect(figure(now.headline, 'views')).toBe(60_000);
    expect(figure(now.headline, 'engagements')).toBe(500);
    expect(figure(now.headline, 'er_views')).toBe(5);
    // Only what is verified is spent: half of Maya's price, for a post of 500 engagements.
    expect(figure(now.cost, 'cpe')).toBe(200);
  });

  it('take a list of many posts, whole or not at all, and keep estimates apart', async () => {
    const upload = async (text: string) => {
      const file = await staff.upload('figures.csv', 'text/csv', text);
      return staff.post(`${staffPath}/uploads`, { fileId: fileId(file) });
    };
    const faulty = await upload(`id,views,likes\n${noor.deliverableIds[0]},lots,3\nnobody,1,2\n`);
    expect(faulty.status).toBe(422);
    expect(faulty.json<{ errors: { path: string }[] }>().errors.map(({ path }) => path)).toEqual([
      'rows.2.views',
      'rows.3',
    ]);
    expect((await upload('name,views\nx,1\n')).status).toBe(422);
    await staff.post(`${staffPath}/posts/${noor.deliverableIds[0]}`, { views: 999_999, source: 'estimate' });
    expect((await report(staff, staffPath)).report.coverage.estimatesOnly).toBe(1);
    expect(figure((await report(staff, staffPath)).report.headline, 'views')).toBe(60_000);
    const url = `https://youtube.example/p/${noor.deliverableIds[0]}`;
    const taken = await upload(`\uFEFFURL;Views;Likes;Comments\r\n${url}?utm=1;40000;1000;100\r\n`);
    expect([taken.status, taken.json()]).toMatchObject([201, { posts: 1, figures: 3, flagged: 0 }]);
    const { report: now } = await report(brand, brandPath);
    expect(now.coverage).toMatchObject({ complete: 3, estimatesOnly: 0 });
    expect(figure(now.headline, 'views')).toBe(100_000);
  });

  it('flag what cannot well be, refuse nothing of it, and keep what was said before', async () => {
    const at = `${staffPath}/posts/${noor.deliverableIds[0]}`;
    moveClock(60_000);
    const taken = await staff.post(at, { views: 39_000, likes: 50_000, comments: -1 });
    expect(taken.json<{ flags: unknown[] }>().flags).toEqual([
      { metric: 'views', flag: 'decreasing' },
      { metric: 'likes', flag: 'more_than_views' },
      { metric: 'comments', flag: 'negative' },
      { metric: 'comments', flag: 'decreasing' },
    ]);
    expect((await report(staff, staffPath)).report.coverage.flagged).toBe(3);
    moveClock(120_000);
    await staff.post(at, { views: 41_000, likes: 1_100, comments: 110 });
    moveClock(180_000);
    expect((await report(staff, staffPath)).report.coverage.flagged).toBe(0);
    const { history } = (await staff.get(at)).json<{ history: { metric: string; value: number }[] }>();
    expect(history.filter(({ metric }) => metric === 'views').map(({ value }) => value)).toEqual([
      41_000, 39_000, 40_000, 999_999,
    ]);
  });

  it('show clicks by day with reasons, and what a valid one cost', async () => {
    const edge = app.browser(label, 'edge');
    for (const agent of [PERSON, PERSON, `${PERSON} 2`, 'Googlebot/2.1']) {
      expect((await edge.page(`/${maya.slug}`, { 'user-agent': agent })).status).toBe(302);
    }
    moveClock(200_000);
    const { report: now } = await report(brand, brandPath);
    expect(now.clicks).toMatchObject({
      total: 4,
      valid: 2,
      byReason: [
        { reason: 'bot', count: 1 },
        { reason: 'repeat', count: 1 },
      ],
    });
    expect(figure(now.headline, 'valid_clicks')).toBe(2);
    expect(figure(now.cost, 'spend')).toBe(200_000);
    expect(figure(now.cost, 'cpc')).toBe(100_000);
    const page = await brand.page(brandPath);
    expect(page.text).toContain('<svg');
    expect(page.text).toContain('÷');
    expect(page.text).not.toMatch(/style="|<script>/);
  });

  it('can be drawn as of a day before anything was read', async () => {
    const { report: before } = await report(brand, `${brandPath}?asOf=2020-01-01`);
    expect(figure(before.headline, 'views')).toBeNull();
    expect(before.clicks.total).toBe(0);
    expect((await brand.page(`${brandPath}?asOf=2020-01-01`)).status).toBe(200);
  });

  it('show the influencer their own, without prices and without the others', async () => {
    moveClock(200_000);
    const text = (await creator.get(ownPath)).text;
    expect(text).not.toMatch(/Noor|priceMinor|"id":"(spend|cp[cemv])"|200000/);
    const { report: own } = JSON.parse(text) as Report;
    expect(own.posts).toHaveLength(2);
    expect(own.clicks.total).toBe(4);
    const page = await creator.page(ownPath);
    expect(page.text).not.toContain('Noor');
  });

  it('leave as CSV and XLSX that name neither engine nor tool', async () => {
    const csv = await brand.get(`${brandPath}/posts.csv`);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.text.split('\r\n').filter(Boolean)).toHaveLength(4);
    expect(csv.text).toContain(maya.deliverableIds[0]!);
    const xlsx = await brand.get(`${brandPath}/report.xlsx`);
    expect(xlsx.status).toBe(200);
    expect(String(xlsx.headers['content-disposition'])).not.toMatch(/halyard/i);
  });

  it('are printed by a job in the label’s name, and the page then has the file', async () => {
    const asked = await brand.submit(`${brandPath}/documents`, {});
    expect(asked.status).toBe(303);
    expect((await report(brand, brandPath)).documents).toHaveLength(1);
    await app.app.get(Jobs).idle(90_000);
    const [document] = (await report(brand, brandPath)).documents;
    expect(document).toMatchObject({ state: 'done' });
    expect((await brand.page(brandPath)).text).toContain(`/results/documents/${document!.id}`);
    const raw = await download(brand, `${brandPath}/documents/${document!.id}`);
    const pdf = await readPdf(raw);
    expect(pdf.info['Author']).toContain(labelName);
    expect(pdf.info['Producer']).toContain(labelName);
    const all = [JSON.stringify(pdf.info), ...pdf.streams, raw.toString('latin1')].join('\n');
    expect(all).not.toMatch(/halyard|skia|chrom(e|ium)|pdf-lib|echarts|playwright/i);
    expect(pdf.text).toContain('Maya');
    expect(pdf.text).not.toContain('formulas.');
    expect(pdf.pageCount).toBeGreaterThan(0);
  }, 120_000);

  it('are printed in the language of whoever asks, where the label speaks it', async () => {
    const { app: nest } = app;
    const specs = parseTenantsFile(await readFile(app.config.tenantsFile, 'utf8'));
    const speaks = (more: string[]) =>
      nest
        .get(TenantApply)
        .apply(specs.map((spec) => ({ ...spec, locales: [...new Set([...spec.locales, ...more])] })));
    await speaks(['en-US', 'de-DE']);
    const german = label === 'puder';
    const asker = await app.member(label, campaign.organizationId, 'admin', `reader@${label}.example`);
    for (const [locale, title] of [
      [german ? 'en-US' : 'de-DE', german ? 'Results' : 'Ergebnisse'],
      ['fr-FR', german ? 'Ergebnisse' : 'Results'],
    ] as const) {
      await app.inside(label, (db) =>
        db.repo(Account).update({ emailNorm: `reader@${label}.example` }, { locale }),
      );
      const asked = await asker.post(`${brandPath}/documents`);
      await nest.get(Jobs).idle(90_000);
      const { documentId } = asked.json<{ documentId: string }>();
      const { info } = await readPdf(await download(asker, `${brandPath}/documents/${documentId}`));
      expect(info['Title']).toContain(title);
    }
    await speaks([]);
  }, 120_000);

  it('are handed out by a secret that is told once, without prices unless asked for, and taken back', async () => {
    const made = await brand.post(`${brandPath}/shares`, { note: 'The agency' });
    expect(made.status).toBe(201);
    const { url, secret, share } = made.json<{ url: string; secret: string; share: { id: string } }>();
    expect(url).toContain(app.host(label, 'edge'));
    expect((await brand.get(brandPath)).text).not.toContain(secret);
    const edge = app.browser(label, 'edge');
    const page = await edge.page(`/reports/${secret}`);
    expect(page.status).toBe(200);
    expect(page.headers['x-robots-tag']).toContain('noindex');
    expect(page.text).toContain('noindex');
    expect(page.text).toContain('Maya');
    const open = await edge.get(`/reports/${secret}`);
    expect(open.text).not.toMatch(/"id":"(spend|cp[cemv])"|"link":\{|200000/);
    expect(open.json<Report>().report.clicks.total).toBe(4);
    const priced = await staff.post(`${staffPath}/shares`, { prices: true, expiresInDays: 7 });
    const other = priced.json<{ secret: string }>().secret;
    expect((await edge.get(`/reports/${other}`)).text).toContain('"id":"spend"');
    expect(
      (await app.browser(label === 'puder' ? 'switchback' : 'puder', 'edge').page(`/reports/${secret}`))
        .status,
    ).toBe(404);
    const stored = await app.inside(label, (db) =>
      db.query({ name: 'test_stored', text: 'SELECT to_jsonb(s) AS row FROM report_share s' }),
    );
    const answers = await app.inside(label, (db) =>
      db.query({ name: 'test_answers', text: 'SELECT answer FROM idempotency' }),
    );
    expect(JSON.stringify([stored, answers])).not.toContain(secret);

    expect((await brand.submit(`${brandPath}/shares/${share.id}/revoke`, {})).status).toBe(303);
    const ended = await edge.page(`/reports/${secret}`);
    expect(ended.status).toBe(410);
    expect(ended.text).toContain(labelName);
    expect((await brand.post(`${brandPath}/shares/${share.id}/revoke`)).status).toBe(409);
    moveClock(8 * 86_400_000);
    expect((await edge.page(`/reports/${other}`)).status).toBe(410);
    expect((await edge.page(`/reports/${secret}x`)).status).toBe(404);
    const audit = await app.inside(label, (db) =>
      db.query<{ action: string }>({
        name: 'test_audit',
        text: `SELECT action FROM audit_entry WHERE subject = 'Report' ORDER BY seq`,
      }),
    );
    expect(audit.map(({ action }) => action)).toEqual([
      'report_share.create',
      'report_share.create',
      'report_share.revoke',
    ]);
  });

  it('do not exist for other brands, other influencers and other labels', async () => {
    const foreignOrg = await app.organization(label, 'Fjellheim');
    const rival = await app.member(label, foreignOrg, 'admin');
    const piece = noor.deliverableIds[0];
    const ask = [
      brandPath,
      `${brandPath}/posts.csv`,
      `${brandPath}/report.xlsx`,
      `${brandPath}/posts/${piece}`,
    ];
    for (const path of ask) {
      expect([path, (await rival.get(path)).status]).toEqual([path, 404]);
      const within = path.replace(campaign.organizationId, foreignOrg);
      expect([within, (await rival.get(within)).status]).toEqual([within, 404]);
    }
    for (const path of ['documents', 'shares']) {
      expect(
        (await rival.post(`/o/${foreignOrg}/campaigns/${campaign.campaignId}/results/${path}`)).status,
      ).toBe(404);
    }
    // Another's piece under one's own collaboration, and another's collaboration.
    expect((await creator.get(`${ownPath}/posts/${piece}`)).status).toBe(404);
    expect((await creator.post(`${ownPath}/posts/${piece}`, { views: 1 })).status).toBe(404);
    expect((await creator.get(`/collaborations/${noor.collaborationId}/results`)).status).toBe(404);
    const elsewhere = label === 'puder' ? 'switchback' : 'puder';
    const theirs = await app.staff(elsewhere, 'owner');
    expect((await theirs.get(staffPath)).status).toBe(404);
    expect((await theirs.post(`${staffPath}/posts/${piece}`, { views: 1 })).status).toBe(404);
    expect((await theirs.post(`${staffPath}/shares`)).status).toBe(404);
  });

  it('are not handed out or entered by those whose role does not say so', async () => {
    const guest = await app.member(label, campaign.organizationId, 'guest');
    expect((await guest.post(`${brandPath}/shares`)).status).toBe(403);
    expect((await guest.get(brandPath)).json<Report>().shares).toBeNull();
    const viewer = await app.staff(label, 'viewer');
    expect((await viewer.post(`${staffPath}/posts/${noor.deliverableIds[0]}`, { views: 1 })).status).toBe(
      403,
    );
  });
});
