import { readFile } from 'node:fs/promises';
import http, { createServer as createProxy, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Session } from '#domain/identity';
import { parseTenantsFile, TenantApply, TenantDirectory, type TenantSpec } from '#domain/tenants';
import { Mail } from '#platform/mail';
import { Db } from '#platform/database';
import { Jobs } from '#platform/jobs';
import { type Examination, examine } from '../apps/halyard/src/doctor/examine.js';
import { targetAt } from '../apps/halyard/src/doctor/visitor.js';
import { TestApplication } from './support/application.js';
import { NameServer } from './support/name-server.js';

let app: TestApplication;
let dns: NameServer;
let specs: TenantSpec[];
const servers: Server[] = [];

beforeAll(async () => {
  dns = await NameServer.start();
  app = await TestApplication.start({ dnsServers: [dns.address] });
  specs = parseTenantsFile(await readFile(app.config.tenantsFile, 'utf8'));
}, 60_000);
afterAll(async () => {
  await app.stop();
  await dns.stop();
});
afterEach(async () => {
  for (const server of servers.splice(0)) server.close();
  await app.app.get(TenantApply).apply(specs);
});

interface Wish {
  readonly url?: string;
  readonly signedIn?: boolean;
  readonly allowed?: string[];
}

/** What the command would print of the second label. */
function examined({ url, signedIn = false, allowed = [] }: Wish = {}): Promise<Examination> {
  const target = targetAt(url ?? `http://127.0.0.1:${app.port}`);
  return examine(app.app, { ...app.config, port: app.port }, 'puder', { target, allowed, signedIn });
}

const rulesOf = ({ findings }: Examination) => [...new Set(findings.map(({ rule }) => rule))];

/** A proxy before the product that changes what passes through. */
async function behind(
  change: (headers: http.OutgoingHttpHeaders, body: Buffer) => Buffer,
  host: (asked: string) => string = (asked) => asked,
): Promise<string> {
  const server = createProxy((request, response) => {
    const headers = { ...request.headers, host: host(request.headers.host ?? '') };
    const onward = http.request(
      { host: '127.0.0.1', port: app.port, method: request.method, path: request.url, headers, agent: false },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const sent: http.OutgoingHttpHeaders = { ...answer.headers };
          const body = change(sent, Buffer.concat(chunks));
          delete sent['content-length'];
          response.writeHead(answer.statusCode ?? 0, sent);
          response.end(body);
        });
      },
    );
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

