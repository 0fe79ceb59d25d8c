import { describe, expect, it } from '@jest/globals';
import { rosterKey } from './creator.js';
import type { Platform } from './fields.js';
import { guessMapping } from './mapping.js';
import { normaliseRow } from './normalise.js';
import { toCsvLine, toPlainRow } from './plain.js';

function readRows(headers: string[], rows: string[][], platform: Platform = 'instagram') {
  const mapping = guessMapping(headers, rows, { filename: 'list.csv' });
  return rows.map((cells, index) =>
    normaliseRow({ row: index + 2, line: index + 2, cells }, mapping, { platform }),
  );
}

function creatorOf(headers: string[], cells: string[], platform: Platform = 'instagram') {
  const result = readRows(headers, [cells], platform)[0]!;
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return { ...result.creator, warned: result.warnings.map((warning) => warning.reason) };
}

function faultsOf(headers: string[], cells: string[], platform: Platform = 'instagram') {
  const [result] = readRows(headers, [['ok', ...headers.slice(1).map(() => '1')], cells], platform).slice(1);
  return result!.ok
    ? []
    : result!.errors.map(({ row, column, value, reason }) => ({ row, column, value, reason }));
}

describe('reading a row', () => {
  it.each<[string, Platform, string, string]>([
    ['@Some.One', 'instagram', 'Some.One', 'some.one'],
    ['https://www.instagram.com/Some.One/?hl=en', 'instagram', 'Some.One', 'some.one'],
    ['instagram.com/some_one', 'instagram', 'some_one', 'some_one'],
    ['\u200bsome_one\u200d', 'tiktok', 'some_one', 'some_one'],
    ['＠some_one', 'tiktok', 'some_one', 'some_one'],
    ['https://www.tiktok.com/@khaby.lame', 'tiktok', 'khaby.lame', 'khaby.lame'],
    ['https://youtube.com/@MrBeast', 'youtube', 'MrBeast', 'mrbeast'],
    ['https://www.youtube.com/c/TSeries', 'youtube', 'TSeries', 'tseries'],
    [
      'https://www.youtube.com/channel/UCX6OQ3DkcsbYNE6H8uQQuVA',
      'youtube',
      'UCX6OQ3DkcsbYNE6H8uQQuVA',
      'UCX6OQ3DkcsbYNE6H8uQQuVA',
    ],
    ['https://twitter.com/jack', 'x', 'jack', 'jack'],
  ])('finds the handle in %s', (cell, platform, handle, handleNorm) => {
    expect(creatorOf(['handle'], [cell], platform)).toMatchObject({
      handle,
      handleNorm,
      platform,
      handleDerived: false,
    });
  });

  it("takes a profile's address for handle and platform where the list has no handle", () => {
    const creator = creatorOf(['Name', 'Link'], ['Khaby', 'https://www.tiktok.com/@khaby.lame']);
    expect(creator).toMatchObject({
      platform: 'tiktok',
      handle: 'khaby.lame',
      profileUrl: 'https://www.tiktok.com/@khaby.lame',
    });
  });

  it('makes the handle of a channel from its name, so that two lists meet', () => {
    const first = creatorOf(['Channel name'], ['T-Series Music'], 'youtube');
    const second = creatorOf(['Youtuber'], ['tseries  MUSIC'], 'youtube');
    expect(first).toMatchObject({ displayName: 'T-Series Music', handleDerived: true });
    expect(rosterKey(first)).toBe(rosterKey(second));
  });

  it('never takes a name with lost letters for a whole one', () => {
    const broken = creatorOf(['Channel name'], ['Voc\ufffd\ufffd\ufffd'], 'youtube');
    expect(rosterKey(broken)).not.toBe(rosterKey(creatorOf(['Channel name'], ['Voc'], 'youtube')));
    expect(broken.warned).toEqual(['lettersLost']);
    expect(faultsOf(['Channel name', 'Subscribers'], ['\ufffd\ufffd \ufffd', '5'], 'youtube')).toEqual([
      { row: 3, column: 'Channel name', value: '\ufffd\ufffd \ufffd', reason: 'lettersLost' },
    ]);
    const whole = creatorOf(['Youtuber', 'Title'], ['Mar\ufffd\ufffd', 'Marilia Mendonca'], 'youtube');
    expect(whole).toMatchObject({ handle: 'mariliamendonca', displayName: 'Marilia Mendonca' });
  });

  it('refuses a row whose figure cannot be read, and names row, column, value and reason', () => {
    const headers = ['handle', 'followers', 'avg likes'];
    expect(faultsOf(headers, ['a', '#VALOR!', '5'])).toEqual([
      { row: 3, column: 'followers', value: '#VALOR!', reason: 'spreadsheetError' },
    ]);
    expect(faultsOf(headers, ['a', 'many', '-5'])).toEqual([
      { row: 3, column: 'followers', value: 'many', reason: 'notANumber' },
      { row: 3, column: 'avg likes', value: '-5', reason: 'negative' },
    ]);
    expect(faultsOf(headers, ['a', '99999999999999999999', '5'])[0]!.reason).toBe('tooLarge');
    expect(faultsOf(headers, ['a', '12.34', '5'])[0]!.reason).toBe('notWhole');
  });

  it('refuses a row without a handle, and one that has shifted', () => {
    expect(faultsOf(['handle', 'followers'], ['', '5'])[0]!.reason).toBe('handleMissing');
    expect(faultsOf(['handle', 'followers'], ['nan', '5'])[0]!.reason).toBe('handleMissing');
    expect(faultsOf(['handle', 'followers'], ['ann@mail.com', '5'])[0]!.reason).toBe('handleInvalid');
    expect(faultsOf(['handle', 'followers'], ['a', 'b', '5'])[0]!.reason).toBe('tooManyCells');
    expect(faultsOf(['handle', 'followers'], ['handle', 'followers'])[0]!.reason).toBe('headerRepeated');
  });

  it('keeps missing missing', () => {
    const headers = ['handle', 'followers', 'engagement rate', 'avg likes', 'country', 'category', 'email'];
    expect(creatorOf(headers, ['a', 'NaN', 'nan%', '--', 'NaN', '', 'n/a'])).toMatchObject({
      followers: null,
      engagementRatePpm: null,
      avgLikes: null,
      country: null,
      categories: [],
      email: null,
      warned: [],
    });
  });

  it('reads rates in parts per million', () => {
    const rateOf = (cell: string) => creatorOf(['handle', 'engagement rate'], ['a', cell]).engagementRatePpm;
    expect(['1.39%', '1,39 %', '0.20%', '2', '12.345%'].map(rateOf)).toEqual([
      13_900, 13_900, 2_000, 20_000, 123_450,
    ]);
    expect(creatorOf(['handle', 'engagement rate'], ['a', '250%']).warned).toEqual(['rateImplausible']);
  });

  it('falls back on the text where the number is missing or broken', () => {
    const headers = ['handle', 'followers', 'followers'];
    const good = ['b', '3.6M', '3600000'];
    const rows = readRows(headers, [
      good,
      good,
      good,
      ['a', '1.2M', ''],
      ['c', '1.2M', '#REF!'],
      ['d', '', '0'],
      ['e', '9M', '900'],
    ]);
    const seen = rows
      .slice(3)
      .map((row) => (row.ok ? [row.creator.followers, row.warnings.map((w) => w.reason)] : row.errors));
    expect(seen).toEqual([
      [1_200_000, []],
      [1_200_000, ['twinUnreadable']],
      [null, ['zeroBesideEmpty']],
      [900, ['twinsDisagree']],
    ]);
  });

  it('reads each cell as a careful person would have typed it', () => {
    const headers = [
      'handle',
      'display name',
      'platform',
      'country',
      'language',
      'city',
      'email',
      'phone',
      'gender',
      'category',
      'category 2',
      'rank',
    ];
    const cells = [
      '@Ann',
      ' netd mÃ¼zik ',
      'TikTok',
      "CÃ´te d'Ivoire",
      'Français',
      'Abidjan',
      'MAILTO:Ann@Example.COM',
      '+225 01 02 03 04',
      'weiblich',
      'Sports; Music',
      'Music',
      '1,000th',
    ];
    expect(creatorOf(headers, cells)).toMatchObject({
      handle: 'Ann',
      displayName: 'netd müzik',
      platform: 'tiktok',
      country: 'CI',
      language: 'fr',
      city: 'Abidjan',
      email: 'ann@example.com',
      phone: '+225 01 02 03 04',
      gender: 'female',
      categories: ['Sports', 'Music'],
      rank: 1000,
      warned: [],
    });
  });

  it('leaves out what it does not understand, and says so', () => {
    const headers = ['handle', 'display name', 'country', 'email', 'avg views'];
    const creator = creatorOf(headers, ['a', '#NAME?', 'Atlantis', 'not an address', '199.5']);
    expect(creator).toMatchObject({ displayName: null, country: null, email: null, avgViews: 200 });
    expect([...creator.warned].sort()).toEqual([
      'countryUnknown',
      'emailInvalid',
      'rounded',
      'spreadsheetError',
    ]);
  });

  it('gives back the list in its own columns with plain figures', () => {
    const headers = ['rank', 'handle', 'followers', 'eng rate', 'new post avg like', 'country'];
    const mapping = guessMapping(headers, [], { filename: '' });
    expect(toPlainRow(['1', 'a', '475.8m', '0.20%', '0.00', 'NaN'], mapping)).toEqual([
      '1',
      'a',
      '475800000',
      '0.2',
      '0.00',
      '',
    ]);
    expect(toCsvLine(['a', 'b "c"', 'd,e'])).toBe('a,"b ""c""","d,e"\r\n');
  });
});
