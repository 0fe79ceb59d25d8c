import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Db } from '#platform/database';
import type { DomainError } from '#platform/kernel';
import { MailRenderer } from '#platform/mail';
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
    expect(parseTenantsFile(example).map(({ key }) => key)).toEqual(['switchback', 'puder', 'sama']);
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
    expect(changes.map(({ change }) => change)).toEqual(specs.map(() => 'unchanged'));
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

  describe('a secret of a label', () => {
    const URL = 'smtps://user:hunter2@mail.puder-licht.example:465';
    const withMail = (transport: TenantSpec['mail']['transport']) =>
      specs.map((spec) => (spec.key === 'puder' ? { ...spec, mail: { ...spec.mail, transport } } : spec));
    const byName = () => withMail({ smtpUrl: { env: 'SPEC_PUDER_SMTP' } });
    const stored = () =>
      app.app.get(Db).asPlatform('look at what is stored', (db) =>
        db.query<{ text: string }>({
          name: 'spec_stored',
          text: `SELECT to_jsonb(t)::text AS text FROM tenant t WHERE key = 'puder'`,
        }),
      );
    const transportUrl = async () => {
      const data = { portal: 'brand', name: 'Mia', email: 'mia@lindenblatt.example', link: '/' };
      const mail = app.inside('puder', () =>
        app.app.get(MailRenderer).render('welcome', data, 'de-DE', null),
      );
      return (await mail).transportUrl;
    };
    afterEach(async () => {
      delete process.env['SPEC_PUDER_SMTP'];
      await apply().apply(specs);
    });

    it('is taken from the variable that the file names, stored sealed, and used', async () => {
      process.env['SPEC_PUDER_SMTP'] = URL;
      await apply().apply(byName());
      const [row] = await stored();
      expect(row?.text).not.toMatch(/hunter2|SPEC_PUDER_SMTP/);
      expect(row?.text).toContain('"sealed"');
      expect(JSON.stringify(directory().spec(app.tenantId('puder')))).not.toContain('hunter2');
      expect(await transportUrl()).toBe(URL);
      await apply().apply(specs);
      expect(await transportUrl()).toBeNull();
    });

    it('is told by place only: unchanged, changed, never shown', async () => {
      process.env['SPEC_PUDER_SMTP'] = URL;
      await apply().apply(byName());
      const told = async (file: TenantSpec[]) => (await apply().plan(file)).map(({ change }) => change);
      expect(await told(byName())).toEqual(specs.map(() => 'unchanged'));
      // The same secret, wherever it comes from.
      expect(await told(withMail({ smtpUrl: URL }))).toEqual(specs.map(() => 'unchanged'));
      process.env['SPEC_PUDER_SMTP'] = URL.replace('hunter2', 'hunter3');
      const changes = await apply().plan(byName());
      expect(changes).toContainEqual(
        expect.objectContaining({ label: 'puder', change: 'changed', path: 'mail' }),
      );
      expect(JSON.stringify(changes)).toContain('•••');
      expect(JSON.stringify(changes)).not.toMatch(/hunter|sealed|mark/);
    });

    it.each([
      [undefined, '/tenants/1/mail/transport/smtpUrl/env', 'SPEC_PUDER_SMTP is not set'],
      ['https://user:hunter2@mail.example', '/tenants/1/mail/transport/smtpUrl', 'smtps://'],
    ])('changes nothing where it is %s, and says where', async (value, path, message) => {
      if (value) process.env['SPEC_PUDER_SMTP'] = value;
      const before = await stored();
      for (const verb of ['plan', 'apply'] as const) {
        const told = await (verb === 'plan' ? apply().plan(byName()) : apply().apply(byName())).then(
          () => [],
          (error: unknown) => (error as DomainError).errors,
        );
        expect(told.map(({ path: where }) => where)).toEqual([path]);
        expect(told[0]?.message).toContain(message);
        expect(JSON.stringify(told)).not.toContain('hunter2');
      }
      expect(await stored()).toEqual(before);
    });

    it('is sealed anew by applying, once the master key has changed', async () => {
      process.env['SPEC_PUDER_SMTP'] = URL;
      await apply().apply(byName());
      const [before] = await stored();
      const rotated = await TestApplication.startBeside(app, {
        masterKey: 'the next',
        formerMasterKeys: ['test'],
      });
      try {
        // Its start applied the file of the tests, which gives the operator's transport.
        await apply().apply(byName());
        await rotated.until(
          () =>
            typeof rotated.app.get(TenantDirectory).spec(app.tenantId('puder')).mail.transport !== 'string',
        );
        const changes = await rotated.app.get(TenantApply).apply(byName());
        expect(changes).toContainEqual(
          expect.objectContaining({ label: 'puder', change: 'changed', path: 'mail' }),
        );
        expect((await stored())[0]?.text).not.toBe(before?.text);
        const again = await rotated.app.get(TenantApply).plan(byName());
        expect(again.map(({ change }) => change)).toEqual(specs.map(() => 'unchanged'));
      } finally {
        await rotated.stop();
      }
    });
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
