import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { decodeForm, nest, parseInput } from './form-decoder.js';
import { parseDate, parseDecimal, parseMoney } from './locale-input.js';

const german = { locale: 'de-DE', currency: 'EUR', timeZone: 'Europe/Berlin' };
const english = { locale: 'en-US', currency: 'USD', timeZone: 'America/Denver' };
const emirati = { locale: 'ar-AE', currency: 'AED', timeZone: 'Asia/Dubai' };
const yen = { locale: 'en-US', currency: 'JPY', timeZone: 'Asia/Tokyo' };

describe('amounts as people type them', () => {
  it.each([
    ['1.234,50', german, 123_450],
    ['1,234.50', english, 123_450],
    ['1.500', german, 150_000],
    ['1,500', english, 150_000],
    ['1,5', german, 150],
    ['1.5', german, 150],
    ['12.50', german, 1_250],
    ['€ 1.234,50', german, 123_450],
    ['1 234,50 €', german, 123_450],
    ['$1,234', english, 123_400],
    ['USD 99', english, 9_900],
    ['1’234.50', english, 123_450],
    ['-12,30', german, -1_230],
    ['0', english, 0],
    ['1,234', yen, 1_234],
    ['１２３', english, 12_300],
    ['١٬٢٣٤٫٥٠', emirati, 123_450],
    ['\u200f1,234.50 د.إ.\u200f', emirati, 123_450],
    ['99 درهم', emirati, 9_900],
  ])('reads %s', (typed, input, minor) => {
    expect(parseMoney(typed, input)).toBe(minor);
  });

  it.each([
    ['a lot', english],
    ['', english],
    ['1.234,567', german],
    ['12.345', { ...english, currency: 'USD' }],
    ['0.5', yen],
    ['1e5', english],
    ['99999999999999999999', english],
    ['--5', english],
  ])('refuses %s rather than guess', (typed, input) => {
    expect(parseMoney(typed, input)).toBeNull();
  });

  it('keeps decimals exact', () => {
    expect(parseDecimal('0,1', 'de-DE')).toBe('0.1');
    expect(parseDecimal('2,28,00,00,00,000', 'en-IN')).toBe('228000000000');
  });

  it('reads dates in the order of the place, and refuses days that are none', () => {
    expect(parseDate('03/04/2026', 'en-US')).toBe('2026-03-04');
    expect(parseDate('03.04.2026', 'de-DE')).toBe('2026-04-03');
    expect(parseDate('٠٣\u200f/٠٤\u200f/٢٠٢٦', 'ar-AE')).toBe('2026-04-03');
    expect(parseDate('2026-02-29', 'de-DE')).toBeNull();
    expect(parseDate('31.11.2026', 'de-DE')).toBeNull();
  });
});

describe('a form', () => {
  const Campaign = z.object({
    name: z.string(),
    budgetMinor: z.number().int().meta({ form: 'money' }),
    starts: z.string().meta({ form: 'date' }).optional(),
    shared: z.boolean().default(false),
    tags: z.array(z.string()).default([]).meta({ form: 'lines' }),
    deliverables: z.array(z.object({ platform: z.string(), quantity: z.number().optional() })).default([]),
    kinds: z.array(z.enum(['a', 'b'])).default([]),
    password: z.string().meta({ form: 'secret' }).optional(),
  });

  it('becomes what the JSON door takes, in the locale of the label', () => {
    const typed = {
      name: '  Winter\r\ntrails ',
      budgetMinor: '1.234,50',
      starts: '1.2.2026',
      shared: 'on',
      tags: 'snow, boots\ntrail',
      'deliverables.0.platform': 'tiktok',
      'deliverables.0.quantity': '2',
      'deliverables.2.platform': 'x',
      kinds: ['a', 'b'],
      password: ' spaces kept ',
    };
    expect(parseInput(Campaign, decodeForm(Campaign, typed, german))).toEqual({
      name: 'Winter\ntrails',
      budgetMinor: 123_450,
      starts: '2026-02-01',
      shared: true,
      tags: ['snow', 'boots', 'trail'],
      deliverables: [{ platform: 'tiktok', quantity: 2 }, { platform: 'x' }],
      kinds: ['a', 'b'],
      password: ' spaces kept ',
    });
  });

  it('takes one ticked box as a list of one, and none as an empty list', () => {
    expect(
      parseInput(Campaign, decodeForm(Campaign, { name: 'x', budgetMinor: '1', kinds: 'a' }, german)),
    ).toMatchObject({
      kinds: ['a'],
    });
    expect(parseInput(Campaign, decodeForm(Campaign, { name: 'x', budgetMinor: '1' }, german))).toMatchObject(
      {
        kinds: [],
        shared: false,
      },
    );
  });

  it('drops rows that were left blank', () => {
    const typed = {
      name: 'x',
      budgetMinor: '1',
      'deliverables.0.platform': '',
      'deliverables.1.platform': 'x',
    };
    expect(parseInput(Campaign, decodeForm(Campaign, typed, german))).toMatchObject({
      deliverables: [{ platform: 'x' }],
    });
  });

  it('names each fault by its path, with a code and what was typed left alone', () => {
    const typed = {
      name: '',
      budgetMinor: 'a lot',
      'deliverables.0.quantity': 'two',
      'deliverables.0.platform': 'x',
    };
    let errors: unknown;
    try {
      parseInput(Campaign, decodeForm(Campaign, typed, german));
    } catch (error) {
      errors = (error as { errors: unknown }).errors;
    }
    expect(errors).toMatchObject([
      { path: 'name', code: 'required' },
      { path: 'budgetMinor', code: 'not_a_number' },
      { path: 'deliverables.0.quantity', code: 'not_a_number' },
    ]);
  });

  it.each([
    '__proto__.polluted',
    'constructor.prototype.polluted',
    'a.__proto__.polluted',
    'a.constructor.x',
  ])('drops %s, which would reach a prototype', (key) => {
    const nested = nest({ [key]: 'yes', fine: 'x' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(nested['fine']).toBe('x');
    expect(JSON.stringify(nested)).not.toContain('yes');
  });

  it('drops keys nested deeper than any form goes, and survives keys that contradict each other', () => {
    expect(nest({ 'a.b.c.d.e.f.g': 'x' })).toEqual(Object.create(null));
    expect(() => nest({ a: 'x', 'a.b': 'y', 'a.b.c': 'z' })).not.toThrow();
  });
});
