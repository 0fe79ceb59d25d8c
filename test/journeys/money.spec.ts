import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readPdf } from '#platform/documents';
import { Jobs } from '#platform/jobs';
import { newId, runForTenant, systemActor } from '#platform/kernel';
import { Mails } from '#platform/mail';
import { Files } from '#platform/storage';
import { Budgets, Payables, SandboxProvider } from '#domain/money';
import { TestApplication } from '../support/application.js';
import type { Answer, Browser } from '../support/http.js';
import { BUDGET, makeCampaign, makeScene, NET, PRICE, type Scene } from '../support/money-scene.js';

/** Money from a brand to an influencer, as each of the three sides sees it. */
describe('money, from funding to payout', () => {
  let app: TestApplication;
  let scene: Scene;
  let staff: Browser;
  let brand: Browser;
  let influencer: Browser;

  beforeAll(async () => {
    app = await TestApplication.start();
    scene = await makeScene(app, 'switchback', 'USD', 'Nordvik Outdoor');
    staff = await app.staff('switchback', 'finance', 'finance@label.example');
    brand = await app.member('switchback', scene.organizationId, 'finance', 'finance@nordvik.example');
    influencer = await app.influencer('switchback', scene.influencerId, 'maya@creator.example');
  });
  afterAll(() => app.stop());

  const at = (path = '') => `/o/${scene.organizationId}${path}`;
  const idle = () => app.app.get(Jobs).idle();

  it('shows an open budget to its brand, and what is missing', async () => {
    const tab = await brand.get(at(`/campaigns/${scene.campaignId}/money`));
    expect(tab.json()).toMatchObject({
      budgetMinor: BUDGET,
      fundedMinor: 0,
      openMinor: BUDGET,
      mayFund: true,
      fundings: [],
    });
    const page = await brand.page(at(`/campaigns/${scene.campaignId}/money`));
    expect(page.status).toBe(200);
    expect(page.text).toContain('action="' + at(`/campaigns/${scene.campaignId}/fund`));
  });

  it('refuses to be funded beyond the budget, and says how much is open, on both doors', async () => {
    const problem = await brand.post(at(`/campaigns/${scene.campaignId}/fund`), { amountMinor: BUDGET + 1 });
    expect(problem.status).toBe(422);
    expect(problem.json()).toMatchObject({ errors: [{ path: 'amountMinor', code: 'more_than_open' }] });
    const page = await brand.submit(at(`/campaigns/${scene.campaignId}/fund`), { amountMinor: '3,000.01' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('$3,000.00');
    expect(
      (await brand.post(at(`/campaigns/${scene.campaignId}/fund`), { amountMinor: 'all of it' })).status,
    ).toBe(422);
    expect((await brand.post(at(`/campaigns/${scene.campaignId}/fund`), { amountMinor: -5 })).status).toBe(
      422,
    );
  });

  it('takes no money from roles that may not fund, nor lets those pay who may not', async () => {
    for (const role of ['approver', 'member', 'guest'] as const) {
      const other = await app.member('switchback', scene.organizationId, role);
      expect((await other.post(at(`/campaigns/${scene.campaignId}/fund`))).status).toBe(403);
    }
    const viewer = await app.staff('switchback', 'viewer');
    expect((await viewer.get('/money')).status).toBe(200);
    for (const path of [
      '/money/pay-due',
      `/money/payouts/${newId()}/retry`,
      '/money/reconcile',
      `/campaigns/${scene.campaignId}/refund`,
      `/campaigns/${scene.campaignId}/fund`,
    ]) {
      expect([path, (await viewer.post(path, { destination: 'account' })).status]).toEqual([path, 403]);
    }
    expect((await influencer.get('/money')).status).toBe(404);
  });

  it('collects the rest of the budget once, however many ask at the same time', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map(() => brand.post(at(`/campaigns/${scene.campaignId}/fund`))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    await idle();
    const tab = (await brand.get(at(`/campaigns/${scene.campaignId}/money`))).json<{
      fundedMinor: number;
      fundings: { state: string }[];
      statements: unknown[];
    }>();
    expect(tab.fundedMinor).toBe(BUDGET);
    expect(tab.fundings.map(({ state }) => state)).toEqual(['received']);
    expect(tab.statements).toHaveLength(1);
  });

  it('moves verified work to the influencer, and the rest stays the label’s', async () => {
    await app.inside('switchback', async () => {
      const { campaignId, collaborationId } = scene;
      await app.app.get(Budgets).reserve({ campaignId, collaborationId, amountMinor: PRICE });
      await app.app
        .get(Payables)
        .post({ ...scene, netMinor: NET, priceMinor: PRICE, currency: 'USD', termsDays: 0 });
    });
    await idle();
    const books = (await staff.get(`/campaigns/${scene.campaignId}/money`)).json();
    expect(books).toMatchObject({
      currency: 'USD',
      balanced: true,
      budgetMinor: BUDGET,
      fundedMinor: BUDGET,
      reservedMinor: 0,
      spentMinor: PRICE,
      priceMinor: PRICE,
      netMinor: NET,
      marginMinor: PRICE - NET,
      paidMinor: NET,
    });
    const overview = (await staff.get('/money')).json<{
      sums: unknown[];
      payouts: { state: string; amountMinor: number }[];
    }>();
    expect(overview.sums).toEqual([{ currency: 'USD', sumMinor: 0 }]);
    expect(overview.payouts).toMatchObject([{ state: 'paid', amountMinor: NET }]);
    for (const path of ['/money', '/money/simulator', `/campaigns/${scene.campaignId}/money`]) {
      expect([path, (await staff.page(path)).status]).toEqual([path, 200]);
    }
  });

  it('shows the influencer every step with its date', async () => {
    const earnings = (await influencer.get('/earnings')).json<{
      earnings: { state: string; steps: { key: string; state: string; at: string | null }[] }[];
      totals: unknown[];
    }>();
    expect(earnings.totals).toMatchObject([{ currency: 'USD', paidMinor: NET, lateMinor: 0 }]);
    expect(earnings.earnings[0]?.steps.map(({ key, state, at: day }) => [key, state, day !== null])).toEqual(
      ['earned', 'approved', 'scheduled', 'onItsWay', 'paid'].map((key) => [key, 'done', true]),
    );
    for (const path of ['/earnings', `/collaborations/${scene.collaborationId}/money`]) {
      const page = await influencer.page(path);
      expect(page.status).toBe(200);
      expect(page.text).toContain('$777.77');
    }
  });

  it('tells each side its own amount only, in every answer and mail', async () => {
    const brandSees = [
      at('/money'),
      at(`/campaigns/${scene.campaignId}/money`),
      at(`/campaigns/${scene.campaignId}`),
      at('/campaigns'),
    ];
    const influencerSees = [
      '/earnings',
      `/collaborations/${scene.collaborationId}/money`,
      `/collaborations/${scene.collaborationId}`,
      '/collaborations',
    ];
    const secretOfBrand = /"(net|margin|layer)|77777|777\.77|15555|155\.55/i;
    const secretOfInfluencer = /"(price|margin|layer)|93332|933\.32|15555|155\.55/i;
    for (const path of brandSees) await silent(brand, path, secretOfBrand);
    for (const path of influencerSees) await silent(influencer, path, secretOfInfluencer);
    const mailbox = app.mailbox;
    const texts = async (to: string) =>
      Promise.all(mailbox.list({ to }).map(async ({ id }) => (await mailbox.raw(id)).toString('utf8')));
    const toBrand = (await texts('finance@nordvik.example')).join('\n');
    const toInfluencer = (await texts('maya@creator.example')).join('\n');
    expect(toBrand).toContain('$3,000.00');
    expect(toBrand).not.toMatch(/777\.77|155\.55/);
    expect(toInfluencer).toContain('$777.77');
    expect(toInfluencer).not.toMatch(/933\.32|155\.55/);
    const sent = await app.inside('switchback', () => app.app.get(Mails).list());
    const templates = new Set(sent.data.map(({ template }) => template));
    for (const template of ['funding-received', 'payable-scheduled', 'payout-paid'])
      expect(templates).toContain(template);
  });

  it('prints invoice and statement in the label’s name, for their own party only', async () => {
    const [invoice] = (await brand.get(at('/money'))).json<{
      statements: { id: string; number: string; ready: boolean }[];
    }>().statements;
    const [statement] = (await influencer.get('/earnings')).json<{
      statements: { id: string; ready: boolean }[];
    }>().statements;
    expect([invoice?.ready, statement?.ready]).toEqual([true, true]);
    const file = await brand.get(at(`/money/invoices/${invoice?.id}`));
    expect(file.headers['content-type']).toBe('application/pdf');
    const paper = await readPdf(await pdfOf(app, 'switchback', invoice?.id ?? ''));
    expect(paper.info).toMatchObject({ Author: 'Switchback Weekly' });
    expect(paper.info['Title']).toContain(invoice?.number);
    expect((await influencer.get(`/earnings/statements/${statement?.id}`)).status).toBe(200);
    expect((await brand.get(at(`/money/invoices/${statement?.id}`))).status).toBe(404);
    expect((await influencer.get(`/earnings/statements/${invoice?.id}`)).status).toBe(404);
    const rival = await app.organization('switchback', 'Fjellheim');
    const stranger = await app.member('switchback', rival, 'admin');
    expect((await stranger.get(`/o/${rival}/money/invoices/${invoice?.id}`)).status).toBe(404);
    expect((await stranger.get(`/o/${rival}/campaigns/${scene.campaignId}/money`)).status).toBe(404);
    expect((await stranger.get(at('/money'))).status).toBe(404);
    const other = await app.influencer('switchback', newId());
    expect((await other.get(`/earnings/statements/${statement?.id}`)).status).toBe(404);
    expect((await other.get(`/collaborations/${scene.collaborationId}/money`)).status).toBe(404);
    expect((await other.get('/earnings')).json()).toMatchObject({ earnings: [], statements: [] });
  });

  it('works out the price of a net before anybody signs', async () => {
    const simulation = (await staff.get('/money/simulator?net=1%2C000.00')).json();
    expect(simulation).toMatchObject({
      split: { netMinor: 100_000, priceMinor: 120_000, layers: [{ name: 'label', amountMinor: 20_000 }] },
    });
    expect((await staff.page(`/campaigns/${scene.campaignId}/money?net=1000`)).text).toContain('$1,200.00');
    expect((await staff.get('/money/simulator?net=plenty')).status).toBe(422);
  });

  it('gives back what is free, keeps it for the brand, and funds the next campaign with it', async () => {
    const refund = (body: object) => staff.post(`/campaigns/${scene.campaignId}/refund`, body);
    expect((await refund({ destination: 'account', amountMinor: BUDGET })).json()).toMatchObject({
      code: 'refund_too_big',
      freeMinor: BUDGET - PRICE,
    });
    expect((await refund({ destination: 'nowhere' })).status).toBe(422);
    expect((await refund({ destination: 'source', amountMinor: 6_668 })).status).toBe(201);
    expect((await refund({ destination: 'account' })).status).toBe(201);
    expect((await refund({ destination: 'account' })).json()).toMatchObject({
      status: 409,
      code: 'nothing_to_refund',
    });
    await idle();
    const kept = BUDGET - PRICE - 6_668;
    const books = (await staff.get(`/campaigns/${scene.campaignId}/money`)).json<{
      statements: { kind: string }[];
    }>();
    expect(books).toMatchObject({
      balanced: true,
      fundedMinor: PRICE,
      budgetMinor: PRICE,
      freeMinor: 0,
      onAccountMinor: kept,
    });
    expect(books.statements.map(({ kind }) => kind)).toEqual(['creditNote', 'invoice']);
    const next = await makeCampaign(app, 'switchback', 'USD', scene.organizationId, BUDGET);
    const path = at(`/campaigns/${next}/fund`);
    expect((await brand.post(path, { source: 'account' })).json()).toMatchObject({
      status: 409,
      code: 'balance_too_low',
      balanceMinor: kept,
    });
    expect((await brand.post(path, { source: 'account', amountMinor: kept })).status).toBe(201);
    expect((await brand.get(at(`/campaigns/${next}/money`))).json()).toMatchObject({
      fundedMinor: kept,
      onAccountMinor: 0,
      openMinor: BUDGET - kept,
    });
    expect((await staff.post('/money/reconcile')).json()).toEqual({ drifts: 0 });
  });

  it('tells of a payout that failed, keeps it owed, and pays it once when tried again', async () => {
    await staff.post('/money/sandbox', { kind: 'payout', outcome: 'failed' });
    const late = { ...scene, collaborationId: newId(), deliverableId: newId() };
    const campaignId = await makeCampaign(app, 'switchback', 'USD', scene.organizationId, BUDGET);
    await brand.post(at(`/campaigns/${campaignId}/fund`));
    await idle();
    await app.inside('switchback', async () => {
      await app.app
        .get(Budgets)
        .reserve({ campaignId, collaborationId: late.collaborationId, amountMinor: PRICE });
      await app.app
        .get(Payables)
        .post({ ...late, campaignId, netMinor: NET, priceMinor: PRICE, currency: 'USD', termsDays: 0 });
    });
    await idle();
    const [failed] = (await staff.get('/money')).json<{
      payouts: { id: string; state: string; retriable: boolean; error: string }[];
    }>().payouts;
    expect(failed).toMatchObject({ state: 'failed', retriable: true, error: 'account_closed' });
    expect((await influencer.get('/earnings')).json()).toMatchObject({
      totals: [{ lateMinor: NET }],
      earnings: [{ state: 'failed', late: 'failed' }, {}],
    });
    expect(
      app.mailbox
        .list({ to: 'finance@label.example' })
        .some(({ subject }) => subject?.includes('did not arrive')),
    ).toBe(true);
    const retries = await Promise.all([1, 2].map(() => staff.post(`/money/payouts/${failed?.id}/retry`)));
    expect(retries.map(({ status }) => status).sort()).toEqual([201, 409]);
    await idle();
    expect((await influencer.get('/earnings')).json()).toMatchObject({
      totals: [{ paidMinor: 2 * NET, lateMinor: 0 }],
    });
    expect((await staff.post(`/money/payouts/${newId()}/retry`)).status).toBe(404);
  });

  it('speaks the other label’s language and currency, and knows nothing of this one', async () => {
    const theirs = await makeScene(app, 'puder', 'EUR', 'Lindenblatt');
    const owner = await app.staff('puder', 'owner');
    const page = await owner.page('/money');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Preisrechner');
    expect(page.text).not.toMatch(/Switchback|777\.77|\$/);
    expect((await owner.get(`/campaigns/${scene.campaignId}/money`)).status).toBe(404);
    expect((await owner.get(`/campaigns/${theirs.campaignId}/money`)).json()).toMatchObject({
      currency: 'EUR',
      balanced: true,
    });
    await owner.post(`/campaigns/${theirs.campaignId}/fund`);
    await idle();
    const [invoice] = (await owner.get(`/campaigns/${theirs.campaignId}/money`)).json<{
      statements: { id: string }[];
    }>().statements;
    const paper = await readPdf(await pdfOf(app, 'puder', invoice?.id ?? ''));
    expect(paper.info['Title']).toMatch(/^Rechnung R\d{4}-00001$/);
    expect(JSON.stringify(paper.info) + paper.text).not.toMatch(/switchback|halyard|chrom/i);
  });

  it('does not let the sandbox be steered where it does not exist', async () => {
    expect((await staff.post('/money/sandbox', { kind: 'payout', outcome: 'maybe' })).status).toBe(422);
    expect(app.app.get(SandboxProvider).name).toBe('sandbox');
  });
});

async function silent(person: Browser, path: string, secret: RegExp): Promise<void> {
  const doors: [string, Answer][] = [
    ['json', await person.get(path)],
    ['page', await person.page(path)],
  ];
  for (const [door, answer] of doors) {
    expect([path, door, answer.status]).toEqual([path, door, 200]);
    expect([path, door, secret.exec(answer.text)?.[0]]).toEqual([path, door, undefined]);
  }
}

async function pdfOf(app: TestApplication, label: string, statementId: string): Promise<Buffer> {
  const rows = await app.inside(label, (db) =>
    db.query<{ file_id: string }>({
      name: 'file_of_statement',
      text: 'SELECT file_id FROM statement WHERE id = $1',
      values: [statementId],
    }),
  );
  const { stream } = await runForTenant(app.tenantId(label), systemActor, () =>
    app.app.get(Files).open(rows[0]?.file_id ?? ''),
  );
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
