import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Injectable, type Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { DatabaseModule, Db } from '#platform/database';
import {
  currentContext,
  moveClock,
  newId,
  now,
  runForTenant,
  setLogLevel,
  systemActor,
} from '#platform/kernel';
import pg from 'pg';
import { defineJob, JobRunner, Jobs, JobsModule, type JobRun, OnJob, OnSchedule } from './index.js';
import { freshDatabase, superuserUrl, type TestDatabase } from '../../../../test/support/database.js';

const label = newId();
const note = defineJob<{ text: string }>('test.note', { retryLimit: 2, retryDelay: 0, backoff: false });
const one = defineJob<{ text: string }>('test.one', { singleton: true, concurrency: 4 });

const seen: {
  text: string;
  attempt: number;
  tenantId: string | null;
  accountId: string | null | undefined;
}[] = [];
const ticks: (string | null)[] = [];
let running = 0;
let mostRunning = 0;

@Injectable()
class Handlers {
  @OnJob(note)
  async note(payload: { text: string }, run: JobRun): Promise<void> {
    const { tenantId, actor } = currentContext();
    seen.push({ text: payload.text, attempt: run.attempt, tenantId, accountId: actor?.accountId });
    if (payload.text === 'fails once' && run.attempt === 1) throw new Error('secret of anna@example.com');
    if (payload.text === 'fails always') throw new Error('again');
  }

  @OnJob(one)
  async one(): Promise<void> {
    mostRunning = Math.max(mostRunning, ++running);
    await new Promise((resolve) => setImmediate(resolve));
    running--;
  }

  @OnSchedule('tick', '0 3 * * *')
  async tick(): Promise<void> {
    ticks.push(currentContext().tenantId);
  }
}

let database: TestDatabase;
let runtime: pg.Client;
let admin: pg.Client;

async function open(providers: Type[], runner: boolean): Promise<TestingModule> {
  const module = await Test.createTestingModule({
    imports: [
      DatabaseModule.forRoot({ urls: database.urls, poolSize: 6, poolWaitMs: 10_000 }),
      JobsModule.forRoot({ platformUrl: database.urls.platform, runner }),
    ],
    providers,
  }).compile();
  try {
    return await module.init();
  } catch (error) {
    await module.close().catch(() => undefined);
    throw error;
  }
}

let app: TestingModule;
let jobs: Jobs;
let db: Db;
const inLabel = <T>(fn: () => Promise<T>) => runForTenant(label, systemActor, () => db.transaction(fn));
const texts = () => seen.map(({ text }) => text);

beforeAll(async () => {
  setLogLevel('silent');
  database = await freshDatabase();
  runtime = new pg.Client({ connectionString: database.urls.runtime });
  admin = new pg.Client({ connectionString: superuserUrl(database) });
  await Promise.all([runtime.connect(), admin.connect()]);
  app = await open([Handlers], true);
  jobs = app.get(Jobs);
  db = app.get(Db);
});

afterAll(async () => {
  await app?.close();
  await Promise.all([runtime?.end(), admin?.end()]);
  await database?.drop();
});

