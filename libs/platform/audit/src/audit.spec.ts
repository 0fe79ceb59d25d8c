import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Test, type TestingModule } from '@nestjs/testing';
import { DatabaseModule, Db } from '#platform/database';
import { type Actor, moveClock, newId, runForTenant, systemActor } from '#platform/kernel';
import pg from 'pg';
import { freshDatabase, superuserUrl, type TestDatabase } from '../../../../test/support/database.js';
import { Audit, AuditModule } from './index.js';

let database: TestDatabase;
let app: TestingModule;
let audit: Audit;
let db: Db;
let admin: pg.Client;
let label: string;

const inLabel = <T>(fn: () => Promise<T>, actor: Actor = systemActor) =>
  runForTenant(label, actor, () => db.transaction(fn));
const record = (action: string) => inLabel(() => audit.record(action, 'campaign', null, { note: action }));
const verify = () => runForTenant(label, systemActor, () => audit.verify());

beforeAll(async () => {
  database = await freshDatabase();
  app = await Test.createTestingModule({
    imports: [DatabaseModule.forRoot({ urls: database.urls, poolSize: 10, poolWaitMs: 10_000 }), AuditModule],
  }).compile();
  await app.init();
  audit = app.get(Audit);
  db = app.get(Db);
  admin = new pg.Client({ connectionString: superuserUrl(database) });
  await admin.connect();
});

afterAll(async () => {
  await admin?.end();
  await app?.close();
  await database?.drop();
});

beforeEach(() => {
  label = newId();
});

