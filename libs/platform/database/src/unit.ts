import { AsyncLocalStorage } from 'node:async_hooks';
import { isUuid } from '#platform/kernel';
import type { PoolClient, QueryResultRow } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { poolOf } from './sources.js';

/** A prepared statement: `name` is unique to `text`, so that each connection plans it once. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values?: readonly unknown[];
}

const current = new AsyncLocalStorage<Unit>();

/** The unit of work that this code runs in, if any. */
export function currentUnit(): Unit | null {
  return current.getStore() ?? null;
}

/** Throws while a database transaction is open: network, files and password hashing must not hold one. */
export function assertNoTransaction(what: string): void {
  if (currentUnit()?.isOpen()) throw new Error(`${what} inside a database transaction`);
}

/**
 * One transaction of one label, opened at first use and closed once. BEGIN and the label's setting travel as one
 * message; `SET LOCAL` is a command and not `set_config()`, because only the command reaches the workers of Citus.
 */
export class Unit {
  private opening: Promise<PoolClient> | null = null;
  private runner: QueryRunner | null = null;
  private state: 'idle' | 'open' | 'closed' = 'idle';
  private readonly hooks: (() => void | Promise<void>)[] = [];

  constructor(
    private readonly source: DataSource,
    readonly tenantId: string | null,
    readonly readOnly: boolean,
  ) {
    if (tenantId !== null && !isUuid(tenantId)) throw new Error('a unit of work needs the id of a label');
  }

  /** Runs `fn` with this as the current unit. */
  run<T>(fn: () => T): T {
    return current.run(this, fn);
  }

  isOpen(): boolean {
    return this.state === 'open';
  }

  isClosed(): boolean {
    return this.state === 'closed';
  }

  /** The connection, begun. Refused after the end: rendering must not ask the database. */
  client(): Promise<PoolClient> {
    if (this.state === 'closed') {
      return Promise.reject(new Error('the database was used after its transaction had ended'));
    }
    this.opening ??= this.begin();
    return this.opening;
  }

  /** TypeORM's runner on this very connection; made only where entities are used, since it costs as much as a query. */
  async queryRunner(): Promise<QueryRunner> {
    const client = await this.client();
    this.runner ??= runnerOn(this.source, client);
    return this.runner;
  }

  async query<Row extends QueryResultRow>(statement: Statement): Promise<Row[]> {
    const client = await this.client();
    const result = await client.query<Row>({
      name: statement.name,
      text: statement.text,
      values: statement.values as unknown[] | undefined,
    });
    return result.rows;
  }

  afterCommit(hook: () => void | Promise<void>): void {
    this.hooks.push(hook);
  }

  async commit(): Promise<void> {
    if (this.state === 'closed') return;
    const wasOpen = await this.settled();
    this.state = 'closed';
    if (wasOpen) {
      try {
        // A failed statement turns COMMIT into ROLLBACK without an error; saying "done" then would be a lie.
        const { command } = await wasOpen.query('COMMIT');
        if (command !== 'COMMIT') throw new Error('the transaction had failed before its commit');
      } finally {
        this.release(wasOpen);
      }
    }
    for (const hook of this.hooks) await hook();
  }

  async rollback(): Promise<void> {
    if (this.state === 'closed') return;
    const wasOpen = await this.settled();
    this.state = 'closed';
    if (!wasOpen) return;
    try {
      await wasOpen.query('ROLLBACK');
    } catch {
      // A connection that cannot roll back is destroyed at release: its status is not idle.
    } finally {
      this.release(wasOpen);
    }
  }

  private async settled(): Promise<PoolClient | null> {
    if (!this.opening) return null;
    return this.opening.catch(() => null);
  }

  private async begin(): Promise<PoolClient> {
    let client: PoolClient | null = null;
    try {
      client = await poolOf(this.source).connect();
      // A connection lost meanwhile fails the next query, which tells it; unheard, the event would end the process.
      client.on('error', ignore);
      const mode = this.readOnly ? 'BEGIN READ ONLY' : 'BEGIN';
      await client.query(this.tenantId ? `${mode}; SET LOCAL app.tenant_id = '${this.tenantId}'` : mode);
      this.state = 'open';
      return client;
    } catch (error) {
      this.state = 'closed';
      if (client) this.release(client);
      throw error;
    }
  }

  /** What is still inside a transaction is destroyed by the pool's guard. */
  private release(client: PoolClient): void {
    if (this.runner) Object.assign(this.runner, { isReleased: true });
    client.off('error', ignore);
    client.release();
  }
}

function ignore(): void {
  // Told by the query that fails.
}

/** A runner that does not own its connection, told that a transaction runs: it refuses to lock rows without one. */
function runnerOn(source: DataSource, client: PoolClient): QueryRunner {
  return Object.assign(source.createQueryRunner(), { databaseConnection: client, isTransactionActive: true });
}
