import { describeError, log } from '#platform/kernel';
import pg from 'pg';
import { TENANT_CHANNEL } from './releases/release-writing.js';

const RETRY_MS = 1_000;

/** Which labels are to be read again; null where anything may have changed. */
type Read = (ids: readonly string[] | null) => Promise<void>;

/**
 * Hears of labels that changed and has them read again: the first at once, and those that change meanwhile together, so
 * that a file of a thousand labels asks a few questions and not a thousand. What could not be read is tried again; after
 * a lost connection everything is read.
 */
export class LabelChanges {
  private readonly changed = new Set<string>();
  private everything = false;
  private reading = false;
  private client: pg.Client | null = null;
  private stopped = false;

  constructor(
    private readonly url: string,
    private readonly read: Read,
  ) {}

  async listen(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, keepAlive: true });
    client.on('notification', ({ payload }) => this.hear(payload || null));
    client.on('error', (error) => log.warn('tenants.lost', describeError(error)));
    client.on('end', () => this.later(() => this.reconnect()));
    await client.connect();
    await client.query(`LISTEN ${TENANT_CHANNEL}`);
    this.client = client;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.client?.end().catch(() => undefined);
  }

  private hear(id: string | null): void {
    if (id === null) this.everything = true;
    else this.changed.add(id);
    if (!this.reading) void this.catchUp();
  }

  private async catchUp(): Promise<void> {
    this.reading = true;
    while (!this.stopped && (this.everything || this.changed.size > 0)) {
      const ids = this.everything ? null : [...this.changed];
      this.everything = false;
      this.changed.clear();
      try {
        await this.read(ids);
      } catch (error) {
        log.error('tenants.reload', describeError(error));
        for (const id of ids ?? []) this.changed.add(id);
        this.everything ||= ids === null;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
    this.reading = false;
  }

  private async reconnect(): Promise<void> {
    try {
      await this.listen();
      this.hear(null);
    } catch (error) {
      log.warn('tenants.reconnect', describeError(error));
      this.later(() => this.reconnect());
    }
  }

  private later(fn: () => Promise<void>): void {
    if (!this.stopped) setTimeout(() => void fn(), RETRY_MS).unref();
  }
}
