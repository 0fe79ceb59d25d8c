import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '#platform/jobs';
import { newId, runForTenant, systemActor } from '#platform/kernel';
import { Db } from '#platform/database';
import { TestApplication } from '../../../../test/support/application.js';
import { Budgets, Funding, Ledger, Payables, Payouts, SandboxProvider } from './index.js';
import { Payable, Payout } from './money.entities.js';

describe('money', () => {
  let app: TestApplication;
  let organizationId: string;
  const inside = <T>(fn: () => Promise<T>) => app.inside('switchback', fn);
  const service = <T>(type: new (...args: never[]) => T): T => app.app.get(type as never);

  beforeAll(async () => {
    app = await TestApplication.start();
    organizationId = await app.organization('switchback', 'Nordvik Outdoor');
  });
  afterAll(() => app.stop());

  async function campaign(capMinor: number): Promise<string> {
    const campaignId = newId();
    await inside(() => service(Budgets).open({ campaignId, organizationId, currency: 'USD', capMinor }));
    return campaignId;
  }

  async function fund(campaignId: string, amountMinor: number): Promise<void> {
    await inside(() => service(Funding).request(campaignId, amountMinor));
    await service(Jobs).idle();
  }

  async function earn(
    campaignId: string,
    influencerId: string,
    netMinor: number,
    priceMinor: number,
    termsDays = 0,
  ): Promise<string> {
    const [deliverableId, collaborationId] = [newId(), newId()];
    await inside(() => service(Budgets).reserve({ campaignId, collaborationId, amountMinor: priceMinor }));
    await inside(() =>
      service(Payables).post({
        deliverableId,
        collaborationId,
        campaignId,
        organizationId,
        influencerId,
        netMinor,
        priceMinor,
        currency: 'USD',
        termsDays,
      }),
    );
    await service(Jobs).idle();
    return deliverableId;
  }

  it('lets exactly as many acceptances through as the budget holds, however many come at once', async () => {
    const campaignId = await campaign(300);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        inside(() => service(Budgets).reserve({ campaignId, collaborationId: newId(), amountMinor: 100 })),
      ),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect((await inside(() => service(Budgets).find(campaignId)))?.reservedMinor).toBe(300);
  });

  it('reserves once for one collaboration, and gives back what is not posted', async () => {
    const campaignId = await campaign(1_000);
    const collaborationId = newId();
    const reserve = () =>
      inside(() => service(Budgets).reserve({ campaignId, collaborationId, amountMinor: 400 }));
    await reserve();
    await reserve();
    await inside(() => service(Budgets).spend(collaborationId, 150));
    expect(await inside(() => service(Budgets).release(collaborationId))).toBe(250);
    expect(await inside(() => service(Budgets).find(campaignId))).toMatchObject({
      reservedMinor: 0,
      spentMinor: 150,
    });
  });

  it('pays the net once when the same earning is posted twice, and keeps the ledger balanced', async () => {
    const campaignId = await campaign(120_000);
    await fund(campaignId, 120_000);
    const influencerId = newId();
    const [deliverableId, collaborationId] = [newId(), newId()];
    await inside(() => service(Budgets).reserve({ campaignId, collaborationId, amountMinor: 120_000 }));
    const earned = {
      deliverableId,
      collaborationId,
      campaignId,
      organizationId,
      influencerId,
      netMinor: 100_000,
      priceMinor: 120_000,
      currency: 'USD',
      termsDays: 0,
    };
    await Promise.all([
      inside(() => service(Payables).post(earned)),
      inside(() => service(Payables).post(earned)),
    ]);
    await service(Jobs).idle();
    const payouts = await inside(() => app.app.get(Db).repo(Payout).find({ influencerId }));
    expect(payouts.map(({ amountMinor, state }) => ({ amountMinor, state }))).toEqual([
      { amountMinor: 100_000, state: 'paid' },
    ]);
    expect(await inside(() => service(Ledger).owed('payable', influencerId, 'USD'))).toBe(0);
    const balances = await inside(() => service(Ledger).balances());
    expect(balances.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0)).toBe(0);
  });

  it('does not pay before the agreed days are over', async () => {
    const campaignId = await campaign(5_000);
    await fund(campaignId, 5_000);
    const deliverableId = await earn(campaignId, newId(), 4_000, 5_000, 30);
    expect((await inside(() => app.app.get(Db).repo(Payable).findOne({ id: deliverableId })))?.state).toBe(
      'scheduled',
    );
  });

  it('does not pay from money that was never funded', async () => {
    const campaignId = await campaign(5_000);
    const deliverableId = await earn(campaignId, newId(), 4_000, 5_000);
    expect((await inside(() => app.app.get(Db).repo(Payable).findOne({ id: deliverableId })))?.state).toBe(
      'scheduled',
    );
  });

  it('keeps a failed payout owed, and pays it when it is tried again', async () => {
    const campaignId = await campaign(5_000);
    await fund(campaignId, 5_000);
    await inside(() => service(SandboxProvider).script('payout', 'failed', 0));
    const influencerId = newId();
    const deliverableId = await earn(campaignId, influencerId, 4_000, 5_000);
    const failed = await inside(() => app.app.get(Db).repo(Payable).findOne({ id: deliverableId }));
    expect(failed?.state).toBe('failed');
    expect(await inside(() => service(Ledger).owed('payable', influencerId, 'USD'))).toBe(4_000);
    await inside(() => service(Payouts).retry(failed?.payoutId ?? ''));
    await service(Jobs).idle();
    expect(await inside(() => service(Ledger).owed('payable', influencerId, 'USD'))).toBe(0);
  });

  it('refuses a booking that does not balance, at the database itself', async () => {
    const unbalanced = inside(() =>
      service(Ledger).post({
        key: `test:${newId()}`,
        kind: 'refund',
        currency: 'USD',
        bookings: [{ account: 'cash', partyId: null, amountMinor: 5 }],
      }),
    );
    await expect(unbalanced).rejects.toThrow('is off by 5 USD');
  });

  it('refuses to change what was booked', async () => {
    const change = inside(() =>
      app.app.get(Db).query({ name: 'tamper', text: 'UPDATE ledger_entry SET amount_minor = 1' }),
    );
    await expect(change).rejects.toThrow('permission denied');
    const tenantId = app.tenantId('switchback');
    const asPlatform = runForTenant(tenantId, systemActor, () =>
      app.app
        .get(Db)
        .asPlatform('test', (db) =>
          db.query({ name: 'tamper', text: 'UPDATE ledger_entry SET amount_minor = amount_minor + 1' }),
        ),
    );
    await expect(asPlatform).rejects.toThrow('append-only');
  });

  it('asks for a budget once: what is pending or received counts', async () => {
    const campaignId = await campaign(1_000);
    await fund(campaignId, 1_000);
    await expect(inside(() => service(Funding).request(campaignId, 1))).rejects.toThrow('already_funded');
  });

  it('numbers invoices without gaps', async () => {
    const rows = await inside(() =>
      app.app.get(Db).query<{ number: string }>({
        name: 'numbers',
        text: `SELECT number FROM statement WHERE kind = 'invoice' ORDER BY number`,
      }),
    );
    expect(rows.map(({ number }) => Number(number.split('-')[1]))).toEqual(
      rows.map((_row, index) => index + 1),
    );
  });
});
