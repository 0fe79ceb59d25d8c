import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { MarkedMethod } from '#platform/events';
import { describeError, log, runForTenant, runInContext, systemActor } from '#platform/kernel';
import { type JobWithMetadata, PgBoss } from 'pg-boss';
import { findHandlers } from './handlers.js';
import { SCHEMA } from './install-jobs.js';
import type { JobRun, JobType, ScheduleMark } from './job.js';
import type { Envelope } from './jobs.js';
import { JOBS_OPTIONS, type JobsModuleOptions } from './options.js';
import { Slots } from './slots.js';
import { WakeUp } from './wake-up.js';

const SCHEDULE_PREFIX = 'schedule.';
/** Polling is only the floor: `WakeUp` tells of work that is due. */
const POLL_SECONDS = 30;

/** Takes jobs off the queue, under the platform login, and runs their handlers in the label's context. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private boss: PgBoss | null = null;
  private wakeUp: WakeUp | null = null;
  private readonly workers = new Map<string, string[]>();
  private readonly slots: Slots;

  constructor(
    @Inject(JOBS_OPTIONS) private readonly options: JobsModuleOptions,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {
    this.slots = new Slots(options.maxRunning ?? 6);
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.options.runner) await this.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  /** @throws where a job has no handler, or two. */
  async start(): Promise<void> {
    if (this.boss) return;
    const handlers = findHandlers(this.discovery, this.scanner);
    const boss = new PgBoss({
      connectionString: this.options.platformUrl,
      schema: SCHEMA,
      migrate: false,
      createSchema: false,
      max: 4,
      superviseIntervalSeconds: 5,
      monitorIntervalSeconds: 5,
      cronWorkerIntervalSeconds: 2,
    });
    boss.on('error', (error) => log.error('jobs.queue', describeError(error)));
    boss.on('warning', (warning) => log.warn('jobs.queue', { warning: warning.message }));
    this.boss = boss;
    await boss.start();
    const queues = [
      ...handlers.jobs.map(({ mark }) => mark.name),
      ...handlers.schedules.map(({ mark }) => SCHEDULE_PREFIX + mark.name),
    ];
    const wakeUp = new WakeUp({
      url: this.options.platformUrl,
      queues,
      onDue: (queue) => this.wake(queue),
      onAlone: () => recover(boss, queues),
    });
    this.wakeUp = wakeUp;
    await wakeUp.start();
    for (const handler of handlers.jobs) await this.serveJob(boss, handler);
    await this.serveSchedules(boss, handlers.schedules);
  }

  /** Takes no more jobs and waits for those that run; what does not end in time is repeated by the next runner. */
  async stop(): Promise<void> {
    const { boss, wakeUp } = this;
    this.boss = null;
    this.wakeUp = null;
    await wakeUp?.stop();
    await boss?.stop({ graceful: true, timeout: this.options.stopTimeoutMs ?? 20_000, close: true });
    this.workers.clear();
  }

  /** Makes a schedule run now, beside its times. */
  async trigger(schedule: string): Promise<void> {
    if (!this.boss) throw new Error('the runner is not started');
    const queue = SCHEDULE_PREFIX + schedule;
    if (!this.workers.has(queue)) throw new Error(`no such schedule: ${schedule}`);
    await this.boss.send(queue, {});
    this.wake(queue);
  }

  private wake(queue: string): void {
    for (const worker of this.workers.get(queue) ?? []) this.boss?.notifyWorker(worker);
  }

  private async serveJob(boss: PgBoss, handler: MarkedMethod<JobType<unknown>>): Promise<void> {
    const { name, options } = handler.mark;
    await boss.createQueue(name, { policy: options.singleton ? 'singleton' : 'standard' });
    await this.work(boss, name, options.concurrency, async (job) => {
      const { tenantId, actorId, requestId, payload } = job.data as Envelope;
      const actor = { ...systemActor, accountId: actorId };
      await runForTenant(tenantId, actor, async () => handler.call(payload, runOf(job)), requestId);
    });
  }

  private async serveSchedules(boss: PgBoss, handlers: readonly MarkedMethod<ScheduleMark>[]): Promise<void> {
    const queues = new Set(handlers.map(({ mark }) => SCHEDULE_PREFIX + mark.name));
    for (const known of await boss.getSchedules()) {
      if (!queues.has(known.name)) await boss.unschedule(known.name, known.key);
    }
    for (const handler of handlers) {
      const queue = SCHEDULE_PREFIX + handler.mark.name;
      await boss.createQueue(queue, {
        policy: 'singleton',
        retryLimit: 3,
        retryDelay: 10,
        heartbeatSeconds: 10,
      });
      await this.work(boss, queue, 1, async (job) => {
        const context = { tenantId: null, actor: systemActor, requestId: `schedule-${job.id}` };
        await runInContext(context, async () => handler.call(runOf(job)));
      });
      await boss.schedule(queue, handler.mark.cron, null, { tz: 'UTC', missed: 'once' });
    }
  }

  private async work(
    boss: PgBoss,
    queue: string,
    concurrency: number,
    run: (job: JobWithMetadata) => Promise<void>,
  ): Promise<void> {
    const options = {
      includeMetadata: true,
      pollingIntervalSeconds: POLL_SECONDS,
      heartbeatRefreshSeconds: 3,
    } as const;
    const workers: string[] = [];
    this.workers.set(queue, workers);
    for (let index = 0; index < concurrency; index++) {
      workers.push(
        await boss.work<object>(queue, options, async (jobs) => {
          const job = jobs[0] as JobWithMetadata<object> | undefined;
          if (!job) return;
          try {
            await this.slots.run(() => run(job));
          } catch (error) {
            log.error('jobs.failed', {
              queue,
              job: job.id,
              attempt: job.retryCount + 1,
              ...describeError(error),
            });
            throw withoutDetails(error);
          } finally {
            this.wake(queue);
          }
        }),
      );
    }
  }
}

function runOf(job: JobWithMetadata): JobRun {
  return {
    id: job.id,
    attempt: job.retryCount + 1,
    last: job.retryCount >= job.retryLimit,
    signal: job.signal,
  };
}

/** What the queue keeps of a failure: neither a message, which may quote a person's data, nor a path. */
function withoutDetails(error: unknown): Error {
  const code = (error as { code?: unknown } | null)?.code;
  const plain = new Error(typeof code === 'string' ? code : 'failed');
  plain.name = error instanceof Error ? error.name : 'Error';
  delete plain.stack;
  return plain;
}

/** Hands the jobs of a runner that died to the next one at once; what has used up its repetitions fails. */
async function recover(boss: PgBoss, queues: readonly string[]): Promise<void> {
  const db = boss.getDb();
  const { rows } = (await db.executeSql(
    `SELECT id, name FROM ${SCHEMA}.job WHERE state = 'active' AND name = ANY($1::text[])`,
    [queues],
  )) as { rows: { id: string; name: string }[] };
  for (const { id, name } of rows) {
    log.warn('jobs.recovered', { queue: name, job: id });
    await boss.fail(name, id, { message: 'the runner died' });
  }
  await db.executeSql(
    `UPDATE ${SCHEMA}.job SET start_after = now() WHERE state = 'retry' AND id = ANY($1::uuid[])`,
    [rows.map(({ id }) => id)],
  );
}
