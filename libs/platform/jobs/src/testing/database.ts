import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseUrls, migrate, provision, startEmbedded } from '#platform/database';
import { loadConfig } from '#platform/kernel';
import { installJobs } from '../install-jobs.js';

export interface TestDatabase {
  readonly urls: DatabaseUrls;
  /** As the superuser, who can do what no login of the product may. */
  readonly adminUrl: string;
  stop(): Promise<void>;
}

/** A migrated database on a server of its own, gone after `stop`. */
export async function testDatabase(): Promise<TestDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'db-'));
  const server = await startEmbedded({ dataDir, durable: false });
  const urls = await provision(server.url('postgres'), 'app', 'test');
  await migrate(urls.owner, loadConfig().root);
  await installJobs(urls.owner);
  return {
    urls,
    adminUrl: server.url('app'),
    stop: async () => {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
