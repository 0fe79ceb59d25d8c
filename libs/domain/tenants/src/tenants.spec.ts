import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Db } from '#platform/database';
import type { DomainError } from '#platform/kernel';
import { MailRenderer } from '#platform/mail';
import { TestApplication } from '../../../../test/support/application.js';
import { Browser } from '../../../../test/support/http.js';
import { parseTenantsFile, TenantApply, TenantDirectory, tenantsSchema, type TenantSpec } from './index.js';

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

function toldOf(text: string, ...installation: [{ neutralDomain: string; production: boolean }?]) {
  try {
    parseTenantsFile(text, ...installation);
    return [];
  } catch (error) {
    return (error as DomainError).errors;
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
      '/tenants/2/key',
    ]);
  });

  it('refuses an unknown key rather than ignoring it', () => {
    expect(faultsOf(({ tenants: [first] }) => first && (first['colour'] = 'red'))).toEqual([
      '/tenants/0/colour',
    ]);
  });

  it.each<[string, string, unknown]>([
    ['/tenants/0/key', 'key', 'Upper Case'],
    ['/tenants/0/key', 'key', 'ends-with-'],
    ['/tenants/0/name', 'name', ''],
    ['/tenants/0/theme', 'theme', '../secrets'],
    ['/tenants/0/hosts/brand', 'hosts', { brand: 'https://brands.example' }],
    ['/tenants/0/hosts/shop', 'hosts', { shop: 'shop.example' }],
    ['/tenants/0/locales', 'locales', []],
    ['/tenants/0/locales/0', 'locales', ['english']],
    ['/tenants/0/currency', 'currency', 'ABC'],
    ['/tenants/0/timeZone', 'timeZone', 'Mars/Olympus'],
    ['/tenants/0/words/en/a~1b', 'words', { en: { 'a/b': 'x' } }],
    ['/tenants/0/words/en/brand', 'words', { en: { brand: '' } }],
    ['/tenants/0/tokens/radius', 'tokens', { radius: 4 }],
    ['/tenants/0/mail/from', 'mail', { from: 'nobody', postalAddress: 'Somewhere 1' }],
    ['/tenants/0/mail/postalAddress', 'mail', { from: 'a@b.example' }],
    [
      '/tenants/0/mail/transport',
      'mail',
      { from: 'a@b.example', postalAddress: 'Somewhere 1', transport: 'pigeon' },
    ],
    ['/tenants/0/legal/company', 'legal', {}],
    ['/tenants/0/payments/mode', 'payments', { mode: 'gold' }],
    ['/tenants/0/payments/termsDays', 'payments', { termsDays: 1000 }],
    ['/tenants/0/fees/layers/0/name', 'fees', { layers: [{ name: 'friend' }] }],
    ['/tenants/0/disclosure/jurisdictions/0', 'disclosure', { jurisdictions: ['Germany'] }],
    ['/tenants/0/signIn/password', 'signIn', { password: 'yes' }],
    ['/tenants/0/features/beta', 'features', { beta: 1 }],
  ])('names %s and says what would be right', (path, key, value) => {
    const file = JSON.parse(example) as { tenants: Record<string, unknown>[] };
    file.tenants[0]![key] = value;
    const told = toldOf(JSON.stringify(file));
    expect(told.map((fault) => fault.path)).toEqual([path]);
    expect(told[0]?.message).toMatch(/\w{3}/);
  });

  it('names where a file is no JSON', () => {
    expect(toldOf('{"tenants": [}')).toEqual([
      expect.objectContaining({
        path: '',
        code: 'bad_json',
        message: expect.stringContaining('not valid JSON'),
      }),
    ]);
  });

  it('stands beside its JSON Schema, which the example names and fits', () => {
    const kept = JSON.parse(readFileSync('tenants.schema.json', 'utf8')) as Parameters<
      typeof z.fromJSONSchema
    >[0] &
      object;
    expect(kept).toEqual(JSON.parse(JSON.stringify(tenantsSchema())));
    expect((JSON.parse(example) as { $schema: string }).$schema).toBe('./tenants.schema.json');
    // Read as an editor reads it.
    const read = z.fromJSONSchema(kept);
    expect(read.safeParse(JSON.parse(example)).success).toBe(true);
    expect(read.safeParse({ tenants: [{ key: 'x' }] }).success).toBe(false);
  });
});

