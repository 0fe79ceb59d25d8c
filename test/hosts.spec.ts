import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { moveClock } from '#platform/kernel';
import { NameUpkeep, TenantDirectory } from '#domain/tenants';
import { Jobs } from '#platform/jobs';
import { PASSWORD, TestApplication } from './support/application.js';
import { Browser } from './support/http.js';
import { NameServer } from './support/name-server.js';

let dns: NameServer;
let app: TestApplication;
let other: TestApplication;
let switchback: Browser;
let puder: Browser;

beforeAll(async () => {
  dns = await NameServer.start();
  app = await TestApplication.start({ dnsServers: [dns.address] });
  other = await TestApplication.startBeside(app, { dnsServers: [dns.address] });
  switchback = await app.staff('switchback', 'owner', 'owner@hosts.example');
  puder = await app.staff('puder', 'owner', 'owner@hosts.example');
}, 120_000);
afterAll(async () => {
  await other.stop();
  await app.stop();
  await dns.stop();
});

interface Host {
  id: string;
  state: string;
  failingSince: string | null;
  records: { purpose: string; name: string; value: string; verdict: string }[];
}

async function claim(staff: Browser, host: string, portal = 'brand'): Promise<Host> {
  const made = await staff.post('/hosts', { host, portal });
  if (made.status !== 201) throw new Error(made.text);
  return read(staff, made.json<{ id: string }>().id);
}
const read = async (staff: Browser, id: string) => (await staff.get(`/hosts/${id}`)).json<Host>();
const check = (staff: Browser, id: string) => staff.post(`/hosts/${id}/check`);
const release = (staff: Browser, id: string) => staff.post(`/hosts/${id}/remove`);
const code = (answer: { json<T>(): T }) => answer.json<{ code: string }>().code;

function prove({ records }: Host): void {
  const record = records.find(({ purpose }) => purpose === 'ownership');
  if (record) dns.set('TXT', record.name, record.value);
}
function lead({ records }: Host): void {
  const record = records.find(({ purpose }) => purpose === 'route');
  if (record) dns.set('CNAME', record.name, record.value);
}
/** A host that is proven and leads here. */
async function active(host: string): Promise<Host> {
  const claimed = await claim(switchback, host);
  prove(claimed);
  lead(claimed);
  await check(switchback, claimed.id);
  return read(switchback, claimed.id);
}

/** What the proxy is told when it asks for a certificate. */
const ask = (host: string, headers: Record<string, string> = {}, at = app) =>
  new Browser(at.port, '127.0.0.1')
    .send('GET', `/tls/ask?domain=${host}`, undefined, headers)
    .then(({ status }) => status);
const at = (host: string, path = '/sign-in', where = app) => new Browser(where.port, host).page(path);

