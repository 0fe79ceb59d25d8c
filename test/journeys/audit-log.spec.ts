import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Audit } from '#platform/audit';
import { Jobs } from '#platform/jobs';
import { newId, runAs, systemActor } from '#platform/kernel';
import { TestApplication } from '../support/application.js';
import type { Browser } from '../support/http.js';

interface Row {
  seq: number;
  action: string;
  actorName: string | null;
  subjectId: string | null;
  hash: string;
}
interface Log {
  data: Row[];
  next: string | null;
  count: number;
  exportedAtOnce: boolean;
}

describe('the audit log in the studio', () => {
  let app: TestApplication;
  let owner: Browser;
  let ownerId: string;
  const payout = newId();

  const record = (count: number, action: string, subject: string, subjectId: string | null = null) =>
    app.inside('switchback', async () => {
      const audit = app.app.get(Audit);
      for (let n = 0; n < count; n++)
        await runAs({ ...systemActor, kind: 'staff', role: 'staff.owner', accountId: ownerId }, () =>
          audit.record(action, subject, subjectId, { amountMinor: 100 + n, currency: 'USD' }),
        );
    });
  const log = async (query = '', by = owner) => (await by.get(`/audit${query}`)).json<Log>();

  beforeAll(async () => {
    app = await TestApplication.start();
    owner = await app.staff('switchback', 'owner', 'olive@switchback.example');
    ownerId = await app.inside('switchback', async (db) => {
      const values = [app.tenantId('switchback')];
      const text = `SELECT id FROM account WHERE tenant_id = $1 AND email = 'olive@switchback.example'`;
      return (await db.one<{ id: string }>({ name: 'olive', text, values }))?.id ?? '';
    });
    await record(3, 'payout.created', 'Payout', payout);
    await record(2, 'campaign_approved', 'Campaign', newId());
    await record(1, 'campaign_live', 'Campaign', newId());
  }, 60_000);
  afterAll(() => app.stop());

  it('is narrowed by person, action, thing and day', async () => {
    expect((await log('?who=OLIVE@switch')).data).toHaveLength(6);
    expect((await log('?who=nobody-of-that-name')).data).toEqual([]);
    expect((await log('?action=campaign_approved')).data).toHaveLength(2);
    expect((await log('?subject=Campaign')).data).toHaveLength(3);
    expect((await log(`?about=${payout}`)).data.map(({ action }) => action)).toEqual(
      Array(3).fill('payout.created'),
    );
    expect((await log('?from=2020-01-01&until=2020-12-31')).data).toEqual([]);
    expect((await log(`?from=2020-01-01&who=olive&subject=Payout`)).count).toBe(3);
    expect((await owner.get('/audit?from=yesterday')).status).toBe(422);
  });

  it.each([
    ['switchback', 'olive ordered a payment'],
    ['puder', 'hat eine Auszahlung angewiesen'],
  ])('reads as sentences on the page of %s', async (label, sentence) => {
    const staff = label === 'switchback' ? owner : await app.staff(label, 'owner');
    if (label !== 'switchback')
      await app.inside(label, () => app.app.get(Audit).record('payout.created', 'Payout', null));
    const { text } = await staff.page('/audit?subject=Payout');
    expect(text).toContain(sentence);
    expect(text).not.toMatch(/records\.|payout\.created<|\[\[/);
  });

  it('keeps the entries of another label to itself', async () => {
    const foreign = await app.staff('puder', 'manager');
    expect((await log(`?about=${payout}`, foreign)).data).toEqual([]);
  });

  it('is refused to who only reads', async () => {
    const viewer = await app.staff('switchback', 'viewer');
    expect((await viewer.get('/audit')).status).toBe(403);
    expect((await viewer.get('/audit/file?format=csv')).status).toBe(403);
    expect((await viewer.post('/audit/exports', { format: 'csv' })).status).toBe(403);
  });

  it('leaves as CSV and JSON, with numbers and hashes, and says so in the log', async () => {
    const csv = await owner.page('/audit/file?format=csv&subject=Payout');
    expect(csv.headers['content-type']).toContain('text/csv');
    const [head, first, ...rest] = csv.text.trim().split('\r\n');
    expect(head).toContain('Number,When,Who');
    expect(first).toContain('olive ordered a payment');
    expect(rest).toHaveLength(2);
    const json = await owner.get('/audit/file?format=json&subject=Payout');
    const rows = json.json<Row[]>();
    expect(rows.map(({ hash }) => hash.length)).toEqual([64, 64, 64]);
    expect((await log('?action=audit.exported')).data).toHaveLength(2);
    expect((await owner.get('/audit/file?format=json&who=nobody-of-that-name')).json()).toEqual([]);
  });

  it('is written by a job where it is long, which everybody who may read it can fetch', async () => {
    await record(1_100, 'influencer.changed', 'Influencer');
    const found = await log('?subject=Influencer');
    expect([found.count, found.exportedAtOnce]).toEqual([1_001, false]);
    expect((await owner.get('/audit/file?format=csv&subject=Influencer')).status).toBe(409);
    expect((await owner.page('/audit?subject=Influencer')).text).toContain('action="/audit/exports"');
    const ordered = await owner.submit('/audit/exports', { format: 'json', subject: 'Influencer' });
    const path = String(ordered.headers['location']);
    expect(path).toMatch(/^\/audit\/exports\//);
    await app.app.get(Jobs).idle();
    expect((await owner.get(path)).json()).toMatchObject({ state: 'done', done: 1_100, total: 1_100 });
    expect((await owner.page(path)).text).toContain('/file"');
    const manager = await app.staff('switchback', 'manager');
    const file = await manager.get(`${path}/file`);
    const seqs = file.json<Row[]>().map(({ seq }) => seq);
    expect(seqs).toHaveLength(1_100);
    expect(new Set(seqs).size).toBe(1_100);
  }, 60_000);
});
