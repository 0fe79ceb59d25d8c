// The product's own search, as a brand's member asks it: counts, facets, one page of rows, in one read-only transaction.
// Brings the lists in that it is told of first; then answers each search with the milliseconds that it took.
import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { NestFactory } from '@nestjs/core';
import { loadConfig, runForTenant, systemActor } from '#platform/kernel';
import { Db } from '#platform/database';
import { Discovery, SearchInput } from '#domain/discovery';
import { ListImport } from '#domain/roster';
import { parseTenantsFile, TenantApply, TenantDirectory } from '#domain/tenants';
import { AppModule } from '../../dist/apps/halyard/src/app.module.js';

const { urls, dataDir } = JSON.parse(process.argv[2]);
const config = loadConfig({ dataDir, demo: true, masterKey: 'a secret of this bench', logLevel: 'error' });
const mail = { transportUrl: 'smtp://127.0.0.1:1', mailbox: null, close: () => Promise.resolve() };
const module = AppModule.forRoot(config, urls, mail, { runsJobs: false });
const app = await NestFactory.createApplicationContext(module, { logger: ['error'] });
await app.get(TenantApply).apply(parseTenantsFile(await readFile(config.tenantsFile, 'utf8')));
const tenantId = app.get(TenantDirectory).idOf('switchback');
const id = '00000000-0000-7000-8000-000000000001';
const member = { kind: 'member', role: 'member.admin', accountId: id, partyIds: [id], name: 'a member' };

const answers = {
  import: ({ path }) => runForTenant(tenantId, systemActor, () => app.get(ListImport).run({ path })),
  async search({ wanted }) {
    const input = SearchInput.parse(wanted);
    const started = performance.now();
    const search = () => app.get(Db).transaction(() => app.get(Discovery).search(input), { readOnly: true });
    const { total, data } = await runForTenant(tenantId, member, search);
    return { ms: performance.now() - started, total, ids: data.map((row) => row.handle) };
  },
};

process.on('message', (message) => {
  answers[message.ask](message).then(
    (answer) => process.send(answer),
    (error) => process.send({ error: String(error) }),
  );
});
process.on('disconnect', () => void app.close().then(() => process.exit(0)));
process.send({ tenantId });
