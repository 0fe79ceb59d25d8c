import { describe, expect, it } from '@jest/globals';
import { asTsvector, fold, searchQuery, searchWords, topicLexeme, vocabularyOf } from './search-words.js';

describe('the words of a search', () => {
  it.each([
    ['Müzik', 'muzik'],
    ['Straße', 'strasse'],
    ['Åsa Øberg', 'asa oberg'],
    ['İstanbul', 'istanbul'],
    ['Łódź', 'lodz'],
    ['ＮＥＴＤ', 'netd'],
  ])('folds %s to %s on both sides', (text, folded) => {
    expect(fold(text)).toBe(folded);
    expect(searchQuery(text)).toBe(
      folded
        .split(' ')
        .map((word) => `'${word}':*`)
        .join(' & '),
    );
  });

  it('finds a handle whole, in parts and without its marks, and a topic as one', () => {
    const words = searchWords({
      displayName: 'Leo Messi',
      handles: ['leo.messi_10'],
      topics: ['Video Games'],
    });
    expect([...words]).toEqual(['leo', 'messi', '10', 'leomessi10', 'video', 'games', '#video games']);
    expect(topicLexeme('video  GAMES')).toBe('#video games');
  });

  it('writes nothing that PostgreSQL would read as an operator', () => {
    expect(searchQuery("a' & !b:* | (c)")).toBe("'a' & 'b' & 'c'");
    expect(searchQuery(' \'":!&|()<-> ')).toBeNull();
    expect(asTsvector(searchWords({ displayName: "O'Neil \\ x", handles: [], topics: [] }))).toBe(
      "'o' 'neil' 'x'",
    );
  });

  it('takes at most eight words, and a single letter only whole', () => {
    expect(searchQuery('one two three four five six seven eight nine')).not.toContain('nine');
    expect(searchQuery('x ray')).toBe("'x' & 'ray':*");
  });

  it('learns words that can be mistyped, not figures and fragments', () => {
    expect(vocabularyOf('Bo Peep 2024', ['Outdoor', 'TV'])).toEqual(['peep', 'outdoor']);
  });
});
