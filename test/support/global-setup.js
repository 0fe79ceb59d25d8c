// Starts one PostgreSQL for the whole run and migrates it once, into a template that each spec file copies.
// Runs from dist/, which `npm test` has just built: Jest does not transform what it loads here as ES modules.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default async function setUp() {
  const { startEmbedded, provision, migrate } =
    await import('../../dist/libs/platform/database/src/index.js');
  const { installJobs } = await import('../../dist/libs/platform/jobs/src/index.js');
  const dataDir = await mkdtemp(join(tmpdir(), 'tests-'));
  const server = await startEmbedded({ dataDir, durable: false });
  const secret = 'a secret of this test run';
  const template = 'template_migrated';
  const urls = await provision(server.url('postgres'), template, secret);
  await migrate(urls.owner, join(import.meta.dirname, '../..'));
  await installJobs(urls.owner);
  process.env.TEST_DATABASE = JSON.stringify({ url: server.url('postgres'), template, secret, dataDir });
  globalThis.testDatabaseServer = server;
}
