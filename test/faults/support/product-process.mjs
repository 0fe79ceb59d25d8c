// The whole product in a process of its own, for tests that kill it: prints its port, and ends when it is told to.
import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { loadConfig } from '#platform/kernel';
import { createServer } from '#platform/web';
import { parseTenantsFile, TenantApply, TenantDirectory } from '#domain/tenants';
import { AppModule } from '../../../dist/apps/halyard/src/app.module.js';
import { openMail } from '../../../dist/apps/halyard/src/mail-way.js';

const { urls, dataDir } = JSON.parse(process.argv[2]);
const given = { dataDir, port: 0, demo: true, masterKey: 'test', poolSize: 8, logLevel: 'error' };
const config = loadConfig(given);
const mail = await openMail(config);
const app = await createServer(AppModule.forRoot(config, urls, mail), config);
await app.get(TenantApply).apply(parseTenantsFile(await readFile(config.tenantsFile, 'utf8')));
await app.listen(0, '127.0.0.1');
const { port } = app.getHttpServer().address();
app.get(TenantDirectory).listensAt('http', port);
process.stdout.write(`${port}\n`);
