import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/kernel';
import { Ledger } from '#domain/money';
import { TestApplication } from '../support/application.js';
import type { Browser } from '../support/http.js';
import { rowsOf } from '../support/world-rows.js';

/** More than any page or any list beside others shows. */
const ROWS = 215;
const NET = 4_000;
const PRICE = 5_000;

interface Page {
  readonly data: { readonly id: string }[];
  readonly next: string | null;
}

let app: TestApplication;
let staff: Browser;
let brand: Browser;
let guest: Browser;
let other: Browser;
let influencer: Browser;
const [campaignId, secondCampaignId, influencerId] = [newId(), newId(), newId()];
let organizationId: string;

beforeAll(async () => {
  app = await TestApplication.start();
  organizationId = await app.organization('switchback', 'Nordvik Outdoor');
  await fill();
  staff = await app.staff('switchback', 'finance');
  brand = await app.member('switchback', organizationId, 'admin');
  guest = await app.member('switchback', organizationId, 'guest', 'guest@nordvik.example');
  await app.inside('switchback', (db) =>
    db.query({
      name: 'let_in',
      text: `UPDATE membership SET campaign_id = $2 WHERE tenant_id = $1 AND role = 'guest'`,
      values: [app.tenantId('switchback'), secondCampaignId],
    }),
  );
  other = await app.member('switchback', await app.organization('switchback', 'Elsewhere'), 'admin');
  influencer = await app.influencer('switchback', influencerId);
}, 120_000);
afterAll(() => app.stop());

/** Many of everything in one campaign, and one of each in another. */
function fill(): Promise<void> {
  return rowsOf(app, 'switchback', async (put) => {
    await put('influencer', { id: influencerId, display_name: 'Maya' });
    for (const [id, name] of [
      [campaignId, 'Winter trails'],
      [secondCampaignId, 'Summer'],
    ])
      await put('campaign', {
        id,
        organization_id: organizationId,
        name,
        state: 'live',
        currency: 'USD',
        budget_minor: 1,
      });
    const money = { cap_minor: 9_000_000, funded_minor: 9_000_000, currency: 'USD' };
    for (const id of [campaignId, secondCampaignId])
      await put('budget', { id, organization_id: organizationId, ...money });
    for (let row = 0; row <= ROWS; row++) {
      const campaign = row === ROWS ? secondCampaignId : campaignId;
      const [payout, at] = [newId(), new Date(Date.UTC(2026, 0, 1 + (row % 7)))];
      const state = ['scheduled', 'paid', 'failed'][row % 3];
      const payable = { influencer_id: influencerId, organization_id: organizationId, campaign_id: campaign };
      await put('payable', {
        ...{ id: newId(), ...payable, collaboration_id: newId() },
        ...{ net_minor: NET, price_minor: PRICE, currency: 'USD', state },
        ...{ earned_at: at, due_at: at, payout_id: state === 'failed' ? payout : null },
      });
      const amount = { amount_minor: NET, currency: 'USD', provider: 'sandbox' };
      await put('payout', {
        id: payout,
        influencer_id: influencerId,
        ...amount,
        state: state === 'failed' ? 'failed' : 'paid',
      });
      await put('funding', {
        ...{ id: newId(), budget_id: campaign, organization_id: organizationId, ...amount },
        state: 'received',
      });
      for (const kind of ['invoice', 'payout'])
        await put('statement', {
          ...{ id: newId(), kind, number: `${kind}-${row}`, total_minor: NET, currency: 'USD' },
          ...{ lines: '[]', issued_at: at, campaign_id: campaign },
          ...(kind === 'invoice' ? { organization_id: organizationId } : { influencer_id: influencerId }),
        });
    }
    for (let row = 0; row < ROWS; row++)
      await app.app.get(Ledger).post({
        key: `funding:${newId()}`,
        kind: 'funding',
        currency: 'USD',
        campaignId,
        bookings: [
          { account: 'cash', partyId: null, amountMinor: 100 },
          { account: 'clientFunds', partyId: organizationId, amountMinor: -100 },
        ],
      });
  });
}

