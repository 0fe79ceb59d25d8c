import { describe, expect, it } from '@jest/globals';
import { numbered, slugFor } from './slug.js';

const called = (name: string, handle: string | null = null) => ({ name, handle });

describe('the name of a link', () => {
  it('is short, readable and of plain letters', () => {
    expect(slugFor(called('Maya Brandt', 'mayab'), 'Winter trails')).toBe('maya-brandt-winter');
    expect(slugFor(called('Käthe Größ'), 'Herbstglanz')).toBe('kaethe-groess-herbstglanz');
    expect(slugFor(called('صنّاع'), '冬')).toBe('link-link');
    expect(slugFor(called('X'), '')).toBe('x-link');
    expect(slugFor(called('سارة القاسمي', 'sara.alqasimi'), 'حكاية مساء')).toBe('sara-alqasimi');
  });

  it('fits what the table takes, whatever the names', () => {
    for (const name of ['a'.repeat(200), '--', 'Ünal Özgür-Çelik von der Straße', '😀 !', 'É'])
      expect(numbered(slugFor(called(name), name), 1_000)).toMatch(/^[a-z0-9-]{4,40}$/);
  });
});