describe('an own host', () => {
  const host = 'partners.trail-company.com';
  let claimed: Host;

  beforeAll(async () => {
    claimed = await claim(switchback, host);
    lead(claimed);
  });
  afterAll(() => release(switchback, claimed.id));

  it('is routed nowhere and gets no certificate before it is proven', async () => {
    // As a process that starts now reads them.
    await app.app.get(TenantDirectory).reload(null);
    expect([claimed.state, (await at(host)).status, await ask(host)]).toEqual(['pending', 421, 404]);
  });

  it('is not proven by leading here', async () => {
    expect((await check(switchback, claimed.id)).json()).toMatchObject({ state: 'pending' });
    expect([(await at(host)).status, await ask(host)]).toEqual([421, 404]);
  });

  it('is bound to 256 random bits', () => {
    expect(claimed.records[0]?.value).toMatch(/^domain-proof=[\w-]{43}$/);
  });

  it('is served by every process within a second of its proof, and becomes the home of its portal', async () => {
    prove(claimed);
    expect((await check(switchback, claimed.id)).json()).toMatchObject({ state: 'active' });
    await other.until(async () => (await at(host, '/sign-in', other)).status === 200, 1_000);
    expect([(await at(host)).status, await ask(host), await ask(host.toUpperCase())]).toEqual([
      200, 200, 200,
    ]);
    const directory = app.app.get(TenantDirectory);
    expect(directory.linkTo('brand', '/x', app.tenantId('switchback'))).toContain(`//${host}`);
  });

  it('takes over pages of the neutral host, and neither its forms nor its API', async () => {
    const neutral = app.browser('switchback', 'brand');
    const page = await neutral.page('/sign-in?next=%2Fx');
    expect([page.status, page.headers['location']]).toEqual([
      302,
      `http://${host}:${app.port}/sign-in?next=%2Fx`,
    ]);
    expect((await neutral.submit('/sign-in', { email: 'a@b.example', password: 'wrong wrong' })).status).toBe(
      401,
    );
    expect((await neutral.get('/openapi.json')).status).not.toBe(302);
    const asset = /\/assets\/[\w.-]+\.css/.exec((await at(host)).text)?.[0] ?? '';
    expect((await neutral.page(asset)).status).toBe(200);
  });

  it('is no home while DNS is wrong, and is suspended after the grace', async () => {
    dns.set('CNAME', host, 'elsewhere.net');
    expect((await check(switchback, claimed.id)).json()).toMatchObject({ state: 'active' });
    expect((await app.browser('switchback', 'brand').page('/sign-in')).status).toBe(200);
    expect((await at(host)).status).toBe(200);
    moveClock(73 * 3_600_000);
    try {
      const again = await app.browser('switchback', 'studio').signIn('owner@hosts.example', PASSWORD);
      expect((await check(again, claimed.id)).json()).toMatchObject({ state: 'suspended' });
    } finally {
      moveClock(0);
    }
    expect([(await at(host)).status, await ask(host)]).toEqual([421, 404]);
    // Either process may send it.
    const sent = () => [...app.mailbox.list(), ...other.mailbox.list()];
    const subjects = () => sent().filter(({ subject }) => subject.includes(host));
    await app.until(() => subjects().length === 2);
  });

  it('comes back once DNS is right again', async () => {
    lead(claimed);
    expect((await check(switchback, claimed.id)).json()).toMatchObject({ state: 'active' });
    expect((await at(host)).status).toBe(200);
  });

  it('loses nothing while name servers do not answer', async () => {
    for (const { name } of claimed.records) dns.fail(name, true);
    expect((await check(switchback, claimed.id)).json()).toMatchObject({ state: 'active' });
    const shown = await read(switchback, claimed.id);
    expect(shown.failingSince).toBeNull();
    expect(shown.records.map(({ verdict }) => verdict)).toEqual(['unanswered', 'unanswered']);
    for (const { name } of claimed.records) dns.fail(name, false);
  });

  it('is looked at daily', async () => {
    dns.set('TXT', claimed.records[0]?.name ?? '');
    await app.app.get(NameUpkeep).look();
    await app.app.get(Jobs).idle();
    await app.until(async () => (await read(switchback, claimed.id)).failingSince !== null);
    prove(claimed);
    await check(switchback, claimed.id);
  });

  it('keeps its sessions to itself', async () => {
    const stands = await active('members.trail-company.com');
    const organization = await app.organization('switchback', 'Nordvik');
    await app.member('switchback', organization, 'admin', 'admin@sessions.example');
    const own = await new Browser(app.port, 'members.trail-company.com').signIn(
      'admin@sessions.example',
      PASSWORD,
    );
    const { name, value } = own.sessionCookie ?? { name: '', value: '' };
    const path = `/o/${organization}/campaigns`;
    expect((await own.page(path)).status).toBe(200);
    const cookie = { cookie: `${name}=${value}` };
    const elsewhere = [app.host('switchback', 'studio'), app.host('puder', 'brand')];
    for (const where of elsewhere) {
      const answer = await new Browser(app.port, where).page(path, cookie);
      expect([where, answer.status]).toEqual([where, expect.not.stringMatching('200')]);
      expect(answer.text).not.toContain('Nordvik');
    }
    // The same portal of the same label, under its other name.
    await release(switchback, stands.id);
    const neutral = await app.browser('switchback', 'brand').page(path, cookie);
    expect(neutral.status).not.toBe(200);
    expect(
      (
        await app
          .browser('switchback', 'brand')
          .send('GET', `/api/v1${path}`, undefined, { authorization: `Bearer ${own.token}` })
      ).status,
    ).toBe(401);
  });
});

