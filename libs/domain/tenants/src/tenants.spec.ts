import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DomainError } from '#platform/kernel';
import { TestApplication } from '../../../../test/support/application.js';
import { parseTenantsFile, TenantApply, TenantDirectory, type TenantSpec } from './index.js';

const example = readFileSync('tenants.example.json', 'utf8');

function faultsOf(change: (file: { tenants: Record<string, unknown>[] }) => void): string[] {
  const file = JSON.parse(example) as { tenants: Record<string, unknown>[] };
  change(file);
  try {
    parseTenantsFile(JSON.stringify(file));
    return [];
  } catch (error) {
    return (error as DomainError).errors.map(({ path }) => path);
  }
}

describe('a tenants file', () => {
  it('reads the example', () => {
    expect(parseTenantsFile(example).map(({ key }) => key)).toEqual(['switchback', 'puder']);
  });

  it('names every fault by its JSON pointer', () => {
    expect(
      faultsOf(({ tenants: [first, second] }) => {
        if (!first || !second) return;
        first['currency'] = 'dollars';
        first['hosts'] = { ...(first['hosts'] as object), edge: 'NOT A HOST' };
        second['timeZone'] = 'Mars/Olympus';
      }),
    ).toEqual(['/tenants/0/hosts/edge', '/tenants/0/currency', '/tenants/1/timeZone']);
  });

  it('refuses a key or a host that two labels claim', () => {
    expect(
      faultsOf(({ tenants: [first, second] }) => {
        if (first && second) second['hosts'] = first['hosts'];
      }),
    ).toHaveLength(4);
    expect(faultsOf(({ tenants }) => tenants.forEach((tenant) => (tenant['key'] = 'same')))).toEqual([
      '/tenants/1/key',
    ]);
  });

  it('refuses an unknown key rather than ignoring it', () => {
    expect(faultsOf(({ tenants: [first] }) => first && (first['colour'] = 'red'))).toEqual(['/tenants/0']);
  });
});

describe('applying labels', () => {
  let app: TestApplication;
  let specs: TenantSpec[];
  const apply = () => app.app.get(TenantApply);
  const directory = () => app.app.get(TenantDirectory);

  beforeAll(async () => {
    app = await TestApplication.start();
    specs = parseTenantsFile(example);
  });
  afterAll(() => app.stop());

  it('changes nothing the second time, and says so', async () => {
    const changes = await apply().apply(specs);
    expect(changes.map(({ change }) => change)).toEqual(['unchanged', 'unchanged']);
  });

  it('plans without changing: what is named is what would differ', async () => {
    const changed = specs.map((spec) => (spec.key === 'puder' ? { ...spec, currency: 'CHF' } : spec));
    expect(await apply().plan(changed)).toContainEqual(
      expect.objectContaining({
        label: 'puder',
        change: 'changed',
        path: 'currency',
        from: 'EUR',
        to: 'CHF',
      }),
    );
    expect(directory().spec(app.tenantId('puder')).currency).toBe('EUR');
  });

  it('never shows a secret in a plan', async () => {
    const changed = specs.map((spec) => ({
      ...spec,
      mail: { ...spec.mail, transport: { smtpUrl: 'smtp://user:hunter2@host' } },
    }));
    expect(JSON.stringify(await apply().plan(changed))).not.toContain('hunter2');
  });

  it('suspends a label that left the file, and brings it back with its data', async () => {
    const organization = await app.organization('puder', 'Lindenblatt');
    const host = app.host('puder', 'brand');
    const tenantId = app.tenantId('puder');
    expect(await apply().apply(specs.filter(({ key }) => key !== 'puder'))).toContainEqual({
      label: 'puder',
      change: 'withdrawn',
    });
    expect(directory().portal(host)).toBeUndefined();
    await apply().apply(specs);
    expect(directory().portal(host)?.tenantId).toBe(tenantId);
    const kept = await app.inside('puder', (db) =>
      db.query({
        name: 'kept',
        text: 'SELECT id FROM organization WHERE tenant_id = $1',
        values: [tenantId],
      }),
    );
    expect(kept).toContainEqual({ id: organization });
  });

  it('refuses a host of another label, whose file it is not in', async () => {
    const [first] = specs;
    if (!first) throw new Error('no label');
    const thief = { ...first, key: 'thief', name: 'Thief' };
    await expect(apply().apply([thief])).rejects.toThrow('taken');
    expect(directory().portal(first.hosts.brand)?.tenantId).toBe(app.tenantId('switchback'));
  });

  it('reaches every running process without a restart', async () => {
    const other = await TestApplication.startBeside(app);
    const renamed = specs.map((spec) => (spec.key === 'puder' ? { ...spec, name: 'Puder und Licht' } : spec));
    await apply().apply(renamed);
    await other.until(
      () => other.app.get(TenantDirectory).spec(other.tenantId('puder')).name === 'Puder und Licht',
    );
    await other.stop();
  });
});