describe('neutral hosts', () => {
  const bare = () => {
    const file = JSON.parse(example) as { tenants: Record<string, unknown>[] };
    const [first] = file.tenants;
    return { ...first, key: 'acme', hosts: { edge: 'go.acme.example' } };
  };
  const text = JSON.stringify({ tenants: [bare()] });

  it('are made for each portal that the file names none for', () => {
    const [spec] = parseTenantsFile(text, { neutralDomain: 'post.example', production: true });
    expect(spec?.hosts).toEqual({
      brand: 'brand-acme.post.example',
      influencer: 'influencer-acme.post.example',
      studio: 'studio-acme.post.example',
      edge: 'go.acme.example',
    });
  });

  it('need a domain where others must find them', () => {
    expect(toldOf(text, { neutralDomain: 'localhost', production: true }).map(({ path }) => path)).toEqual([
      '/tenants/0/hosts/brand',
      '/tenants/0/hosts/influencer',
      '/tenants/0/hosts/studio',
    ]);
  });

  it('are no other label’s', () => {
    const thief = { ...bare(), key: 'thief', hosts: { ...bare().hosts, edge: 'brand-acme.localhost' } };
    expect(toldOf(JSON.stringify({ tenants: [bare(), thief] })).map(({ path }) => path)).toEqual([
      '/tenants/1/hosts/edge',
    ]);
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

  it('opens a label at once under its neutral hosts', async () => {
    const [first] = specs;
    const acme = parseTenantsFile(
      JSON.stringify({ tenants: [{ ...first, key: 'acme', name: 'Acme Works', hosts: {} }] }),
    );
    await apply().apply([...specs, ...acme]);
    const page = await app.browser('acme', 'brand').page('/sign-in');
    expect([app.host('acme', 'brand'), page.status]).toEqual(['brand-acme.localhost', 200]);
    expect(page.text).toContain('Acme Works');
    await apply().apply(specs);
    expect((await new Browser(app.port, 'brand-acme.localhost').page('/sign-in')).status).toBe(421);
  });

  it('brings many labels at once to every running process, and takes them away again', async () => {
    const other = await TestApplication.startBeside(app);
    const [first] = specs;
    const many = parseTenantsFile(
      JSON.stringify({
        tenants: Array.from({ length: 200 }, (_, index) => ({ ...first, key: `crowd-${index}`, hosts: {} })),
      }),
    );
    const served = (index: number) => other.app.get(TenantDirectory).serves(`edge-crowd-${index}.localhost`);
    await apply().apply([...specs, ...many]);
    await other.until(() => many.every((_, index) => served(index)));
    await apply().apply(specs);
    await other.until(() => many.every((_, index) => !served(index)));
    await other.stop();
  });

  it('changes nothing of a file with faults among many, and names each', async () => {
    const [first] = specs;
    const many = Array.from({ length: 60 }, (_, index) => ({
      ...first!,
      key: `many-${index}`,
      hosts: {
        brand: `b${index}.x.example`,
        influencer: `i${index}.x.example`,
        studio: `s${index}.x.example`,
        edge: `e${index}.x.example`,
      },
    }));
    const rows = () =>
      app.app
        .get(Db)
        .asPlatform('look at what is stored', (db) =>
          db.query({ name: 'spec_all', text: 'SELECT key, revision, state FROM tenant ORDER BY key' }),
        );
    const before = await rows();
    many[7] = { ...many[7]!, theme: 'nowhere' };
    many[31] = { ...many[31]!, tokens: { 'no.such.token': 'x' } };
    many[44] = { ...many[44]!, tokens: { 'color.ink': '#fefefe' } };
    many[52] = { ...many[52]!, mail: { ...many[52]!.mail, transport: { smtpUrl: { env: 'SPEC_NOT_SET' } } } };
    const told = await apply()
      .apply([...specs, ...many])
      .then(
        () => [],
        (error: unknown) => (error as DomainError).errors,
      );
    const at = specs.length;
    expect([...new Set(told.map(({ path }) => path))]).toEqual([
      `/tenants/${7 + at}/theme`,
      `/tenants/${31 + at}/tokens/no.such.token`,
      `/tenants/${44 + at}/tokens/color.ink`,
      `/tenants/${52 + at}/mail/transport/smtpUrl/env`,
    ]);
    expect(told.find(({ code }) => code === 'contrast')?.message).toMatch(/#[0-9a-f]{6} passes/);
    expect(await rows()).toEqual(before);
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