/** All rows of a list, by following `next` to its end. */
async function walk(browser: Browser, path: string): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | null = null; ;) {
    const query = `${path.includes('?') ? '&' : '?'}limit=50${cursor === null ? '' : `&cursor=${cursor}`}`;
    const answer = await browser.get(path + query);
    expect([path, answer.status]).toEqual([path, 200]);
    const { data, next } = answer.json<Page>();
    expect(data.length).toBeLessThanOrEqual(50);
    found.push(...data.map(({ id }) => id));
    if (next === null) return found;
    expect(next).toBe(data.at(-1)?.id);
    cursor = next;
  }
}

const unescaped = (html: string) => html.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');

describe('a list of money', () => {
  it.each([
    ['staff', '/money/payables', ROWS + 1, 1],
    ['staff', '/money/payouts', ROWS + 1, ROWS + 1],
    ['staff', '/money/fundings', ROWS + 1, 1],
    ['staff', '/money/statements', 2 * (ROWS + 1), 2],
    ['staff', '/money/ledger', 2 * ROWS, 0],
    ['brand', 'ORG/money/fundings', ROWS + 1, 1],
    ['brand', 'ORG/money/posted', ROWS + 1, 1],
    ['brand', 'ORG/money/invoices', ROWS + 1, 1],
    ['influencer', '/earnings/pieces', ROWS + 1, ROWS + 1],
    ['influencer', '/earnings/statements', ROWS + 1, ROWS + 1],
  ] as const)('of %s goes on to its end, each row once: %s', async (who, path, rows, ofSecond) => {
    const browser = { staff, brand, influencer }[who];
    const at = path.replace('ORG', `/o/${organizationId}`);
    const ids = await walk(browser, at);
    expect([ids.length, new Set(ids).size]).toEqual([rows, rows]);
    if (ofSecond <= 2)
      expect(await walk(browser, `${at}?campaign=${secondCampaignId}`)).toHaveLength(ofSecond);

    const first = await browser.page(at);
    const next = /href="([^"]*cursor=[^"]*)" rel="next"/.exec(unescaped(first.text))?.[1];
    expect(next).toBeDefined();
    const second = await browser.page(next!);
    expect(second.status).toBe(200);
    expect(second.text).toContain('rel="next"');
  });

  it('is reached from where its first rows stand', async () => {
    for (const [browser, page, links] of [
      [staff, '/money', ['/money/payables', '/money/payouts', '/money/fundings', '/money/ledger']],
      [
        staff,
        `/campaigns/${campaignId}/money`,
        ['payables', 'fundings', 'statements'].map((name) => `/money/${name}?campaign=${campaignId}`),
      ],
      [brand, `/o/${organizationId}/money`, ['fundings', 'invoices'].map((name) => `/money/${name}"`)],
      [
        brand,
        `/o/${organizationId}/campaigns/${campaignId}/money`,
        ['fundings', 'posted', 'invoices'].map((name) => `/money/${name}?campaign=${campaignId}`),
      ],
      [influencer, '/earnings', ['/earnings/pieces', '/earnings/statements']],
    ] as const) {
      const { status, text } = await browser.page(page);
      expect([page, status]).toEqual([page, 200]);
      for (const link of links)
        expect([page, link, unescaped(text).includes(link)]).toEqual([page, link, true]);
    }
  });

  it('leaves nothing out of the totals beside it', async () => {
    const { totals } = (await influencer.get('/earnings')).json<{
      totals: { scheduledMinor: number; paidMinor: number }[];
    }>();
    const paid = Math.ceil(ROWS / 3);
    expect(totals).toMatchObject([{ scheduledMinor: (ROWS + 1 - paid) * NET, paidMinor: paid * NET }]);
  });

  it('tells a brand its prices only, and nobody else anything', async () => {
    const posted = await brand.get(`/o/${organizationId}/money/posted`);
    expect(posted.text).toContain('"priceMinor":5000');
    expect(posted.text).not.toMatch(/"net|:4000\b/i);
    for (const name of ['fundings', 'posted', 'invoices']) {
      for (const browser of [other, influencer])
        expect([403, 404]).toContain((await browser.get(`/o/${organizationId}/money/${name}`)).status);
    }
  });

  it('shows a guest nothing but the campaign they were let into', async () => {
    const path = `/o/${organizationId}/money/fundings`;
    const { status } = await guest.get(path);
    if (status === 200) {
      expect(await walk(guest, path)).toHaveLength(1);
      expect((await guest.get(`${path}?campaign=${campaignId}`)).status).toBe(404);
    } else expect(status).toBe(403);
  });
});
