import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { digest, newId, newSecret } from '#platform/kernel';
import { Reconciliation } from '#domain/money';
import type { Answer, Browser } from '../support/http.js';
import type { Product } from './support/product.js';
import { Stage } from './support/stage.js';

const PEOPLE = 60;
const NET = 4_000;
const PRICE = 5_000;

/** Somebody with an offer on the table, signed in before any server ran, and the key of the one form they send. */
interface Offered {
  readonly collaborationId: string;
  readonly token: string;
  readonly key: string;
}

let stage: Stage;
let offered: Offered[];

beforeAll(async () => {
  stage = await Stage.build();
  offered = await offerToPeople();
}, 90_000);
afterAll(() => stage?.end());

async function insert(table: string, row: Record<string, unknown>): Promise<void> {
  const all = { tenant_id: stage.tenantId, ...row };
  const places = Object.keys(all).map((_, at) => `$${at + 1}`);
  await stage.client.query(
    `INSERT INTO ${table} (${Object.keys(all).join(', ')}) VALUES (${places.join(', ')})`,
    Object.values(all),
  );
}

async function account(email: string): Promise<string> {
  const id = newId();
  await insert('account', { id, email, email_norm: email, name: email });
  return id;
}

/** A funded campaign whose budget is just enough for everybody who was asked, and one person at the brand to tell. */
async function offerToPeople(): Promise<Offered[]> {
  const { campaignId, organizationId } = await stage.budget(PEOPLE * PRICE);
  const home = { campaign_id: campaignId, organization_id: organizationId };
  await insert('campaign', {
    id: campaignId,
    organization_id: organizationId,
    name: 'Winter trails',
    state: 'live',
    currency: 'USD',
    budget_minor: PEOPLE * PRICE,
  });
  const admin = await account('admin@nordvik.example');
  await insert('membership', {
    id: newId(),
    account_id: admin,
    organization_id: organizationId,
    role: 'admin',
  });
  const people: Offered[] = [];
  for (let person = 0; person < PEOPLE; person++) {
    const [influencerId, collaborationId, token] = [newId(), newId(), newSecret()];
    const accountId = await account(`creator-${person}@creators.example`);
    await insert('influencer', { id: influencerId, display_name: `Creator ${person}` });
    await insert('representation', { id: newId(), account_id: accountId, influencer_id: influencerId });
    await insert('session', {
      id: newId(),
      secret_hash: digest(token),
      account_id: accountId,
      host: 'creators.switchback.localhost',
      kind: 'bearer',
      expires_at: '2040-01-01',
    });
    const money = { currency: 'USD', net_minor: NET, price_minor: PRICE };
    const offer = { ...home, ...money, influencer_id: influencerId, state: 'offered', offer_version: 1 };
    await insert('collaboration', { id: collaborationId, ...offer });
    await insert('offer', {
      id: newId(),
      collaboration_id: collaborationId,
      version: 1,
      side: 'brand',
      ...money,
    });
    people.push({ collaborationId, token, key: newId() });
  }
  return people;
}

/** Sends it again while the server says that it is busy, as any client would. */
async function accept(product: Product, { collaborationId, token, key }: Offered): Promise<Answer> {
  const browser: Browser = product.browser('switchback', 'influencer');
  browser.token = token;
  for (;;) {
    const answer = await browser.post(
      `/collaborations/${collaborationId}/accept`,
      { version: 1 },
      { 'idempotency-key': key },
    );
    if (answer.status !== 503) return answer;
    await setTimeout(50);
  }
}

/** Everybody accepts at once; the server is killed as soon as `enough` of them were told that it is done. */
async function killedAmong(enough: number): Promise<string[]> {
  const product = await stage.start();
  const told: string[] = [];
  const kill: { done: Promise<void> | null } = { done: null };
  const open = await openOffers();
  await Promise.all(
    offered.map(async (person) => {
      try {
        const { status } = await accept(product, person);
        if (status === 201) told.push(person.collaborationId);
        if (told.filter((id) => open.has(id)).length >= enough) kill.done ??= stage.kill();
      } catch {
        // The server went away under this request: whether it was done, only the database knows.
      }
    }),
  );
  await kill.done;
  return told;
}

