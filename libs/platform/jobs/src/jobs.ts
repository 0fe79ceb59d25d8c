import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentActor, currentContext, now } from '#platform/kernel';
import type { JobType } from './job.js';

export interface EnqueueOptions {
  /** In the product's time; at once if left out. */
  readonly startAfter?: Date;
  /** While a job of this key waits, another adds nothing. For a singleton job: what must not run at the same time. */
  readonly key?: string;
}

/** What lies in the queue. */
export interface Envelope {
  readonly tenantId: string;
  readonly actorId: string | null;
  readonly requestId: string;
  readonly payload: unknown;
}

const ENQUEUE = { name: 'jobs.enqueue', text: 'SELECT app.enqueue_job($1, $2::jsonb, $3::jsonb) AS id' };

const DUE = {
  name: 'jobs.due',
  text: `SELECT name, count(*)::int AS count FROM pgboss.job
    WHERE name NOT LIKE '\\_\\_pgboss%' AND (state = 'active' OR (state = 'created' AND start_after <= $1)
        OR (state = 'retry' AND start_after <= $1::timestamptz + interval '4 seconds'))
    GROUP BY name ORDER BY name`,
};

/** Puts work into the queue. */
@Injectable()
export class Jobs {
  constructor(private readonly db: Db) {}

  /** Adds a job in the current transaction, for the current label: a rollback leaves none. Answers its id. */
  async enqueue<P>(job: JobType<P>, payload: P, options: EnqueueOptions = {}): Promise<string> {
    const { retryLimit, retryDelay, backoff, retryDelayMaxSeconds, expireInSeconds, singleton, priority } =
      job.options;
    const envelope = {
      actorId: currentActor().accountId,
      requestId: currentContext().requestId,
      payload,
    };
    const settings = {
      retryLimit,
      retryDelay,
      retryBackoff: backoff,
      retryDelayMax: backoff ? retryDelayMaxSeconds : null,
      expireInSeconds,
      heartbeatSeconds: 10,
      singleton,
      priority,
      ...(options.key === undefined ? {} : { key: options.key }),
      ...(options.startAfter ? { startAfter: options.startAfter.toISOString() } : {}),
    };
    const row = await this.db.one<{ id: string }>({
      ...ENQUEUE,
      values: [job.name, JSON.stringify(envelope), JSON.stringify(settings)],
    });
    if (!row) throw new Error(`${job.name} was not enqueued`);
    return row.id;
  }

  /**
   * Resolves once no job is due or running, whoever runs them. For the demo and tests: a failed job counts if it is to be
   * repeated within seconds, as after a lost connection, and otherwise not until then.
   */
  async idle(timeoutMs = 30_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const due = await this.db.asPlatform('wait for the queue', (db) =>
        db.query<{ name: string; count: number }>({ ...DUE, values: [now()] }),
      );
      if (due.length === 0) return;
      if (Date.now() > deadline) {
        throw new Error(`jobs are still due: ${due.map((row) => `${row.name} ×${row.count}`).join(', ')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
