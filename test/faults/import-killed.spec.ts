import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#platform/kernel';
import { hashPassword } from '#domain/identity';
import pg from 'pg';
import { freshDatabase, superuserUrl, type TestDatabase } from '../support/database.js';
import type { Browser } from '../support/http.js';
import { Product } from './support/product.js';

const EMAIL = 'staff@label.example';
const PASSWORD = 'correct horse battery';
const ROWS = 24_000;
const DISTINCT = 23_500;
const LIST = `handle,name,followers,country\n${Array.from(
  { length: ROWS },
  (_, i) => `killed.${i % DISTINCT},Person ${i % DISTINCT},${i % 100 === 99 ? 'many' : i},Germany`,
).join('\n')}\n`;
const REFUSED = ROWS / 100;

interface Progress {
  state: string;
  rows: number;
  created: number;
  updated: number;
  duplicates: number;
  rejected: number;
}

let database: TestDatabase;
let client: pg.Client;
let dataDir: string;
let product: Product;

beforeAll(async () => {
  database = await freshDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'killed-'));
  client = new pg.Client({ connectionString: superuserUrl(database) });
  await client.connect();
  product = await Product.start(database.urls, dataDir);
  await addStaff();
}, 60_000);

afterAll(async () => {
  await product?.kill();
  await client?.end();
  await database?.drop();
  await rm(dataDir, { recursive: true, force: true });
});

async function addStaff(): Promise<void> {
  const { rows } = await client.query<{ id: string }>("SELECT id FROM tenant WHERE key = 'switchback'");
  const values = [rows[0]!.id, newId(), EMAIL];
  await client.query(
    'INSERT INTO account (tenant_id, id, email, email_norm, name, password_hash) VALUES ($1, $2, $3, $3, $3, $4)',
    [...values, await hashPassword(PASSWORD)],
  );
  await client.query(
    "INSERT INTO staff_member (tenant_id, id, account_id, role) VALUES ($1, $3, $2, 'owner')",
    [values[0], values[1], newId()],
  );
}

const signedIn = () => product.browser('switchback', 'studio').signIn(EMAIL, PASSWORD);

/** Asks again until the import is where it should be; each answer takes its own time, so nothing need be waited for. */
async function until(staff: Browser, id: string, holds: (progress: Progress) => boolean): Promise<Progress> {
  const deadline = Date.now() + 50_000;
  for (;;) {
    const progress = (await staff.get(`/roster/imports/${id}`)).json<Progress>();
    if (holds(progress)) return progress;
    if (Date.now() > deadline) throw new Error(`the import stays at ${JSON.stringify(progress)}`);
  }
}

async function count(sql: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`);
  return rows[0]!.n;
}

describe('an import whose server is killed', () => {
  it('goes on behind the last committed batch, twice, and loses and doubles nothing', async () => {
    let staff = await signedIn();
    const file = await staff.upload('instagram.csv', 'text/csv', LIST);
    const made = await staff.post('/roster/imports', { fileId: file.json<{ id: string }>().id });
    const { id } = made.json<{ id: string }>();
    await staff.post(`/roster/imports/${id}/start`, {});
    for (const rows of [2_000, 10_000]) {
      const before = await until(staff, id, (progress) => progress.rows >= rows);
      expect(before.state).toBe('running');
      await product.kill();
      expect(await count('influencer_channel')).toBe(await count('influencer'));
      product = await Product.start(database.urls, dataDir);
      staff = await signedIn();
    }
    const done = await until(staff, id, (progress) => progress.state === 'done');
    expect(done).toMatchObject({ rows: ROWS, updated: 0, rejected: REFUSED });
    expect(done.created + done.duplicates).toBe(ROWS - REFUSED);
    expect(await count('influencer')).toBe(done.created);
    expect(await count('influencer_channel')).toBe(done.created);
    expect(await count(`roster_import_rejection WHERE import_id = '${id}'`)).toBe(REFUSED);
    expect(await count(`roster_import_batch WHERE import_id = '${id}'`)).toBe(ROWS / 2_000);
  }, 120_000);
});