describe('a take-over', () => {
  const host = 'partners.prize-company.com';

  it('is refused at every step', async () => {
    const mine = await claim(switchback, host);
    const theirs = await claim(puder, host);
    // Another label's record proves nothing for this one.
    prove(mine);
    lead(mine);
    expect((await check(puder, theirs.id)).json()).toMatchObject({ state: 'pending' });
    expect((await check(switchback, mine.id)).json()).toMatchObject({ state: 'active' });
    // Proven by one, it is not to be had by another, whatever they can set.
    prove(theirs);
    const late = await check(puder, theirs.id);
    expect([late.status, code(late)]).toEqual([409, 'host_taken']);
    expect((await at(host)).text).toContain('Switchback');
    // Released, it is nobody's, also for whoever still has its records.
    prove(mine);
    expect((await release(switchback, mine.id)).status).toBeLessThan(300);
    expect([(await at(host)).status, await ask(host)]).toEqual([421, 404]);
    expect((await check(switchback, mine.id)).status).toBe(404);
    const anew = await claim(switchback, host);
    expect(anew.records[0]?.value).not.toBe(mine.records[0]?.value);
    expect((await check(switchback, anew.id)).json()).toMatchObject({ state: 'pending' });
    // Who proves it then has it.
    prove(theirs);
    expect((await check(puder, theirs.id)).json()).toMatchObject({ state: 'verified' });
    expect((await at(host)).text).toContain('Puder');
  });

  it('leaves one winner of a race', async () => {
    const name = 'race.prize-company.com';
    const mine = await claim(switchback, name);
    const theirs = await claim(puder, name);
    const proofs = [mine, theirs].map(({ records }) => records[0]?.value ?? '');
    dns.set('TXT', mine.records[0]?.name ?? '', ...proofs);
    const answers = await Promise.all([check(switchback, mine.id), check(puder, theirs.id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('does not succeed with a record that is too old', async () => {
    const old = await claim(switchback, 'old.prize-company.com');
    prove(old);
    moveClock(8 * 86_400_000);
    try {
      const later = await app.browser('switchback', 'studio').signIn('owner@hosts.example', PASSWORD);
      const answer = await check(later, old.id);
      expect([answer.status, code(answer)]).toEqual([410, 'host_token_expired']);
      await later.post(`/hosts/${old.id}/renew`);
      expect((await check(later, old.id)).json()).toMatchObject({ state: 'pending' });
    } finally {
      moveClock(0);
    }
    expect(await ask('old.prize-company.com')).toBe(404);
  });
});

describe('the question for a certificate', () => {
  it('is answered for hosts of the tenants file', async () => {
    expect(await ask(app.host('puder', 'studio'))).toBe(200);
    expect(await ask('nobody.example.com')).toBe(404);
  });

  it('is no page of any label, and no stranger’s', async () => {
    const host = app.host('switchback', 'edge');
    for (const kind of ['brand', 'influencer', 'studio', 'edge'] as const)
      expect((await app.browser('switchback', kind).page(`/tls/ask?domain=${host}`)).status).toBe(404);
    expect(await ask(host, { 'x-forwarded-for': '203.0.113.9' })).toBe(421);
    expect(await ask(host, { 'x-forwarded-host': host })).toBe(421);
  });
});

/** What a client can write where the host belongs. */
describe('a spoofed host', () => {
  const raw = (head: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(app.port, '127.0.0.1', () =>
        socket.write(`${head}\r\nConnection: close\r\n\r\n`),
      );
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('end', () => resolve(text));
      socket.on('error', reject);
    });
  const mine = () => app.host('switchback', 'influencer');
  const theirs = () => app.host('puder', 'influencer');
  const get = (headers: string, target = '/sign-in') => raw(`GET ${target} HTTP/1.1\r\n${headers}`);

  it.each([
    ['as it is', () => `Host: ${mine()}`, 'Switchback'],
    ['with a port', () => `Host: ${mine()}:8443`, 'Switchback'],
    ['in capitals', () => `Host: ${mine().toUpperCase()}`, 'Switchback'],
    ['with the root’s dot', () => `Host: ${mine()}.`, 'Switchback'],
    ['forwarded by nobody who may', () => `Host: ${mine()}\r\nX-Forwarded-Host: ${theirs()}`, 'Switchback'],
    ['forwarded in the new way', () => `Host: ${mine()}\r\nForwarded: host=${theirs()}`, 'Switchback'],
    ['with another original', () => `Host: ${mine()}\r\nX-Original-Host: ${theirs()}`, 'Switchback'],
    ['with another of HTTP/2', () => `Host: ${mine()}\r\nX-Host: ${theirs()}`, 'Switchback'],
    ['with somebody’s name before it', () => `Host: ${mine()}@${theirs()}`, null],
    ['with a path', () => `Host: ${theirs()}/${mine()}`, null],
    ['as a list', () => `Host: ${mine()}, ${theirs()}`, null],
    ['with two dots', () => `Host: ${mine()}..`, null],
    ['with a port that is none', () => `Host: ${mine()}:80@${theirs()}`, null],
    ['with a name before', () => `Host: x.${mine()}`, null],
    ['with a name behind', () => `Host: ${mine()}.evil.com`, null],
    ['as an address', () => 'Host: 127.0.0.1', null],
    ['as an address of IPv6', () => 'Host: [::1]', null],
    ['as a mapped address', () => 'Host: [::ffff:127.0.0.1]:80', null],
    ['with a space', () => `Host: ${mine()} ${theirs()}`, null],
    ['empty', () => 'Host:', null],
  ])('%s', async (_name, headers, label) => {
    const answer = await get(headers());
    if (label === null) {
      expect(answer).toMatch(/^HTTP\/1\.1 4(21|00) /);
      expect(answer).not.toMatch(/Switchback|Puder/);
    } else {
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
      expect(answer).toContain(label);
      expect(answer).not.toContain('Puder');
    }
  });

  it('twice', async () => {
    const answer = await get(`Host: ${mine()}\r\nHost: ${theirs()}`);
    expect(answer).not.toContain('Puder');
  });

  it('in the request line', async () => {
    const answer = await get(`Host: ${mine()}`, `http://${theirs()}/sign-in`);
    expect(answer).not.toContain('Puder');
  });

  it('absent', async () => {
    expect(await raw('GET /sign-in HTTP/1.1\r\nX: y')).toMatch(/^HTTP\/1\.1 4/);
  });
});

describe('a promise of TLS', () => {
  it('is made over TLS, by own hosts that lead here', async () => {
    const beside = await TestApplication.startBeside(app, {
      dnsServers: [dns.address],
      trustedProxy: '127.0.0.1',
    });
    try {
      const host = await claim(switchback, 'secure.trail-company.com', 'influencer');
      prove(host);
      lead(host);
      await check(switchback, host.id);
      const own = 'secure.trail-company.com';
      await beside.until(async () => (await at(own, '/sign-in', beside)).status === 200);
      const by = (proto: string, name: string) =>
        new Browser(beside.port, name).page('/sign-in', {
          'x-forwarded-proto': proto,
          'x-forwarded-host': name,
        });
      const hsts = async (proto: string, name: string) =>
        (await by(proto, name)).headers['strict-transport-security'];
      expect(await hsts('https', own)).toMatch(/^max-age=\d{8}/);
      expect(await hsts('http', own)).toBeUndefined();
      expect(await hsts('https', app.host('puder', 'influencer'))).toBeUndefined();
      await release(switchback, host.id);
    } finally {
      await beside.stop();
    }
  });
});

describe('the studio', () => {
  it('shows the records of a host, what DNS says of each, and what to do', async () => {
    const host = await claim(switchback, 'shown.trail-company.com');
    await check(switchback, host.id);
    const page = await switchback.page(`/hosts/${host.id}`);
    const text = page.text.replaceAll('&#x3D;', '=');
    expect(page.status).toBe(200);
    for (const { name, value } of host.records) {
      expect(text).toContain(name);
      expect(text).toContain(`data-copy="${value}"`);
    }
    expect((await switchback.page('/hosts')).text).toContain('shown.trail-company.com');
    expect((await puder.page('/hosts')).text).not.toContain('shown.trail-company.com');
    expect((await puder.get(`/hosts/${host.id}`)).status).toBe(404);
  });

  it('lets staff look, and owners change', async () => {
    const viewer = await app.staff('switchback', 'viewer');
    expect((await viewer.page('/hosts')).status).toBe(200);
    expect((await viewer.post('/hosts', { host: 'x.trail-company.com', portal: 'brand' })).status).toBe(403);
  });
});
