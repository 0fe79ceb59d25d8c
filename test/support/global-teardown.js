import { rm } from 'node:fs/promises';

export default async function tearDown() {
  const { dataDir } = JSON.parse(process.env.TEST_DATABASE);
  await globalThis.testDatabaseServer.stop();
  await rm(dataDir, { recursive: true, force: true });
}
