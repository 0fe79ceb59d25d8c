import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Db } from '#platform/database';
import { loadConfig, newId, runForTenant, systemActor } from '#platform/kernel';
import { createServer } from '#platform/web';
import { Organization } from '#domain/identity';
import { Budgets, Funding, Payables, Reconciliation } from '#domain/money';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { AppModule } from '../../apps/halyard/src/app.module.js';
import { openMail } from '../../apps/halyard/src/mail-way.js';
import { freshDatabase, superuserUrl, type TestDatabase } from '../support/database.js';
import { Product } from './support/product.js';

const PEOPLE = 45;
const NET = 4_000;
const PRICE = 5_000;

let database: TestDatabase;
let client: pg.Client;
let dataDir: string;
let product: Product | null = null;
/** The product without its runner: what it asks for is done by the process that gets killed. */
let books: NestFastifyApplication;
let closeMail: () => Promise<void>;
let tenantId: string;

beforeAll(async () => {
  database = await freshDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'killed-'));
  client = new pg.Client({ connectionString: superuserUrl(database) });
  await client.connect();
  product = await Product.start(database.urls, dataDir);
  const { rows } = await client.query<{ id: string }>("SELECT id FROM tenant WHERE key = 'switchback'");
  tenantId = rows[0]!.id;
  await product.kill();
  const config = loadConfig({
    dataDir,
    port: 0,
    demo: true,
    masterKey: 'test',
    poolSize: 4,
    logLevel: 'error',
  });
  const mail = await openMail(config);
  closeMail = () => mail.close();
  books = await createServer(AppModule.forRoot(config, database.urls, mail, { runsJobs: false }), config);
  await books.init();
}, 90_000);

afterAll(async () => {
  await product?.kill();
  await books?.close();
  await closeMail?.();
  await client?.end();
  await database?.drop();
  await rm(dataDir, { recursive: true, force: true });
});

const inLabel = <T>(fn: () => Promise<T>) => runForTenant(tenantId, systemActor, fn);
const inside = <T>(fn: () => Promise<T>) => inLabel(() => books.get(Db).transaction(fn));

async function count(sql: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`);
  return rows[0]!.n;
}

/** Looks again until it holds; each look takes its own time, so nothing need be waited for. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 80_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('it never came to that');
  }
}

/** A funded campaign in which many people have earned the same, all of it due. */
async function owePeople(): Promise<void> {
  const [campaignId, organizationId] = [newId(), newId()];
  await inside(async () => {
    await books
      .get(Db)
      .repo(Organization)
      .insert({ id: organizationId, name: 'Nordvik Outdoor', state: 'active' });
    await books.get(Budgets).open({ campaignId, organizationId, currency: 'USD', capMinor: PEOPLE * PRICE });
    await books.get(Funding).request(campaignId);
    for (let person = 0; person < PEOPLE; person++) {
      const [collaborationId, deliverableId, influencerId] = [newId(), newId(), newId()];
      await books.get(Budgets).reserve({ campaignId, collaborationId, amountMinor: PRICE });
      await books.get(Payables).post({
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
    await owePeople();
    for (const paid of [1, 12, 25]) {
      product = await Product.start(database.urls, dataDir);
      await until(
        async () =>
          (await count("payable WHERE state = 'paid'")) >= paid &&
          (await count("payout WHERE state = 'created'")) > 0,
      );
      await product.kill();
      expect(await count("payable WHERE state = 'paid'")).toBeLessThan(PEOPLE);
      expect(
        await count('(SELECT FROM ledger_entry GROUP BY transaction_id HAVING sum(amount_minor) <> 0) x'),
      ).toBe(0);
    }
    product = await Product.start(database.urls, dataDir);
    await until(async () => (await count("payable WHERE state = 'paid'")) === PEOPLE);

    expect(await count("payout WHERE state = 'paid'")).toBe(PEOPLE);
    expect(await count('payout')).toBe(PEOPLE);
    expect(await count("sandbox_operation WHERE kind = 'payout' AND outcome = 'succeeded'")).toBe(PEOPLE);
    expect(await count("sandbox_operation WHERE kind = 'charge'")).toBe(1);
    expect(
      await count('payout y JOIN sandbox_operation o ON o.id = y.id AND o.amount_minor = y.amount_minor'),
    ).toBe(PEOPLE);
    expect(await count("ledger_transaction WHERE kind = 'payout'")).toBe(PEOPLE);
    expect(await count('(SELECT payout_id FROM payable GROUP BY payout_id HAVING count(*) <> 1) x')).toBe(0);
    const { rows } = await client.query<{ number: string }>(
      "SELECT number FROM statement WHERE kind = 'payout' ORDER BY number",
    );
    expect(rows.map(({ number }) => Number(number.split('-')[1]))).toEqual(
      Array.from({ length: PEOPLE }, (_, index) => index + 1),
    );
    expect((await inLabel(() => books.get(Reconciliation).run())).drifts).toEqual([]);
  }, 200_000);
});
