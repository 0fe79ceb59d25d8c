import { describe, expect, it } from '@jest/globals';
import { momentIn } from './local-moment.js';

describe('a moment as clocks of a time zone call it', () => {
  it.each([
    ['Europe/Berlin', '2031-01-10T09:30', '2031-01-10T08:30:00.000Z'],
    ['Europe/Berlin', '2031-07-10T09:30', '2031-07-10T07:30:00.000Z'],
    ['America/Denver', '2031-07-10T22:00', '2031-07-11T04:00:00.000Z'],
    ['Asia/Dubai', '2031-07-10T01:00:30', '2031-07-09T21:00:30.000Z'],
    ['Pacific/Kiritimati', '2031-01-01T00:00', '2030-12-31T10:00:00.000Z'],
    ['UTC', '2031-05-01T10:00', '2031-05-01T10:00:00.000Z'],
  ])('reads %s %s', (zone, local, utc) => {
    expect(momentIn(zone, local)?.toISOString()).toBe(utc);
  });

  it('takes the first of an hour that comes twice, and goes on after one that is left out', () => {
    expect(momentIn('Europe/Berlin', '2030-10-27T02:30')?.toISOString()).toBe('2030-10-27T00:30:00.000Z');
    expect(momentIn('Europe/Berlin', '2030-03-31T02:30')?.toISOString()).toBe('2030-03-31T01:30:00.000Z');
  });

  it.each(['', 'tomorrow', '2031-13-01T10:00', '2031-05-01', '2031-05-01T10:00Z'])('refuses %p', (text) => {
    expect(momentIn('UTC', text)).toBeNull();
  });
});
