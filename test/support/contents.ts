import pg from 'pg';
import type { TestApplication } from './application.js';

/** Attempts, and what was seen, are written whatever comes of a request. */
const KEPT_ANYWAY = ['throttle', 'session', 'thread_read'];

/** What stands in the tables of all labels, to tell whether a request changed any of it. */
export class Contents {
  private constructor(
    private readonly client: pg.Client,
    private readonly tables: readonly string[],
  ) {}

  static async of(app: TestApplication): Promise<Contents> {
    const client = new pg.Client({ connectionString: app.urls.platform });
    await client.connect();
    const { rows } = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'tenant_id'`,
    );
    const names = rows.map(({ name }) => name);
    return new Contents(
      client,
      names.filter((name) => !KEPT_ANYWAY.includes(name)),
    );
  }

  close(): Promise<void> {
    return this.client.end();
  }

  /** Across all labels. */
  query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<pg.QueryResult<Row>> {
    return this.client.query<Row>(text, values);
  }

  /** A digest of each table's rows. */
  async now(): Promise<ReadonlyMap<string, string>> {
    const parts = this.tables.map(
      (name) =>
        `SELECT '${name}' AS name, coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') AS digest FROM ${name} t`,
    );
    const { rows } = await this.client.query<{ name: string; digest: string }>(parts.join(' UNION ALL '));
    return new Map(rows.map(({ name, digest }) => [name, digest]));
  }

  /** The names of the tables that hold something else now. */
  async changedSince(before: ReadonlyMap<string, string>): Promise<string[]> {
    const after = await this.now();
    return [...after].filter(([name, digest]) => before.get(name) !== digest).map(([name]) => name);
  }
}
