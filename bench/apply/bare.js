// The rows of as many labels, by prepared statements over one connection, a transaction a label. Answers the seconds.
import { readFile } from 'node:fs/promises';
import { newId } from '../../dist/libs/platform/kernel/src/index.js';
import { parseTenantsFile } from '../../dist/libs/domain/tenants/src/index.js';

const TENANT = {
  name: 'tenant',
  text: `INSERT INTO tenant (id, key, name, file_config, studio_config) VALUES ($1, $2, $3, $4, '{}')`,
};
const HOST = { name: 'host', text: 'INSERT INTO tenant_host (host, tenant_id, kind) VALUES ($1, $2, $3)' };
const NOTIFY = { name: 'notify', text: 'SELECT pg_notify($1, $2)' };

export async function writeLabels({ client }, file) {
  const specs = parseTenantsFile(await readFile(file, 'utf8'));
  const began = performance.now();
  for (const spec of specs) {
    const id = newId();
    await client.query('BEGIN');
    await client.query({ ...TENANT, values: [id, spec.key, spec.name, JSON.stringify(spec)] });
    for (const [kind, host] of Object.entries(spec.hosts))
      await client.query({ ...HOST, values: [host, id, kind] });
    await client.query({ ...NOTIFY, values: ['tenant', id] });
    await client.query('COMMIT');
  }
  return (performance.now() - began) / 1_000;
}
