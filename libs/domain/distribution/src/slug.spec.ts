import { describe, expect, it } from '@jest/globals';
import { numbered, slugFor } from './slug.js';

describe('the name of a link', () => {
  it('is short, readable and of plain letters', () => {
    expect(slugFor('Maya Brandt', 'Winter trails')).toBe('maya-brandt-winter');
    expect(slugFor('Käthe Größ', 'Herbstglanz')).toBe('kaethe-groess-herbstglanz');
    expect(slugFor('صنّاع', '冬')).toBe('link-link');
    expect(slugFor('X', '')).toBe('x-link');
  });

  it('fits what the table takes, whatever the names', () => {
    for (const name of ['a'.repeat(200), '--', 'Ünal Özgür-Çelik von der Straße', '😀 !', 'É'])
      expect(numbered(slugFor(name, name), 1_000)).toMatch(/^[a-z0-9-]{4,40}$/);
  });
});
