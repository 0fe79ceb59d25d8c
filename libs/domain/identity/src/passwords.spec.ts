import { describe, expect, it } from '@jest/globals';
import { hashPassword, isOutdated, passwordFits, refuseCommon } from './passwords.js';
import { networkOf } from './throttle.service.js';

describe('passwords', () => {
  it('fit only themselves, and nothing fits where there is none', async () => {
    const stored = await hashPassword('a quiet lake at dawn');
    expect(await passwordFits(stored, 'a quiet lake at dawn')).toBe(true);
    expect(await passwordFits(stored, 'A quiet lake at dawn')).toBe(false);
    expect(await passwordFits(null, 'no account has this password')).toBe(false);
  });

  it('are hashed with today’s parameters, and known when they are not', async () => {
    expect(isOutdated(await hashPassword('a quiet lake at dawn'))).toBe(false);
    expect(isOutdated('$argon2id$v=19$m=8192,t=1,p=1$c2FsdHNhbHQ$aGFzaA')).toBe(true);
  });

  it('are refused when they are common, one letter repeated or the own address', () => {
    for (const bad of [
      'Passwort123!',
      'aaaaaaaaaaaa',
      'ada@client.example',
      'ADA@client.example',
      'ada20202020',
    ]) {
      expect(() => refuseCommon(bad, 'ada@client.example')).toThrow('password_too_common');
    }
    expect(() => refuseCommon('Lantern on the pier', 'ada@client.example')).not.toThrow();
  });
});

describe('networks', () => {
  it('are one address of IPv4 and a /64 of IPv6, however it is written', () => {
    expect(networkOf('::ffff:203.0.113.7')).toBe('203.0.113.7');
    expect(networkOf('203.0.113.7')).not.toBe(networkOf('203.0.113.8'));
    const same = [
      '2001:db8:0:12::1',
      '2001:0db8:0000:0012:ffff::9',
      '2001:db8::12:0:0:0:1',
      '2001:db8:0:12:1:2:3:4',
    ];
    expect(new Set(same.map(networkOf))).toEqual(new Set(['2001:db8:0:12']));
    expect(networkOf('2001:db8:0:13::1')).not.toBe('2001:db8:0:12');
  });
});
