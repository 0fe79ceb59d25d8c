import { describe, expect, it } from '@jest/globals';
import { countryOf } from './countries.js';
import { languageOf } from './languages.js';

describe('countries', () => {
  it.each([
    ['United States', 'US'],
    ['USA', 'US'],
    ['U.S.', 'US'],
    ['us', 'US'],
    ['Vereinigte Staaten', 'US'],
    ['EE. UU.', 'US'],
    ['Estados Unidos', 'US'],
    ['États-Unis', 'US'],
    ['Germany', 'DE'],
    ['Deutschland', 'DE'],
    ['Alemania', 'DE'],
    ['Allemagne', 'DE'],
    ['Alemanha', 'DE'],
    ['ألمانيا', 'DE'],
    ['Германия', 'DE'],
    ['DEU', 'DE'],
    ['🇩🇪', 'DE'],
    ['🇩🇪 Germany', 'DE'],
    ['UK', 'GB'],
    ['England', 'GB'],
    ['Reino Unido', 'GB'],
    ['South Korea', 'KR'],
    ['Korea, Republic of', 'KR'],
    ["Côte d'Ivoire", 'CI'],
    ['Ivory Coast', 'CI'],
    ["CÃ´te d'Ivoire", 'CI'],
    ['Czech Republic', 'CZ'],
    ['Türkiye', 'TR'],
    ['Turkey', 'TR'],
    ['Russia', 'RU'],
    ['Russian Federation', 'RU'],
    ['Viet Nam', 'VN'],
    ['Iran', 'IR'],
    ['UAE', 'AE'],
    ['British Virgin Islands', 'VG'],
    ['Puerto Rico', 'PR'],
    ['The Netherlands', 'NL'],
    ['Holland', 'NL'],
    ['Schweiz', 'CH'],
    ['Paris, France', 'FR'],
    ['日本', 'JP'],
    ['Brasil', 'BR'],
    ['Kosovo', 'XK'],
  ])('reads %s as %s', async (name, code) => {
    const { cleanText } = await import('./text.js');
    expect(countryOf(cleanText(name))).toBe(code);
  });

  it.each(['', '0', '10.2M', 'Atlantis', 'Music', 'zz', 'North', 'The'])(
    'knows no country called %j',
    (name) => {
      expect(countryOf(name)).toBeNull();
    },
  );

  it('reads languages by name, code and tag', () => {
    expect(
      ['German', 'Deutsch', 'de-AT', 'allemand', 'English', 'pt_BR', 'العربية', 'Klingon?'].map(languageOf),
    ).toEqual(['de', 'de', 'de', 'de', 'en', 'pt', 'ar', null]);
  });
});
