import { describe, expect, it } from '@jest/globals';
import { type FeeLayer, netFor, priceFor, shareOut } from './waterfall.js';

const layers: FeeLayer[] = [
  { name: 'influencerManager', basisPoints: 1_500, fixedMinor: 0 },
  { name: 'agency', basisPoints: 333, fixedMinor: 25 },
  { name: 'label', basisPoints: 2_000, fixedMinor: 0 },
];

const sum = (parts: readonly { amountMinor: number }[]) =>
  parts.reduce((total, { amountMinor }) => total + amountMinor, 0);

describe('the waterfall', () => {
  it('sums net and layers to the price exactly, for any net', () => {
    for (let net = 1; net < 3_000; net += 7) {
      const split = priceFor(net, layers);
      expect(split.netMinor + sum(split.layers)).toBe(split.priceMinor);
      expect(split.layers.every(({ amountMinor }) => amountMinor >= 0)).toBe(true);
    }
  });

  it('adds a plain mark-up as people expect', () => {
    expect(priceFor(100_000, [{ name: 'label', basisPoints: 2_000, fixedMinor: 0 }]).priceMinor).toBe(
      120_000,
    );
  });

  it('leaves a net whose layers sum to the price that was typed', () => {
    for (let price = 60; price < 5_000; price += 11) {
      const split = netFor(price, layers);
      expect(split.netMinor + sum(split.layers)).toBe(price);
      expect(priceFor(split.netMinor + 1, layers).priceMinor).toBeGreaterThan(price);
    }
  });

  it('refuses a price that the fees alone exceed', () => {
    expect(() => netFor(10, layers)).toThrow('price_below_fees');
  });

  it('shares a fee over deliverables without losing a unit', () => {
    expect(shareOut(100, 3)).toEqual([34, 33, 33]);
  });
});
