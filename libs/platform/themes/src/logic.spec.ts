import { describe, expect, it } from '@jest/globals';
import { logic } from './helpers/logic.js';

describe('and', () => {
  it('gives the first that is nothing, even where that is undefined, else the last', () => {
    const { and } = logic as unknown as { and: (...args: unknown[]) => unknown };
    expect(and(undefined, 'yes', {})).toBeUndefined();
    expect(and('', 'yes', {})).toBe('');
    expect(and('a', 'yes', {})).toBe('yes');
  });
});
