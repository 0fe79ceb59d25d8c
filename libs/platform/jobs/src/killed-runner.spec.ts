import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { DatabaseModule, Db } from '#platform/database';
import { loadConfig, newId, runForTenant, setLogLevel, systemActor } from '#platform/kernel';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { defineJob, JobRunner, Jobs, JobsModule, type JobRun, OnJob } from './index.js';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.js';

const doomed = defineJob<{ text: string }>('test.doomed', { retryDelay: 0, backoff: false });
const runs: { id: string; attempt: number }[] = [];

@Injectable()
class Survivor {
  @OnJob(doomed)
  async run(_payload: { text: string }, { id, attempt }: JobRun): Promise<void> {
    runs.push({ id, attempt });
  }
}

let database: TestDatabase;
let child: ChildProcess | undefined;

beforeAll(async () => {
  setLogLevel('silent');
  database = await freshDatabase();
});

afterAll(async () => {
  child?.kill('SIGKILL');
  await database?.drop();
});

function startDoomed(): ChildProcess {
  const program = join(loadConfig().root, 'libs/platform/jobs/src/testing/doomed-runner.mjs');
  return spawn(process.execPath, [program, JSON.stringify(database.urls)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function firstLine(process: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: process.stdout! })) return line;
  throw new Error('the runner ended without a word');
}

async function open(): Promise<TestingModule> {
  const app = await Test.createTestingModule({
    imports: [
      DatabaseModule.forRoot({ urls: database.urls, poolSize: 4, poolWaitMs: 10_000 }),
      JobsModule.forRoot({ platformUrl: database.urls.platform, runner: false }),
    ],
    providers: [Survivor],
  }).compile();
  return app.init();
}

/** Enqueues one job and waits until the doomed runner is in the middle of it. */
async function beginDoomedJob(app: TestingModule): Promise<string> {
  child = startDoomed();
  const begun = firstLine(child);
  const id = await runForTenant(newId(), systemActor, () =>
    app.get(Db).transaction(() => app.get(Jobs).enqueue(doomed, { text: 'cut short' })),
  );
  expect(await begun).toBe(id);
  return id;
}

async function killDoomed(): Promise<void> {
  const gone = once(child!, 'exit');
  child?.kill('SIGKILL');
  await gone;
}

describe('a runner that is killed in the middle of a job', () => {
  let app: TestingModule;

  beforeEach(async () => {
    runs.length = 0;
    app = await open();
  });

  afterEach(() => app.close());

  it('leaves the job to the next runner, which repeats it once and at once', async () => {
    const id = await beginDoomedJob(app);
    await killDoomed();
    await app.get(JobRunner).start();
    await app.get(Jobs).idle(5_000);
    expect(runs).toEqual([{ id, attempt: 2 }]);
  });

  it('leaves the job to a runner that lives already, once its heartbeat has stopped', async () => {
    const id = await beginDoomedJob(app);
    await app.get(JobRunner).start();
    await killDoomed();
    await app.get(Jobs).idle(60_000);
    expect(runs).toEqual([{ id, attempt: 2 }]);
  }, 60_000);
});
