// The product's whole way of bringing a list in, in a process of its own, so that its memory can be told: imports the
// file that it is told of, and answers with the seconds it took and the most memory that the process has held.
import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { NestFactory } from '@nestjs/core';
import { loadConfig, runForTenant, systemActor } from '#platform/kernel';
import { ListImport } from '#domain/roster';
import { parseTenantsFile, TenantApply, TenantDirectory } from '#domain/tenants';
import { AppModule } from '../../dist/apps/halyard/src/app.module.js';

const { urls, dataDir } = JSON.parse(process.argv[2]);
const config = loadConfig({
  dataDir,
  demo: true,
  masterKey: 'a secret of this bench',
  logLevel: 'error',
  apps: ['studio'],
});
const mail = { transportUrl: 'smtp://127.0.0.1:1', mailbox: null, close: () => Promise.resolve() };
const module = AppModule.forRoot(config, urls, mail);
const app = await NestFactory.createApplicationContext(module, { logger: ['error'] });
await app.get(TenantApply).apply(parseTenantsFile(await readFile(config.tenantsFile, 'utf8')));
const tenantId = app.get(TenantDirectory).idOf('switchback');

process.on('message', ({ path }) => {
  const started = performance.now();
  const importing = runForTenant(tenantId, systemActor, () => app.get(ListImport).run({ path }));
  importing.then(
    ({ rows, created, updated }) => {
      const seconds = (performance.now() - started) / 1_000;
      process.send({ rows, created, updated, seconds, peakMb: process.resourceUsage().maxRSS / 1_024 });
    },
    (error) => process.send({ error: String(error) }),
  );
});
process.on('disconnect', () => void app.close().then(() => process.exit(0)));
process.send({ ready: true });
