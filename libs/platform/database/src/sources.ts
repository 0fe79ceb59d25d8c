import { safeMinor } from '#platform/kernel';
import pg from 'pg';
import type { DataSource, DataSourceOptions } from 'typeorm';

/** The name of the connection that works across labels. */
export const PLATFORM = 'platform';

export interface DatabaseUrls {
  /** Owns the schema; used by migrations only. */
  readonly owner: string;
  /** Serves requests: no superuser, no BYPASSRLS. */
  readonly runtime: string;
  /** Works across labels, in `asPlatform` and the job runner. */
  readonly platform: string;
}

// int8 is money and counts here: a number as long as that is exact, an error beyond. Dates stay text, without a zone.
pg.types.setTypeParser(20, (value) => safeMinor(value));
pg.types.setTypeParser(1082, (value) => value);

/** Options of one pool. No client-side query timeout: a ROLLBACK that times out would leave the label on the wire. */
export function sourceOptions(
  url: string,
  poolSize: number,
  statementTimeoutMs: number,
  /** How long one waits for a connection before being told that many people are here at once. */
  waitMs = 2_000,
): Extract<DataSourceOptions, { type: 'postgres' }> {
  return {
    type: 'postgres',
    url,
    poolSize,
    synchronize: false,
    migrationsRun: false,
    logging: false,
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    extra: {
      connectionTimeoutMillis: waitMs,
      idleTimeoutMillis: 30_000,
      options: `-c statement_timeout=${statementTimeoutMs} -c idle_in_transaction_session_timeout=30000 -c timezone=UTC`,
    },
  };
}

/** The driver's own pool. */
export function poolOf(source: DataSource): pg.Pool {
  return (source.driver as unknown as { master: pg.Pool }).master;
}

/** A client that comes back inside a transaction is destroyed: its next borrower would see the former label's rows. */
export function guardPool(source: DataSource): void {
  const pool = poolOf(source);
  pool.on('release', (_error: Error | undefined, client: pg.PoolClient) => {
    const status = (client as unknown as { getTransactionStatus(): string | null }).getTransactionStatus();
    if (status !== 'I') void (client as unknown as pg.Client).end();
  });
  pool.on('error', () => {
    // An idle connection that the server closed: the pool drops it, the next request opens another.
  });
}