describe('the examination of a live label', () => {
  it('finds nothing wrong with a label as it ships, and tells how much it looked at', async () => {
    await app.inside('puder', () =>
      app.app.get(Mail).send({
        to: { address: 'mia@lindenblatt.example', name: 'Mia' },
        template: 'welcome',
        data: { portal: 'brand', name: 'Mia', email: 'mia@lindenblatt.example', link: '/' },
        locale: 'de-DE',
      }),
    );
    await app.app.get(Jobs).idle();
    const found = await examined();
    expect(found.findings).toEqual([]);
    expect(found.answers).toBeGreaterThan(60);
    // Those that were sent, and one of each kind made for this.
    expect(found.mails).toBeGreaterThan(20);
  });

  it('looks behind the sign-in where it is asked to, and leaves no session', async () => {
    await app.staff('puder', 'owner');
    await app.member('puder', await app.organization('puder', 'Lindenblatt'), 'admin');
    const count = () => app.inside('puder', (db) => db.repo(Session).count({}));
    const [before, outside] = [await count(), await examined()];
    const inside = await examined({ signedIn: true });
    expect(inside.findings).toEqual([]);
    expect(inside.answers).toBeGreaterThan(outside.answers + 30);
    expect(await count()).toBe(before);
  });

  it('names what somebody in between adds', async () => {
    const url = await behind((headers, body) => {
      headers['server'] = 'Halyard/1.2';
      return String(headers['content-type']).startsWith('text/html')
        ? Buffer.from(body.toString().replace('</body>', '<p>Switchback Weekly</p></body>'))
        : body;
    });
    const found = await examined({ url });
    expect(rulesOf(found)).toEqual(expect.arrayContaining(['D101', 'D103', 'D104']));
    expect(found.findings.find(({ rule }) => rule === 'D101')).toMatchObject({
      place: expect.stringContaining('http://brands.puder.localhost'),
      says: 'headers: “halyard” in server',
      fix: expect.stringContaining('take the header off'),
    });
    const passed = await examined({ url, allowed: ['Halyard', 'switchback weekly', 'Switchback'] });
    expect(rulesOf(passed)).toEqual([]);
  });

  it('tells a host that is nobody’s, one that fails and one that does not answer apart', async () => {
    const elsewhere = await examined({
      url: await behind(
        (_, body) => body,
        () => 'nobody.localhost',
      ),
    });
    expect(rulesOf(elsewhere)).toEqual(['D202']);
    expect(elsewhere.findings).toHaveLength(4);
    const silent = await examined({ url: 'http://127.0.0.1:9' });
    expect(rulesOf(silent)).toEqual(['D201']);
    expect(silent.findings.map(({ place }) => place)).toContain('studio.puder.localhost');
  });

  it('names a certificate that browsers refuse', async () => {
    const ownSigned = createRequire(import.meta.url)(
      resolve('node_modules/smtp-server/dist/cjs/tls-options.js'),
    ) as (options: object) => object;
    const server = createTlsServer(ownSigned({}), (_request, response) => response.end('x'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    servers.push(server as unknown as Server);
    const { port } = server.address() as { port: number };
    const found = await examined({ url: `https://127.0.0.1:${port}` });
    expect(rulesOf(found)).toEqual(['D204']);
  });

  it('names words of another label in what this one says itself', async () => {
    const changed = specs.map((spec) =>
      spec.key === 'puder'
        ? { ...spec, mail: { ...spec.mail, postalAddress: 'c/o Switchback Weekly, Lindenhof 3, 50667 Köln' } }
        : spec,
    );
    await app.app.get(TenantApply).apply(changed);
    const { findings } = await examined();
    expect(findings).toContainEqual(
      expect.objectContaining({
        rule: 'D115',
        place: 'mail welcome (de-DE)',
        says: expect.stringContaining('Switchback Weekly'),
      }),
    );
  });

  it('names each record of an own host that is not as it must be, and what to set', async () => {
    const staff = await app.staff('puder', 'owner');
    const host = 'partners.lindenblatt-verlag.com';
    const { id } = (await staff.post('/hosts', { host, portal: 'brand' })).json<{ id: string }>();
    const { records } = (await staff.get(`/hosts/${id}`)).json<{
      records: { type: 'TXT' | 'CNAME'; name: string; value: string }[];
    }>();
    for (const { type, name, value } of records) dns.set(type, name, value);
    await staff.post(`/hosts/${id}/check`);
    // As the operator reaches it: all hosts at one place.
    expect((await examined()).findings).toEqual([]);
    dns.set('TXT', `_domain-proof.${host}`);
    dns.set('CNAME', host, 'elsewhere.example.com');
    const { findings } = await examined();
    expect(findings).toEqual([
      expect.objectContaining({
        rule: 'D208',
        place: `_domain-proof.${host}`,
        fix: expect.stringContaining('domain-proof='),
      }),
      expect.objectContaining({
        rule: 'D209',
        place: host,
        fix: expect.stringContaining('brands.puder.localhost'),
      }),
    ]);
    expect((await staff.post(`/hosts/${id}/remove`)).status).toBe(201);
  });

  it('names colours that cannot be read, however they got there', async () => {
    const tenantId = app.tenantId('puder');
    const write = (sql: string) =>
      app.app
        .get(Db)
        .asPlatform('a look that nothing would publish', (db) =>
          db.query({ name: `spec_${sql.length}`, text: sql, values: [tenantId] }),
        );
    await write(`UPDATE tenant SET revision = revision + 1,
      file_config = jsonb_set(file_config, '{tokens}', '{"color.ink": "#fefefe"}') WHERE id = $1`);
    await app.app.get(TenantDirectory).reload(tenantId);
    const { findings } = await examined();
    expect(findings[0]).toMatchObject({ rule: 'D402', place: 'look, tokens color.ink' });
    expect(findings[0]?.fix).toMatch(/#[0-9a-f]{6} passes/);
  });
});