describe('the audit log', () => {
  it('tells who did what, newest first, in pages', async () => {
    const accountId = newId();
    const subjectId = newId();
    const staff: Actor = { ...systemActor, kind: 'staff', role: 'staff.manager', accountId };
    await record('created');
    await inLabel(() => audit.record('approved', 'campaign', subjectId, { amountMinor: 5 }), staff);
    await record('paid');
    const first = await inLabel(() => audit.list({}, null, 2));
    expect(first.data.map(({ action, seq }) => [action, seq])).toEqual([
      ['paid', 3],
      ['approved', 2],
    ]);
    expect(first.data[1]).toMatchObject({
      actorKind: 'staff',
      actorId: accountId,
      subjectId,
      details: { amountMinor: 5 },
    });
    const second = await inLabel(() => audit.list({}, first.next, 2));
    expect(second.data.map(({ action }) => action)).toEqual(['created']);
    expect(second.next).toBeNull();
    const filtered = await inLabel(() =>
      audit.list({ subject: 'campaign', subjectId, personIds: [accountId] }),
    );
    expect(filtered.data.map(({ action }) => action)).toEqual(['approved']);
  });

  it('writes down what staff do for somebody under both names, and finds it by either', async () => {
    const [accountId, staffId] = [newId(), newId()];
    const by = { actingId: newId(), accountId: staffId, name: 'Support', until: '2030-01-01T00:00:00Z' };
    const member: Actor = { ...systemActor, kind: 'member', role: 'member.admin', accountId };
    await inLabel(() => audit.record('own', 'campaign', null), member);
    await inLabel(() => audit.record('acted', 'campaign', null), { ...member, by });
    const found = await inLabel(() => audit.list({ personIds: [accountId] }));
    expect(
      found.data.map(({ action, actorKind, actorId, forId }) => [action, actorKind, actorId, forId]),
    ).toEqual([
      ['acted', 'staff', staffId, accountId],
      ['own', 'member', accountId, null],
    ]);
    const ofStaff = await inLabel(() => audit.list({ personIds: [staffId] }));
    expect(ofStaff.data.map(({ action }) => action)).toEqual(['acted']);
    expect(await verify()).toEqual({ entries: 2, broken: null });
  });

  it('is narrowed by time, in pages, and counted', async () => {
    const day = (n: number) => new Date(Date.UTC(2031, 0, n));
    try {
      for (let n = 1; n <= 4; n++) {
        moveClock(day(n).getTime() - Date.now());
        await record(`day${n}`);
      }
    } finally {
      moveClock(0);
    }
    const filter = { from: day(2), until: day(4) };
    const first = await inLabel(() => audit.list(filter, null, 1));
    const second = await inLabel(() => audit.list(filter, first.next, 1));
    expect([...first.data, ...second.data].map(({ action }) => action)).toEqual(['day3', 'day2']);
    expect(second.next).toBeNull();
    expect(await inLabel(() => audit.count(filter, 100))).toBe(2);
    expect(await inLabel(() => audit.count({}, 3))).toBe(3);
  });

  it('keeps no entry of what was rolled back', async () => {
    await record('first');
    await expect(
      inLabel(async () => {
        await audit.record('undone', 'campaign', null);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await record('second');
    const { data } = await inLabel(() => audit.list());
    expect(data.map(({ action, seq }) => [action, seq])).toEqual([
      ['second', 2],
      ['first', 1],
    ]);
    expect(await verify()).toEqual({ entries: 2, broken: null });
  });

  it('gives each of many transactions at once a number of its own', async () => {
    await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        inLabel(async () => {
          await audit.record(`a${index}`, 'campaign', null);
          await audit.record(`b${index}`, 'campaign', null);
        }),
      ),
    );
    expect(await verify()).toEqual({ entries: 48, broken: null });
  });

  it('makes no transaction wait for another that has recorded and goes on working', async () => {
    const unit = runForTenant(label, systemActor, () => db.open(false));
    await runForTenant(label, systemActor, () => unit.run(() => audit.record('slow', 'campaign', null)));
    await record('quick');
    await unit.commit();
    const { data } = await inLabel(() => audit.list());
    expect(data.map(({ action }) => action)).toEqual(['slow', 'quick']);
  });

  it('refuses another label the entries', async () => {
    await record('mine');
    label = newId();
    expect((await inLabel(() => audit.list())).data).toEqual([]);
  });

  it('refuses every login of the product to change, drop or forge an entry', async () => {
    await record('kept');
    for (const url of [database.urls.runtime, database.urls.platform, database.urls.owner]) {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      try {
        for (const statement of [
          `UPDATE audit_entry SET action = 'x'`,
          'DELETE FROM audit_entry',
          'TRUNCATE audit_entry',
          `INSERT INTO audit_entry (tenant_id, id, at, actor_kind, action, subject, details) VALUES ('${newId()}', '${newId()}', now(), 'system', 'x', 'x', '{}')`,
        ]) {
          await client.query(`BEGIN; SET LOCAL app.tenant_id = '${label}'`);
          await expect(client.query(statement)).rejects.toThrow(
            /permission denied|append-only|row-level security/,
          );
          await client.query('ROLLBACK');
        }
      } finally {
        await client.end();
      }
    }
  });

  describe('once a superuser, with the triggers off, has', () => {
    const tamper = async (statement: string) => {
      await admin.query('SET session_replication_role = replica');
      await admin.query(statement, [label]);
      await admin.query('SET session_replication_role = origin');
    };

    beforeEach(async () => {
      for (const action of ['one', 'two', 'three', 'four']) await record(action);
    });

    it('changed an entry, names that entry', async () => {
      await tamper(`UPDATE audit_entry SET details = '{"note":"other"}' WHERE tenant_id = $1 AND seq = 2`);
      expect(await verify()).toMatchObject({ entries: 1, broken: { seq: 2, why: 'changed' } });
    });

    it('gave an entry to somebody else, names that entry', async () => {
      await tamper('UPDATE audit_entry SET for_id = gen_random_uuid() WHERE tenant_id = $1 AND seq = 3');
      expect(await verify()).toMatchObject({ entries: 2, broken: { seq: 3, why: 'changed' } });
    });

    it('changed an entry and its hash, names the next', async () => {
      await tamper(
        `UPDATE audit_entry e SET action = 'other', hash = app.audit_hash(jsonb_populate_record(e, '{"action":"other"}'), seq, prev_hash)
          WHERE tenant_id = $1 AND seq = 2`,
      );
      expect(await verify()).toMatchObject({ entries: 2, broken: { seq: 3, why: 'changed' } });
    });

    it('dropped an entry, names the one that follows the gap', async () => {
      await tamper('DELETE FROM audit_entry WHERE tenant_id = $1 AND seq = 3');
      expect(await verify()).toMatchObject({ entries: 2, broken: { seq: 4, why: 'missing_before' } });
    });

    it('slipped one in, names it', async () => {
      await tamper(
        `INSERT INTO audit_entry (tenant_id, id, at, actor_kind, action, subject, details)
          VALUES ($1, gen_random_uuid(), now(), 'system', 'x', 'x', '{}')`,
      );
      expect(await verify()).toMatchObject({ entries: 4, broken: { seq: null, why: 'unchained' } });
    });
  });
});
