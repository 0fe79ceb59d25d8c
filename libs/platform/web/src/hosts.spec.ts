import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { contentDisposition } from './content-disposition.js';
import { isOwnPage } from './csrf.js';
import { hostOf } from './hosts.js';
import { pathWith, safeNext } from './paths.js';

function incoming(headers: Record<string, string>, from = '203.0.113.9'): IncomingMessage {
  return { headers, socket: { remoteAddress: from } } as unknown as IncomingMessage;
}

describe('the host of a request', () => {
  it.each([
    ['brands.one.example', 'brands.one.example'],
    ['Brands.One.Example:3000', 'brands.one.example'],
    ['brands.one.example.', 'brands.one.example'],
    ['', ''],
    ['brands.one.example/evil', ''],
    ['brands.one.example@evil.example', ''],
    ['evil.example, brands.one.example', ''],
    ['[::1]:3000', ''],
    ['brands_one', ''],
    ['-x', ''],
  ])('reads %s as %s', (host, expected) => {
    expect(hostOf(incoming({ host }), null)).toBe(expected);
  });

  const spoofed = { host: 'one.example', 'x-forwarded-host': 'two.example' };

  it('believes a forwarded host from the one configured proxy only', () => {
    expect(hostOf(incoming(spoofed), null)).toBe('one.example');
    expect(hostOf(incoming(spoofed), '198.51.100.1')).toBe('one.example');
    expect(hostOf(incoming(spoofed, '198.51.100.1'), '198.51.100.1')).toBe('two.example');
    expect(hostOf(incoming(spoofed, '::ffff:198.51.100.1'), '198.51.100.1')).toBe('two.example');
  });

  it('believes no list of forwarded hosts', () => {
    const list = { host: 'one.example', 'x-forwarded-host': 'two.example, three.example' };
    expect(hostOf(incoming(list, '198.51.100.1'), '198.51.100.1')).toBe('');
  });
});

describe('a form of this very host', () => {
  it.each([
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'none' }, true],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: 'http://one.example' }, false],
    [{ origin: 'http://one.example' }, true],
    [{ origin: 'http://two.example' }, false],
    [{ origin: 'http://one.example.evil.example' }, false],
    [{ origin: 'null' }, false],
    [{}, false],
    [{ referer: 'http://one.example/' }, false],
  ])('with %j: %s', (headers, own) => {
    const request = { headers: { host: 'one.example', ...headers } } as unknown as FastifyRequest;
    expect(isOwnPage(request)).toBe(own);
  });
});

describe('paths', () => {
  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/a b',
    '',
    undefined,
    7,
  ])('does not lead away by %s', (next) => {
    expect(safeNext(next)).toBe('/');
  });

  it('encodes what it fills in, and refuses to leave a gap', () => {
    expect(pathWith('/o/:org/x/:id', { org: 'a/b' }, { id: 'ü' })).toBe('/o/a%2Fb/x/%C3%BC');
    expect(() => pathWith('/x/:id', {})).toThrow('no id');
  });
});

describe('a file name in a header', () => {
  it('keeps any name and lets none break out', () => {
    expect(contentDisposition('a"\r\nset-cookie: x.pdf', false)).toBe(
      `attachment; filename="a___set-cookie: x.pdf"; filename*=UTF-8''a___set-cookie%3A%20x.pdf`,
    );
    expect(contentDisposition('Übersicht.pdf', true)).toContain("filename*=UTF-8''%C3%9Cbersicht.pdf");
  });
});
