import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { moveClock, newId, runForTenant, systemActor } from '#platform/kernel';
import { Mails } from '#platform/mail';
import { TestApplication } from '../../../../test/support/application.js';
import {
  Budget,
  BudgetHold,
  Budgets,
  Funding,
  Ledger,
  Payables,
  Payout,
  Reconciliation,
  Refunds,
  SandboxProvider,
} from './index.js';
import { driftBetween } from './drift.js';
import { Payable } from './money.entities.js';

/** A repeatable stream of whole numbers below a bound, so that a failing run can be run again. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('the books', () => {
  let app: TestApplication;
  let organizationId: string;
  const inside = <T>(fn: () => Promise<T>) => app.inside('switchback', fn);
  const outside = <T>(fn: () => Promise<T>) => runForTenant(app.tenantId('switchback'), systemActor, fn);
  const service = <T>(type: new (...args: never[]) => T): T => app.app.get(type as never);
  const idle = () => service(Jobs).idle();

  beforeAll(async () => {
    app = await TestApplication.start();
    organizationId = await app.organization('switchback', 'Nordvik Outdoor');
  });
  afterAll(() => {
    moveClock(0);
    return app.stop();
  });

  async function campaign(capMinor: number, fund = false): Promise<string> {
    const campaignId = newId();
    await inside(() => service(Budgets).open({ campaignId, organizationId, currency: 'USD', capMinor }));
    if (fund) await inside(() => service(Funding).request(campaignId));
    if (fund) await idle();
    return campaignId;
  }

  async function agreed(campaignId: string, priceMinor: number): Promise<string> {
    const collaborationId = newId();
    await inside(() => service(Budgets).reserve({ campaignId, collaborationId, amountMinor: priceMinor }));
    return collaborationId;
  }

  const parties = (campaignId: string, collaborationId: string) => ({
    campaignId,
    collaborationId,
    organizationId,
    influencerId: newId(),
    currency: 'USD',
  });

  it('conserves a budget under any mixture of holds, postings and releases at once', async () => {
    const cap = 2_000;
    // In the other label, since no ledger stands behind these.
    const elsewhere = <T>(fn: () => Promise<T>) => app.inside('puder', fn);
    for (const seed of [1, 2, 3]) {
      const next = numbers(seed);
      const campaignId = newId();
      const opened = { campaignId, organizationId: newId(), currency: 'EUR', capMinor: cap };
      await elsewhere(() => service(Budgets).open(opened));
      const held: string[] = [];
      for (let round = 0; round < 12; round++) {
        const step = Array.from({ length: 6 }, () => {
          const [kind, known] = [next(3), held[next(held.length || 1)]];
          if (kind === 0 || !known) {
            const collaborationId = newId();
            held.push(collaborationId);
            return () =>
              service(Budgets).reserve({ campaignId, collaborationId, amountMinor: 1 + next(600) });
          }
          if (kind === 1) return () => service(Budgets).spend(known, 1 + next(200));
          return async () => void (await service(Budgets).release(known));
        });
        await Promise.allSettled(step.map((act) => elsewhere(act)));
        const budget = await elsewhere(() => service(Db).repo(Budget).findOne({ id: campaignId }));
        const holds = await elsewhere(() => service(Db).repo(BudgetHold).find({ budgetId: campaignId }));
        const rest = holds.reduce(
          (sum, { state, amountMinor, postedMinor }) =>
            sum + (state === 'held' ? amountMinor - postedMinor : 0),
          0,
        );
        const posted = holds.reduce((sum, { postedMinor }) => sum + postedMinor, 0);
        expect([seed, round, budget?.reservedMinor, budget?.spentMinor]).toEqual([seed, round, rest, posted]);
        expect(rest + posted).toBeLessThanOrEqual(cap);
      }
    }
  });

  it('collects a budget once, however many ask at once', async () => {
    const campaignId = await campaign(10_000);
    const asked = await Promise.allSettled(
      Array.from({ length: 8 }, () => inside(() => service(Funding).request(campaignId))),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await idle();
    expect((await inside(() => service(Budgets).find(campaignId)))?.fundedMinor).toBe(10_000);
  });

  it('refunds no more than is free, however many ask at once', async () => {
    const campaignId = await campaign(10_000, true);
    await agreed(campaignId, 7_000);
    const asked = await Promise.allSettled(
      Array.from({ length: 5 }, () => inside(() => service(Refunds).request(campaignId, 'account', 1_000))),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await inside(() => service(Budgets).find(campaignId))).toMatchObject({
      fundedMinor: 7_000,
      capMinor: 7_000,
      reservedMinor: 7_000,
    });
  });

  it('keeps for the brand what could not be sent back', async () => {
    const campaignId = await campaign(4_000, true);
    await inside(() => service(SandboxProvider).script('refund', 'failed', 0));
    await inside(() => service(Refunds).request(campaignId, 'source'));
    await idle();
    expect(await inside(() => service(Refunds).list(campaignId))).toMatchObject([
      { state: 'failed', error: 'refund_refused' },
    ]);
    expect((await outside(() => service(Reconciliation).run())).drifts).toEqual([]);
  });

  it('asks a provider that takes its time again, and books once', async () => {
    const campaignId = await campaign(6_000);
    await inside(() => service(SandboxProvider).script('charge', 'succeeded', 120));
    await inside(() => service(Funding).request(campaignId));
    await idle();
    expect((await inside(() => service(Funding).list(campaignId)))[0]?.state).toBe('pending');
    await expect(inside(() => service(Funding).request(campaignId))).rejects.toThrow('already_funded');
    moveClock(5 * 60_000);
    await idle();
    expect((await inside(() => service(Budgets).find(campaignId)))?.fundedMinor).toBe(6_000);
  });

  it('pays a waiting influencer once the brand’s money arrives', async () => {
    const campaignId = await campaign(6_000);
    const collaborationId = await agreed(campaignId, 6_000);
    const parts = parties(campaignId, collaborationId);
    await inside(() =>
      service(Payables).post({
        deliverableId: newId(),
        ...parts,
        priceMinor: 6_000,
        netMinor: 5_000,
        termsDays: 0,
      }),
    );
    await idle();
    expect(await inside(() => service(Ledger).owed('payable', parts.influencerId, 'USD'))).toBe(5_000);
    await inside(() => service(Funding).request(campaignId));
    await idle();
    expect(await inside(() => service(Ledger).owed('payable', parts.influencerId, 'USD'))).toBe(0);
  });

  it('makes one payout of everything that is due to one person', async () => {
    const campaignId = await campaign(9_000, true);
    const collaborationId = await agreed(campaignId, 9_000);
    const parts = parties(campaignId, collaborationId);
    await inside(async () => {
      for (let index = 0; index < 3; index++) {
        await service(Payables).post({
          deliverableId: newId(),
          ...parts,
          priceMinor: 3_000,
          netMinor: 2_500,
          termsDays: 0,
        });
      }
    });
    await idle();
    const payouts = await inside(() => service(Db).repo(Payout).find({ influencerId: parts.influencerId }));
    expect(payouts.map(({ amountMinor, state }) => [amountMinor, state])).toEqual([[7_500, 'paid']]);
  });

  it('owes a kill fee on undelivered work only, once, and gives the rest back', async () => {
    const campaignId = await campaign(12_000, true);
    const collaborationId = await agreed(campaignId, 12_000);
    const parts = parties(campaignId, collaborationId);
    await inside(() =>
      service(Payables).post({
        deliverableId: newId(),
        ...parts,
        priceMinor: 6_000,
        netMinor: 5_000,
        termsDays: 30,
      }),
    );
    const end = () =>
      inside(() => service(Payables).killFee({ ...parts, netMinor: 10_000, percent: 25, termsDays: 30 }));
    expect(await end()).toEqual({ priceMinor: 1_500, netMinor: 1_250, releasedMinor: 4_500 });
    expect(await end()).toEqual({ priceMinor: 0, netMinor: 0, releasedMinor: 0 });
    expect(await inside(() => service(Budgets).find(campaignId))).toMatchObject({
      reservedMinor: 0,
      spentMinor: 7_500,
    });
    expect(await inside(() => service(Ledger).owed('payable', parts.influencerId, 'USD'))).toBe(6_250);
  });

  it('cannot hold two kill fees of one collaboration, nor take a piece of work for one', async () => {
    const collaborationId = newId();
    const parts = parties(newId(), collaborationId);
    // In the other label, since no ledger stands behind these.
    const owe = (kind: Payable['kind'], id: string) =>
      app.inside('puder', (db) =>
        db.repo(Payable).insert({
          ...{ ...parts, id, kind, netMinor: 1, priceMinor: 1, currency: 'USD' },
          ...{ state: 'scheduled', earnedAt: new Date(), dueAt: new Date('2040-01-01') },
        }),
      );
    await expect(owe('killFee', newId())).rejects.toMatchObject({ code: '23514' });
    await expect(owe('deliverable', collaborationId)).rejects.toMatchObject({ code: '23514' });
    await owe('deliverable', newId());
    await owe('killFee', collaborationId);
    await expect(owe('killFee', collaborationId)).rejects.toMatchObject({ code: '23505' });
  });

  it('owes nothing where no kill fee was agreed', async () => {
    const campaignId = await campaign(5_000, true);
    const collaborationId = await agreed(campaignId, 5_000);
    const end = service(Payables).killFee.bind(service(Payables));
    const ended = await inside(() =>
      end({ ...parties(campaignId, collaborationId), netMinor: 4_000, percent: 0, termsDays: 0 }),
    );
    expect(ended).toEqual({ priceMinor: 0, netMinor: 0, releasedMinor: 5_000 });
  });

  it('finds no drift in all of this, and each planted one', async () => {
    expect((await outside(() => service(Reconciliation).run())).drifts).toEqual([]);
    await app.staff('switchback', 'owner', 'owner@label.example');
    const operation = newId();
    await inside(() =>
      service(Db).query({
        name: 'plant_operation',
        text: `INSERT INTO sandbox_operation (tenant_id, id, kind, amount_minor, currency, reference, outcome, settles_at)
               VALUES ($1, $2, 'payout', 700, 'USD', 'po_planted', 'succeeded', now() - interval '1 day')`,
        values: [app.tenantId('switchback'), operation],
      }),
    );
    await inside(() =>
      service(Ledger).post({
        key: `payout:${newId()}`,
        kind: 'payout',
        currency: 'USD',
        bookings: [
          { account: 'payable', partyId: newId(), amountMinor: 300 },
          { account: 'cash', partyId: null, amountMinor: -300 },
        ],
      }),
    );
    const { drifts } = await outside(() => service(Reconciliation).run());
    expect(drifts.map(({ code }) => code).sort()).toEqual([
      'cash_differs',
      'not_at_provider',
      'not_booked',
      'payable_differs',
    ]);
    expect(drifts.find(({ code }) => code === 'not_booked')).toMatchObject({
      subjectId: operation,
      expectedMinor: 700,
      foundMinor: 0,
    });
    await idle();
    const told = await inside(() => service(Mails).list({ template: 'money-drift' }));
    expect(told.data.map(({ toAddress }) => toAddress)).toEqual(['owner@label.example']);
    const entries = await inside(() => service(Audit).list({ action: 'money.drift' }));
    expect(entries.data).toHaveLength(1);
  });
});

describe('comparing two books', () => {
  const one = { id: newId(), kind: 'charge' as const, amountMinor: 500, currency: 'USD' };

  it('finds what is booked with another amount or currency', () => {
    expect(driftBetween([one], [one])).toEqual([]);
    expect(driftBetween([one], [{ ...one, amountMinor: 400 }])).toMatchObject([
      { code: 'amount_differs', expectedMinor: 500, foundMinor: 400 },
    ]);
    expect(driftBetween([one], [{ ...one, currency: 'EUR' }])).toMatchObject([{ code: 'amount_differs' }]);
  });
});