describe('the queue', () => {
  it('runs a job in its label, in the name of who caused it', async () => {
    const accountId = newId();
    const actor = { ...systemActor, kind: 'staff', role: 'staff.owner', accountId } as const;
    await runForTenant(label, actor, () => db.transaction(() => jobs.enqueue(note, { text: 'hello' })));
    await jobs.idle();
    expect(seen).toContainEqual({ text: 'hello', attempt: 1, tenantId: label, accountId });
  });

  it('starts a job at the commit, not when the queue is next asked', async () => {
    const before = seen.length;
    const start = performance.now();
    await inLabel(() => jobs.enqueue(note, { text: 'soon' }));
    while (seen.length === before) await new Promise((resolve) => setImmediate(resolve));
    // The queue is asked every 30 s: a start well before that was told of the commit.
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('leaves no job behind a rollback', async () => {
    await expect(
      inLabel(async () => {
        await jobs.enqueue(note, { text: 'rolled back' });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await jobs.idle();
    expect(texts()).not.toContain('rolled back');
    const { rows } = await admin.query(
      `SELECT 1 FROM pgboss.job WHERE data->'payload'->>'text' = 'rolled back'`,
    );
    expect(rows).toEqual([]);
  });

  it('repeats a failed run, and keeps nothing of what the failure said', async () => {
    await inLabel(() => jobs.enqueue(note, { text: 'fails once' }));
    await jobs.idle();
    expect(seen.filter(({ text }) => text === 'fails once').map(({ attempt }) => attempt)).toEqual([1, 2]);
    const { rows } = await admin.query<{ output: unknown }>(
      'SELECT output FROM pgboss.job WHERE output IS NOT NULL',
    );
    expect(JSON.stringify(rows)).not.toContain('anna');
  });

  it('gives up after the repetitions that the job allows', async () => {
    await inLabel(() => jobs.enqueue(note, { text: 'fails always' }));
    await jobs.idle();
    expect(texts().filter((text) => text === 'fails always')).toHaveLength(3);
  });

  it('adds nothing while a job of the same key waits, and keeps labels apart', async () => {
    const startAfter = new Date(now().getTime() + 3_600_000);
    const first = await inLabel(() => jobs.enqueue(note, { text: 'keyed' }, { key: 'k', startAfter }));
    const again = await inLabel(() => jobs.enqueue(note, { text: 'keyed' }, { key: 'k', startAfter }));
    const elsewhere = await runForTenant(newId(), systemActor, () =>
      db.transaction(() => jobs.enqueue(note, { text: 'keyed' }, { key: 'k', startAfter })),
    );
    expect(again).toBe(first);
    expect(elsewhere).not.toBe(first);
  });

  it('does not start a job that another transaction relies on before that transaction ends', async () => {
    const before = texts().filter((text) => text === 'held').length;
    const startAfter = new Date(now().getTime() + 3_600_000);
    await inLabel(() => jobs.enqueue(note, { text: 'held' }, { key: 'held', startAfter }));
    await inLabel(async () => {
      await jobs.enqueue(note, { text: 'held' }, { key: 'held' });
      await inOther(() => jobs.enqueue(note, { text: 'probe' }));
      while (!texts().includes('probe')) await new Promise((resolve) => setImmediate(resolve));
      expect(texts().filter((text) => text === 'held')).toHaveLength(before);
    });
    await jobs.idle();
    expect(texts().filter((text) => text === 'held')).toHaveLength(before + 1);
  });

  it('runs a singleton job once at a time', async () => {
    await inLabel(async () => {
      for (let index = 0; index < 8; index++) await jobs.enqueue(one, { text: `${index}` });
    });
    await jobs.idle();
    expect(mostRunning).toBe(1);
  });

  it('runs what is to start later once the clock says so', async () => {
    const startAfter = new Date(now().getTime() + 86_400_000);
    await inLabel(() => jobs.enqueue(note, { text: 'tomorrow' }, { startAfter }));
    await jobs.idle();
    expect(texts()).not.toContain('tomorrow');
    moveClock(86_400_000 + 1_000);
    try {
      await jobs.idle();
      expect(texts()).toContain('tomorrow');
    } finally {
      moveClock(0);
    }
  });

  it('runs a schedule in no label', async () => {
    await app.get(JobRunner).trigger('tick');
    await jobs.idle();
    expect(ticks).toEqual([null]);
  });

  it('refuses the runtime login every right but to add a job of its own label', async () => {
    for (const statement of [
      'SELECT * FROM pgboss.job',
      'DELETE FROM pgboss.job',
      'UPDATE pgboss.job SET data = NULL',
      "INSERT INTO pgboss.job (name) VALUES ('test.note')",
      'SELECT * FROM pgboss.queue',
      `SELECT pgboss.create_queue('x', '{}')`,
    ]) {
      await expect(runtime.query(statement)).rejects.toThrow(/permission denied/);
    }
    await expect(runtime.query(`SELECT app.enqueue_job('test.note', '{}', '{}')`)).rejects.toThrow(/label/);
    await runtime.query(`BEGIN; SET LOCAL app.tenant_id = '${label}'`);
    const forged = JSON.stringify({ tenantId: newId(), payload: { text: 'forged' } });
    await runtime.query(
      `SELECT app.enqueue_job('test.forged', $1, '{"retryLimit":0,"retryDelay":0,"retryBackoff":false,"expireInSeconds":60}')`,
      [forged],
    );
    await runtime.query('COMMIT');
    const { rows } = await admin.query<{ tenant: string }>(
      `DELETE FROM pgboss.job WHERE name = 'test.forged' RETURNING data->>'tenantId' AS tenant`,
    );
    expect(rows).toEqual([{ tenant: label }]);
  });
});

describe('the runner', () => {
  it('refuses to start when a job has no handler', async () => {
    await expect(open([], true)).rejects.toThrow('the job test.note has no handler');
  });

  it('refuses to start when a job has two handlers', async () => {
    @Injectable()
    class Rival {
      @OnJob(note)
      async note(): Promise<void> {}
    }
    await expect(open([Handlers, Rival], true)).rejects.toThrow(
      'two handlers of one job: test.note (Handlers.note, Rival.note)',
    );
  });

  it('lets a process enqueue that runs no jobs', async () => {
    const quiet = await open([], false);
    await quiet.close();
  });

  it('refuses two definitions of one name', () => {
    expect(() => defineJob('test.note')).toThrow('defined twice');
  });
});

/** In a transaction of its own beside the one that runs. */
async function inOther<T>(fn: () => Promise<T>): Promise<T> {
  const unit = db.open(false);
  const result = await unit.run(fn);
  await unit.commit();
  return result;
}
