import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApplication } from './support/application.js';
import { NameServer } from './support/name-server.js';

const installed = (() => {
  try {
    return execFileSync('caddy', ['version']).toString().trim();
  } catch {
    return null;
  }
})();
if (installed === null)
  process.stderr.write(
    '\n*** SKIPPED: no `caddy` on this machine, so deploy/Caddyfile is NOT tested (apt-get install caddy) ***\n\n',
  );

interface Shown {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
  /** Of the certificate's alternative names. */
  readonly names: string;
}

(installed === null ? describe.skip : describe)('behind a real Caddy with its own authority', () => {
  let dns: NameServer;
  let app: TestApplication;
  let caddy: ChildProcess;
  let port: number;
  let folder: string;

  beforeAll(async () => {
    dns = await NameServer.start();
    app = await TestApplication.start({ dnsServers: [dns.address], trustedProxy: '127.0.0.1' });
    folder = await mkdtemp(join(tmpdir(), 'caddy-'));
    port = await freePort();
    caddy = spawn('caddy', ['run', '--config', 'deploy/Caddyfile', '--adapter', 'caddyfile'], {
      stdio: 'ignore',
      env: {
        PATH: process.env['PATH'],
        HOME: folder,
        XDG_DATA_HOME: folder,
        XDG_CONFIG_HOME: folder,
        UPSTREAM: `127.0.0.1:${app.port}`,
        HTTP_PORT: String(await freePort()),
        HTTPS_PORT: String(port),
        TLS_ISSUER: 'internal',
        CADDY_ADMIN: 'off',
      },
    });
    const ready = () => get(app.host('switchback', 'brand'), '/sign-in').then(Boolean, () => false);
    await app.until(ready, 30_000);
  }, 90_000);
  afterAll(async () => {
    caddy.kill();
    await app.stop();
    await dns.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** What Caddy answers for a name; throws where it gives no certificate. */
  function get(servername: string, path: string, host = servername): Promise<Shown> {
    return new Promise((resolve, reject) => {
      // The authority is Caddy's own, made a moment ago: what is looked at is for whom it signs.
      const options = { host: '127.0.0.1', port, path, servername, rejectUnauthorized: false, agent: false };
      const outgoing = request({ ...options, headers: { host } }, (response) => {
        const { subjectaltname: names = '' } = (
          response.socket as unknown as { getPeerCertificate(): { subjectaltname?: string } }
        ).getPeerCertificate();
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, names }),
        );
      });
      outgoing.on('error', reject);
      outgoing.end();
    });
  }

  it('gets a certificate for a neutral host, and names nobody behind it', async () => {
    const host = app.host('switchback', 'brand');
    const page = await get(host, '/sign-in');
    expect([page.status, page.names]).toEqual([200, `DNS:${host}`]);
    expect(page.text).toContain('Switchback');
    expect([page.headers['server'], page.headers['via']]).toEqual([undefined, undefined]);
  });

  it('gets none for a name that is nobody’s, nor for one that is only claimed', async () => {
    await expect(get('nobody.example.com', '/')).rejects.toThrow();
    await claim('claimed.caddy-company.com');
    await expect(get('claimed.caddy-company.com', '/')).rejects.toThrow();
  });

  it('gets one as soon as a host is proven, which from then on is kept to TLS', async () => {
    const host = 'proven.caddy-company.com';
    const { staff, id, records } = await claim(host);
    for (const { type, name, value } of records) dns.set(type, name, value);
    expect((await staff.post(`/hosts/${id}/check`)).json()).toMatchObject({ state: 'active' });
    const page = await get(host, '/sign-in');
    expect([page.status, page.names]).toEqual([200, `DNS:${host}`]);
    expect(page.headers['strict-transport-security']).toMatch(/^max-age=/);
  });

  it('passes nobody on to the question for certificates', async () => {
    const host = app.host('switchback', 'brand');
    expect((await get(host, `/tls/ask?domain=${host}`)).status).toBe(404);
    expect((await get(host, `/tls/ask?domain=${host}`, '127.0.0.1')).status).toBe(421);
  });

  async function claim(host: string) {
    const staff = await app.staff('switchback', 'owner');
    const made = await staff.post('/hosts', { host, portal: 'influencer' });
    const { id } = made.json<{ id: string }>();
    const { records } = (await staff.get(`/hosts/${id}`)).json<{
      records: { type: 'TXT' | 'CNAME'; name: string; value: string }[];
    }>();
    return { staff, id, records };
  }
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
