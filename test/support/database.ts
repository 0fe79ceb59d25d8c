import { randomUUID } from 'node:crypto';
import { cloneDatabase, type DatabaseUrls, dropDatabase, urlsFor } from '#platform/database';

/** What the global set-up leaves for the workers: a running server with one migrated template. */
export interface TestServer {
  readonly url: string;
  readonly template: string;
  readonly secret: string;
}

export function testServer(): TestServer {
  const found = process.env['TEST_DATABASE'];
  if (!found) throw new Error('the test database is not up: run the tests through `npm test`');
  return JSON.parse(found) as TestServer;
}

export interface TestDatabase {
  readonly urls: DatabaseUrls;
  drop(): Promise<void>;
}

/** A fresh copy of the migrated template, for one spec file. */
export async function freshDatabase(): Promise<TestDatabase> {
  const { url, template, secret } = testServer();
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await cloneDatabase({ url: () => url } as never, template, name);
  return { urls: urlsFor(url, name, secret), drop: () => dropDatabase({ url: () => url } as never, name) };
}

/** The superuser's way into a test's database: for what no login of the product may do. */
export function superuserUrl({ urls }: Pick<TestDatabase, 'urls'>): string {
  const url = new URL(testServer().url);
  url.pathname = new URL(urls.owner).pathname;
  return url.toString();
}
