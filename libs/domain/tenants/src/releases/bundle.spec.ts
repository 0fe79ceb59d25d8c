import { describe, expect, it } from '@jest/globals';
import type { DomainError } from '#platform/kernel';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { readBundle, writeBundle } from './bundle.js';
import type { LookContent } from './look-content.js';

const content: LookContent = {
  theme: 'base',
  tokens: {},
  words: {},
  navigation: {},
  logos: {},
  mail: {},
  legal: {},
};
const PICTURE = 'a'.repeat(32);
const manifest = strToU8(
  JSON.stringify({ format: 1, theme: { name: 'base', version: '1' }, exportedAt: 'now', content }),
);
const zip = (files: Zippable) => Buffer.from(zipSync({ 'look.json': manifest, ...files }));

function refusal(bytes: Buffer): unknown {
  try {
    readBundle(bytes);
    return null;
  } catch (error) {
    return (error as DomainError).params['why'] ?? String(error);
  }
}

/** The same zip with other sizes in its directory than it unpacks to. */
function lying(bytes: Buffer, claimed: number): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0;) {
    copy.writeUInt32LE(claimed, at + 24);
    at = copy.indexOf('PK\x01\x02', at + 4, 'latin1');
  }
  return copy;
}

describe('a bundle', () => {
  it('comes back as it was written', () => {
    const body = Buffer.from('<svg/>');
    const bytes = writeBundle(
      { content, themeVersion: '7', assets: new Map([[`${PICTURE}.svg`, body]]) },
      new Date('2031-01-01'),
    );
    expect(readBundle(bytes)).toEqual({
      content,
      themeVersion: '7',
      assets: new Map([[`${PICTURE}.svg`, body]]),
    });
  });

  it.each([
    ['../../etc/passwd'],
    ['assets/../../../look.json'],
    ['/etc/cron.d/x'],
    ['assets\\..\\x.svg'],
    [`${PICTURE}.svg`],
    [`assets/${PICTURE}.html`],
    [`assets/deeper/${PICTURE}.svg`],
    ['partials/head.hbs'],
    ['theme.json'],
    ['look.json/'],
  ])('is refused that holds %s', (name) => {
    expect(refusal(zip({ [name]: strToU8('x') }))).toBe('member');
  });

  it('is refused that unpacks to more than it may, before it is unpacked', () => {
    const bomb = zip({ [`assets/${PICTURE}.svg`]: new Uint8Array(64 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(200_000);
    const before = process.memoryUsage().arrayBuffers;
    expect(refusal(bomb)).toBe('size');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
  });

  it('unpacks to no more than it claims', () => {
    const bomb = lying(zip({ [`assets/${PICTURE}.svg`]: new Uint8Array(64 * 1024 * 1024) }), 900);
    let body: number;
    try {
      body = readBundle(bomb).assets.get(`${PICTURE}.svg`)?.length ?? 0;
    } catch {
      body = -1;
    }
    expect(body).toBeLessThanOrEqual(900);
  });

  it('is refused with more members than a look has', () => {
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, at) => [`assets/${String(at).padStart(32, '0')}.svg`, strToU8('x')]),
    );
    expect(refusal(zip(many))).toBe('size');
  });

  it.each([
    ['no zip', Buffer.from('not a zip at all')],
    ['nothing', Buffer.alloc(0)],
    ['a zip cut short', zip({}).subarray(0, 60)],
  ])('is refused that is %s', (_what, bytes) => {
    expect(refusal(bytes)).toBe('zip');
  });

  it.each([
    ['no manifest', Buffer.from(zipSync({ [`assets/${PICTURE}.svg`]: strToU8('x') }))],
    ['a manifest that is no JSON', Buffer.from(zipSync({ 'look.json': strToU8('{') }))],
    [
      'a template among its content',
      Buffer.from(
        zipSync({
          'look.json': strToU8(
            JSON.stringify({
              format: 1,
              theme: { name: 'base', version: '1' },
              exportedAt: '',
              content: { ...content, partials: { head: '<script>' } },
            }),
          ),
        }),
      ),
    ],
  ])('is refused that has %s', (_what, bytes) => {
    expect(refusal(bytes)).toBe('manifest');
  });
});
