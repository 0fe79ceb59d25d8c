import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/kernel';
import { Budgets, Payables, Reconciliation } from '#domain/money';
import { Stage } from './support/stage.js';

const PEOPLE = 45;
const NET = 4_000;
const PRICE = 5_000;

let stage: Stage;

beforeAll(async () => {
  stage = await Stage.build();
}, 90_000);
afterAll(() => stage?.end());

/** A funded campaign in which many people have earned the same, all of it due. */
async function owePeople(): Promise<void> {
  const { campaignId, organizationId } = await stage.budget(PEOPLE * PRICE);
  await stage.inside(async () => {
    for (let person = 0; person < PEOPLE; person++) {
      const [collaborationId, deliverableId, influencerId] = [newId(), newId(), newId()];
      await stage.get(Budgets).reserve({ campaignId, collaborationId, amountMinor: PRICE });
      await stage.get(Payables).post({
        deliverableId,
        collaborationId,
        campaignId,
        organizationId,
        influencerId,
        netMinor: NET,
        priceMinor: PRICE,
        currency: 'USD',
        termsDays: 0,
      });
    }
  });
}

describe('payouts whose server is killed', () => {
  it('are made exactly once, however often it is killed between storing, sending and settling', async () => {
    const count = (sql: string) => stage.count(sql);
    await owePeople();
    for (const paid of [1, 12, 25]) {
      await stage.start();
      await stage.until(
        async () =>
          (await count("payable WHERE state = 'paid'")) >= paid &&
          (await count("payout WHERE state = 'created'")) > 0,
      );
      await stage.kill();
      expect(await count("payable WHERE state = 'paid'")).toBeLessThan(PEOPLE);
      expect(
        await count('(SELECT FROM ledger_entry GROUP BY transaction_id HAVING sum(amount_minor) <> 0) x'),
      ).toBe(0);
    }
    await stage.start();
    await stage.until(async () => (await count("payable WHERE state = 'paid'")) === PEOPLE);

    expect(await count("payout WHERE state = 'paid'")).toBe(PEOPLE);
    expect(await count('payout')).toBe(PEOPLE);
    expect(await count("sandbox_operation WHERE kind = 'payout' AND outcome = 'succeeded'")).toBe(PEOPLE);
    expect(await count("sandbox_operation WHERE kind = 'charge'")).toBe(1);
    expect(
      await count('payout y JOIN sandbox_operation o ON o.id = y.id AND o.amount_minor = y.amount_minor'),
    ).toBe(PEOPLE);
    expect(await count("ledger_transaction WHERE kind = 'payout'")).toBe(PEOPLE);
    expect(await count('(SELECT payout_id FROM payable GROUP BY payout_id HAVING count(*) <> 1) x')).toBe(0);
    const { rows } = await stage.client.query<{ number: string }>(
      "SELECT number FROM statement WHERE kind = 'payout' ORDER BY number",
    );
    expect(rows.map(({ number }) => Number(number.split('-')[1]))).toEqual(
      Array.from({ length: PEOPLE }, (_, index) => index + 1),
    );
    expect((await stage.inLabel(() => stage.get(Reconciliation).run())).drifts).toEqual([]);
  }, 200_000);
});
