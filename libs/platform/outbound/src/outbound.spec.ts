import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { isPublicAddress } from './index.js';
import { Outbound } from './outbound.js';

const HOSTILE = [
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f.0.0.1/',
  'http://0177.0.0.1/',
  'http://0.0.0.0/',
  'http://localhost/',
  'http://sub.localhost/',
  'http://10.0.0.1/',
  'http://172.16.5.4/',
  'http://192.168.1.1:8080/',
  'http://169.254.169.254/latest/meta-data/',
  'http://100.64.0.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://240.0.0.1/',
  'http://192.0.2.1/',
  'http://198.18.0.1/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[::127.0.0.1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[64:ff9b:1::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001:0:7f00:1::]/',
  'http://[fe80::1]/',
  'http://[fc00::1]/',
  'http://[fd00:ec2::254]/',
  'http://[fec0::1]/',
  'http://[ff02::1]/',
  'http://[2001:db8::1]/',
  'file:///etc/passwd',
  'ftp://93.184.215.14/',
  'gopher://93.184.215.14/',
  'data:text/plain,x',
  'javascript:alert(1)',
  'http://user:secret@93.184.215.14/',
  'http://',
  'not a url',
];

let server: Server;
let origin: string;
let requests: IncomingMessage[] = [];
const strict = new Outbound({ allowLoopback: false });
const local = new Outbound({ allowLoopback: true });

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request);
    const url = new URL(request.url ?? '/', origin);
    if (url.pathname === '/to') {
      response.writeHead(Number(url.searchParams.get('status') ?? 302), {
        location: url.searchParams.get('url') ?? '/',
      });
      response.end();
    } else if (url.pathname === '/packed') {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync(Buffer.alloc(Number(url.searchParams.get('bytes')), 'a')));
    } else if (url.pathname === '/never') {
      response.writeHead(200);
      response.write('.');
    } else {
      response.writeHead(url.pathname === '/missing' ? 404 : 200, { 'content-type': 'text/plain' });
      response.end(`${request.method} ${url.pathname}`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('reaching out', () => {
  it.each(HOSTILE)('refuses %s', async (url) => {
    await expect(strict.fetch(url, { timeoutMs: 2_000 })).rejects.toMatchObject({
      kind: 'invalid',
      code: 'url_not_allowed',
    });
  });

  it('sends nothing to an address it refuses', async () => {
    requests = [];
    await expect(strict.fetch(origin)).rejects.toMatchObject({ code: 'url_not_allowed' });
    const { port } = server.address() as AddressInfo;
    await expect(strict.fetch(`http://localhost:${port}/`)).rejects.toMatchObject({
      code: 'url_not_allowed',
    });
    expect(requests).toEqual([]);
  });

  it.each([
    'http://169.254.169.254/',
    'http://[::ffff:10.0.0.1]/',
    'file:///etc/passwd',
    'http://10.1.2.3:1/',
  ])('refuses a redirect to %s', async (target) => {
    await expect(local.fetch(`${origin}/to?url=${encodeURIComponent(target)}`)).rejects.toMatchObject({
      code: 'url_not_allowed',
    });
  });

  it('lets only the loopback in when a test asks for it', async () => {
    await expect(local.fetch('http://10.0.0.1/')).rejects.toMatchObject({ code: 'url_not_allowed' });
    const answer = await local.fetch(`${origin}/page`);
    expect({
      status: answer.status,
      body: answer.body.toString(),
      type: answer.headers['content-type'],
    }).toEqual({
      status: 200,
      body: 'GET /page',
      type: 'text/plain',
    });
  });

  it('follows redirects, and says where it ended', async () => {
    const answer = await local.fetch(`${origin}/to?url=/page`, { method: 'POST', body: 'x' });
    expect({ url: answer.url, body: answer.body.toString() }).toEqual({
      url: `${origin}/page`,
      body: 'GET /page',
    });
    const kept = await local.fetch(`${origin}/to?status=307&url=/page`, { method: 'POST', body: 'x' });
    expect(kept.body.toString()).toBe('POST /page');
    await expect(local.fetch(`${origin}/to?url=/to`)).resolves.toMatchObject({ status: 200 });
    await expect(local.fetch(`${origin}/to?url=/to`, { maxRedirects: 0 })).rejects.toMatchObject({
      code: 'url_unreachable',
    });
  });

  it('takes no secret to another origin', async () => {
    requests = [];
    const elsewhere = origin.replace('127.0.0.1', 'localhost');
    await local.fetch(`${origin}/to?url=${encodeURIComponent(`${elsewhere}/x`)}`, {
      headers: { Authorization: 'Bearer s', Accept: 'text/html' },
    });
    expect(requests.map(({ headers }) => [headers.authorization, headers.accept])).toEqual([
      ['Bearer s', 'text/html'],
      [undefined, 'text/html'],
    ]);
  });

  it('refuses an answer that is too large, packed or not', async () => {
    await expect(local.fetch(`${origin}/packed?bytes=1000`, { maxBytes: 1_000 })).resolves.toMatchObject({
      status: 200,
    });
    await expect(
      local.fetch(`${origin}/packed?bytes=5000000`, { maxBytes: 1_000_000 }),
    ).rejects.toMatchObject({
      code: 'answer_too_large',
    });
  });

  it('gives up on what does not end', async () => {
    await expect(local.fetch(`${origin}/never`, { timeoutMs: 100 })).rejects.toMatchObject({
      code: 'url_unreachable',
    });
    await expect(local.fetch('http://127.0.0.1:1/')).rejects.toMatchObject({ code: 'url_unreachable' });
  });

  it('takes a refusal of the other side for an answer', async () => {
    await expect(local.fetch(`${origin}/missing`)).resolves.toMatchObject({ status: 404 });
  });

  it('resolves a host to an address that may be reached, or refuses it', async () => {
    await expect(strict.resolvePublic('localhost')).rejects.toMatchObject({ code: 'url_not_allowed' });
    await expect(strict.resolvePublic('1.1.1.1')).resolves.toBe('1.1.1.1');
    expect(isPublicAddress('2606:4700:4700::1111')).toBe(true);
  });
});
