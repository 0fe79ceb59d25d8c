import { createPrivateKey, createPublicKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runForTenant, systemActor } from '#platform/kernel';
import { SenderDomains } from '#domain/tenants';
import { TestApplication } from './support/application.js';
import type { Browser } from './support/http.js';
import { NameServer } from './support/name-server.js';

let dns: NameServer;
let app: TestApplication;
let switchback: Browser;

beforeAll(async () => {
  dns = await NameServer.start();
  app = await TestApplication.start({ dnsServers: [dns.address] });
  switchback = await app.staff('switchback', 'owner', 'owner@hosts.example');
}, 60_000);
afterAll(async () => {
  await app.stop();
  await dns.stop();
});

interface Sender {
  state: string;
  records: { purpose: string; name: string; value: string; verdict: string }[];
}

describe('a sender domain', () => {
  const domain = 'mail.trail-company.com';
  let id: string;
  const senders = () => app.app.get(SenderDomains);
  const current = () => runForTenant(app.tenantId('switchback'), systemActor, () => senders().current());
  const sender = async () => (await switchback.get(`/hosts/senders/${id}`)).json<Sender>();
  const checkSender = async () => (await switchback.post(`/hosts/senders/${id}/check`)).json<Sender>().state;

  it('signs nothing before all its records are right', async () => {
    id = (await switchback.post('/hosts/senders', { domain })).json<{ id: string }>().id;
    expect(await current()).toBeNull();
    const { records } = await sender();
    expect(records.map(({ purpose }) => purpose)).toEqual(['dkim', 'spf', 'dmarc']);
    for (const [at, { name, value }] of records.entries()) {
      expect([at, await checkSender()]).toEqual([at, 'pending']);
      dns.set('TXT', name, value);
    }
    expect(await checkSender()).toBe('verified');
    const key = await current();
    expect(key).toMatchObject({ domain });
    const published = /p=(.+)$/.exec(records[0]?.value ?? '')?.[1];
    const own = createPublicKey(createPrivateKey(key?.privateKey ?? ''));
    expect(own.export({ type: 'spki', format: 'der' }).toString('base64')).toBe(published);
  });

  it('adds to a policy that is there, and minds a second one', async () => {
    dns.set('TXT', domain, 'v=spf1 include:_spf.other.com -all', 'something else');
    await checkSender();
    const spf = (await sender()).records[1];
    expect(spf).toMatchObject({
      verdict: 'different',
      value: 'v=spf1 include:_spf.other.com include:_spf.localhost -all',
    });
    dns.set('TXT', domain, 'v=spf1 include:_spf.localhost ~all', 'v=spf1 -all');
    await checkSender();
    expect((await sender()).records[1]).toMatchObject({ verdict: 'several' });
    expect(await current()).not.toBeNull();
  });

  it('is given back without its key', async () => {
    expect((await switchback.post(`/hosts/senders/${id}/remove`)).status).toBeLessThan(300);
    expect(await current()).toBeNull();
    const kept = await app.inside('switchback', (db) =>
      db.one({
        name: 'hosts_spec_sender',
        text: 'SELECT private_key_sealed FROM sender_domain WHERE tenant_id = $1 AND id = $2',
        values: [app.tenantId('switchback'), id],
      }),
    );
    expect(kept).toEqual({ private_key_sealed: null });
  });
});
