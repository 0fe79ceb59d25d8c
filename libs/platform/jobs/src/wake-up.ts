import { describeError, log, now } from '#platform/kernel';
import pg from 'pg';

const CHANNEL = 'app_jobs';
const ALIVE = 727_410;
const SWEEP_MS = 400;

export interface WakeUpOptions {
  readonly url: string;
  readonly queues: readonly string[];
  /** A queue has work that is due. */
  readonly onDue: (queue: string) => void;
  /** No other runner lives: whatever is marked as running is left over from one that died. */
  readonly onAlone: () => Promise<void>;
}

/**
 * The runner's ear: one connection that hears of new jobs at once, looks every 400 ms for those that became due, and
 * holds a lock by which runners know of each other. It reconnects by itself.
 */
export class WakeUp {
  private client: pg.Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private sweeping: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(private readonly options: WakeUpOptions) {}

  async start(): Promise<void> {
    await this.connect();
    this.schedule();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer) clearTimeout(this.timer);
    await this.sweeping;
    await this.client?.end().catch(() => undefined);
    this.client = null;
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.options.url, keepAlive: true });
    client.on('error', () => this.lose(client));
    client.on('end', () => this.lose(client));
    client.on('notification', (message) => this.options.onDue(message.payload ?? ''));
    await client.connect();
    const { rows } = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [
      ALIVE,
    ]);
    if (rows[0]?.alone) await this.options.onAlone();
    await client.query('SELECT pg_advisory_lock_shared($1)', [ALIVE]);
    if (rows[0]?.alone) await client.query('SELECT pg_advisory_unlock($1)', [ALIVE]);
    await client.query(`LISTEN ${CHANNEL}`);
    this.client = client;
  }

  private lose(client: pg.Client): void {
    if (this.client === client) this.client = null;
  }

  private schedule(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.sweeping = this.sweep()
        .catch((error: unknown) => log.warn('jobs.wakeUp', describeError(error)))
        .finally(() => this.schedule());
    }, SWEEP_MS);
  }

  private async sweep(): Promise<void> {
    if (!this.client) await this.connect();
    const client = this.client;
    if (!client || this.stopped) return;
    await bringForward(client);
    const { rows } = await client.query<{ name: string }>({
      name: 'jobs.sweep',
      text: `SELECT q.name FROM unnest($1::text[]) AS q(name) WHERE EXISTS (
        SELECT 1 FROM pgboss.job j WHERE j.name = q.name AND j.state < 'active' AND NOT j.blocked AND j.start_after <= now())`,
      values: [this.options.queues],
    });
    for (const { name } of rows) this.options.onDue(name);
  }
}

/** When the product's clock was moved forward, what is due by it becomes due by the database's clock too. */
async function bringForward(client: pg.Client): Promise<void> {
  const productTime = now();
  if (productTime.getTime() - Date.now() < 1_000) return;
  await client.query({
    name: 'jobs.bringForward',
    text: `UPDATE pgboss.job SET start_after = now() WHERE state < 'active' AND start_after > now() AND start_after <= $1`,
    values: [productTime],
  });
}
