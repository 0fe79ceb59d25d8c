import { describe, expect, it } from '@jest/globals';
import { Money } from './money.js';

describe('Money', () => {
  it('splits so that the parts sum to the whole, largest remainder first', () => {
    const parts = Money.of(100, 'EUR').split([1n, 1n, 1n]);
    expect(parts.map((part) => part.minor)).toEqual([34n, 33n, 33n]);
  });

  it('splits negative amounts like positive ones', () => {
    const parts = Money.of(-101, 'EUR').split([2n, 1n]);
    expect(parts.reduce((sum, part) => sum + part.minor, 0n)).toBe(-101n);
  });

  it('refuses to add two currencies', () => {
    expect(() => Money.of(1, 'EUR').plus(Money.of(1, 'USD'))).toThrow('currency_mismatch');
  });

  it('rounds a share half away from zero', () => {
    expect(Money.of(50, 'USD').share(100).minor).toBe(1n);
    expect(Money.of(-50, 'USD').share(100).minor).toBe(-1n);
  });

  it('refuses an amount that JSON would blur', () => {
    expect(() => Money.of(2n ** 60n, 'USD').toJSON()).toThrow('amount_out_of_range');
  });
});
