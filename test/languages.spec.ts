import { describe, expect, it } from '@jest/globals';
import { NAMES, textsOf } from './browser/support/page-words.js';

/** Rooms of names that languages share or not, as it happens. */
const OF_NAMES = /^(?:countries|languages|(?:campaigns|roster)\.platforms|formulas\.\w+\.name)\b/;

/** German took these from English, or both from elsewhere. */
const SHARED = new Set(
  `Blog Budget Desktop Domain Domains Engagement Favicon Format Handle Hashtags Host ID Likes Links Live Logo Logos
   Name Navigation Outdoor Person Podcast Portal Position Reel Sandbox Short Software Status Story Studio Team Text Theme URL
   Version Video Website Test optional Influencer`.split(/\s+/),
);

/** A text without what is put into it, names that are the same everywhere, and signs. */
function saidIn(text: string): string[] {
  const words = text.replace(/\{[^{}]*\}/g, ' ').match(/\p{L}[\p{L}\p{M}-]*/gu) ?? [];
  const names = new Set(NAMES.split(' '));
  return words.filter((word) => !names.has(word.toLowerCase()));
}

describe.each(['de', 'ar'])('the texts of %s', (language) => {
  const english = textsOf('en');
  const own = textsOf(language);

  it('are as many as the English ones', () => {
    expect(Object.keys(own).toSorted()).toEqual(Object.keys(english).toSorted());
  });

  it('say in their own words what English says', () => {
    const left = Object.entries(own).filter(
      ([key, text]) =>
        text === english[key] &&
        !OF_NAMES.test(key) &&
        !key.startsWith('look.sample.') &&
        saidIn(text).some((word) => !SHARED.has(word)),
    );
    expect(left).toEqual([]);
  });
});

/** What an Arabic sentence quotes besides: records, columns of files, fields of the API. */
const QUOTED = 'javascript alias aname a aaaa p none quarantine reject views likes comments xls agreement';

describe('the texts of ar', () => {
  const known = new Set(`${NAMES} ${QUOTED}`.split(' '));

  it('hold no Latin word but names', () => {
    const left = Object.entries(textsOf('ar')).flatMap(([key, text]) => {
      // Choices of a plural are keywords; markup is written in Latin letters.
      const spoken = text
        .replace(/\{\w+, *(?:plural|select|selectordinal),|\{\w+, *number[^{}]*\}/g, ' ')
        .replace(/\b(?:zero|one|two|few|many|other|\w+) *(?=\{)/g, ' ')
        .replace(/\{\w+\}|<[^>]*>|[a-z]+:\/\/\S*|\b[\w-]+(?:[.@][\w-]+)+/g, ' ');
      const latin = (spoken.match(/\p{Script=Latin}[\p{Script=Latin}\p{M}-]*/gu) ?? []).filter(
        (word) => !known.has(word.toLowerCase()),
      );
      return latin.length > 0 ? [`${key}: ${latin.join(' ')}`] : [];
    });
    expect(left).toEqual([]);
  });
});