async function openOffers(): Promise<Set<string>> {
  const { rows } = await stage.client.query<{ id: string }>(
    "SELECT id FROM collaboration WHERE state = 'offered'",
  );
  return new Set(rows.map(({ id }) => id));
}

const MAIL_JOBS = `pgboss.job j JOIN mail_message m ON m.template = 'collaboration-news'
  AND j.name = 'mail.send' AND j.data->'payload'->>'mailId' = m.id::text`;

/** All that one acceptance does, each of it as often as there are acceptances. */
async function traces(): Promise<Record<string, number>> {
  const { rows } = await stage.client.query<{ reserved: number }>(
    'SELECT reserved_minor::int AS reserved FROM budget',
  );
  const of = (sql: string) => stage.count(sql);
  return {
    collaborations: await of("collaboration WHERE state = 'accepted' AND accepted_at IS NOT NULL"),
    holds: await of(`budget_hold WHERE state = 'held' AND amount_minor = ${PRICE}`),
    reserved: rows[0]!.reserved / PRICE,
    toldOnTheBrandsSide: await of("campaign_event WHERE kind = 'agreed'"),
    toldOnTheirOwnSide: await of("campaign_event WHERE kind = 'agreed_you'"),
    recorded: await of("audit_entry WHERE action = 'collaboration_accepted'"),
    recordedOf: await of(
      "(SELECT DISTINCT subject_id FROM audit_entry WHERE action = 'collaboration_accepted') x",
    ),
    mails: await of("mail_message WHERE template = 'collaboration-news'"),
    mailJobs: await of(MAIL_JOBS),
    mailsWithJob: await of(`(SELECT DISTINCT m.id FROM ${MAIL_JOBS}) x`),
    answers: await of('idempotency WHERE answer IS NOT NULL'),
  };
}

const each = (times: number, found: Record<string, number>) =>
  Object.fromEntries(Object.keys(found).map((name) => [name, times]));

describe('acceptances whose server is killed', () => {
  it('are made whole or not at all, and each once when they are sent again', async () => {
    await stage.start();
    await stage.until(async () => (await stage.count("funding WHERE state = 'received'")) === 1);
    await stage.kill();

    const answered = new Set<string>();
    let accepted = 0;
    for (const enough of [2, 10, 15]) {
      for (const id of await killedAmong(enough)) answered.add(id);
      const found = await traces();
      const before = accepted;
      accepted = found['collaborations'] ?? 0;
      expect(accepted).toBeGreaterThanOrEqual(before + enough);
      expect(accepted).toBeLessThan(PEOPLE);
      expect(found).toEqual(each(accepted, found));
      // Whoever was told so has an agreement, whatever became of the server afterwards.
      const open = await openOffers();
      expect([...answered].filter((id) => open.has(id))).toEqual([]);
    }

    const product = await stage.start();
    for (let again = 0; again < 2; again++) {
      const answers = await Promise.all(offered.map((person) => accept(product, person)));
      expect(answers.map(({ status }) => status)).toEqual(offered.map(() => 201));
      expect(answers.map((answer) => answer.json())).toEqual(
        offered.map(({ collaborationId: id }) => ({ id, state: 'accepted' })),
      );
    }
    const found = await traces();
    expect(found).toEqual(each(PEOPLE, found));
    await stage.until(
      async () =>
        (await stage.count("mail_message WHERE template = 'collaboration-news' AND state = 'sent'")) ===
        PEOPLE,
    );
    expect(
      await stage.count('(SELECT FROM ledger_entry GROUP BY transaction_id HAVING sum(amount_minor) <> 0) x'),
    ).toBe(0);
    expect((await stage.inLabel(() => stage.get(Reconciliation).run())).drifts).toEqual([]);
  }, 200_000);
});
