import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { type RosterCreator, type RowError, type RowWarning, rosterKey } from './creator.js';
import { type RosterMapping, guessMapping } from './mapping.js';
import { normaliseRow } from './normalise.js';
import { toCsvLine, toPlainRow } from './plain.js';
import { openRosterFile } from './roster-file.js';

const FOLDER = fileURLToPath(new URL('../../../../../../shared/data/rosters/', import.meta.url));
const present = existsSync(FOLDER);
if (!present) console.error(`!!! The real creators' lists are not at ${FOLDER}: none of them was read.`);

interface ListRead {
  mapping: RosterMapping;
  encoding: string | null;
  delimiter: string | null;
  rows: number;
  creators: RosterCreator[];
  errors: RowError[];
  warnings: RowWarning[];
  duplicates: number;
  plain: string;
}

async function readList(name: string): Promise<ListRead> {
  const file = await openRosterFile({ path: FOLDER + name });
  const mapping = guessMapping(file.headers, file.sample, { filename: name });
  const creators: RosterCreator[] = [];
  const errors: RowError[] = [];
  const warnings: RowWarning[] = [];
  let rows = 0;
  let plain = toCsvLine(file.headers);
  for await (const row of file) {
    rows++;
    plain += toCsvLine(toPlainRow(row.cells, mapping));
    const result = normaliseRow(row, mapping);
    if (result.ok) {
      creators.push(result.creator);
      warnings.push(...result.warnings);
    } else errors.push(...result.errors);
  }
  const duplicates = creators.length - new Set(creators.map(rosterKey)).size;
  return {
    mapping,
    encoding: file.encoding,
    delimiter: file.delimiter,
    rows,
    creators,
    errors,
    warnings,
    duplicates,
    plain,
  };
}

const count = (list: readonly { reason: string }[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(list, ({ reason }) => reason)].map(([reason, of]) => [reason, of.length]),
  );
const find = (list: ListRead, handleNorm: string): RosterCreator | undefined =>
  list.creators.find((c) => c.handleNorm === handleNorm);

(present ? describe : describe.skip)("the real creators' lists", () => {
  it('instagram-top-200 comes out as its expected list, to the byte', async () => {
    const list = await readList('instagram-top-200.csv');
    expect(list).toMatchObject({
      rows: 200,
      errors: [],
      duplicates: 0,
      mapping: { platform: { platform: 'instagram' } },
    });
    expect(list.plain).toBe(await readFile(`${FOLDER}instagram-top-200.expected.csv`, 'utf8'));
    expect(find(list, 'leomessi')).toMatchObject({
      followers: 357_300_000,
      posts: 890,
      engagementRatePpm: 12_400,
      totalLikes: 6_000_000_000,
      country: null,
    });
    expect(find(list, 'hrithikroshan')?.country).toBe('CI');
    expect(find(list, 'rkive')).toMatchObject({ engagementRatePpm: null, newPostAvgLikes: 0 });
    const expected = await readList('instagram-top-200.expected.csv');
    expect(expected.creators).toEqual(list.creators);
  });

  it('instagram-2022-06 finds the country under "Views avg."', async () => {
    const list = await readList('instagram-2022-06.csv');
    expect(list).toMatchObject({ rows: 1022, errors: [], duplicates: 43 });
    expect(list.mapping.columns[6]).toMatchObject({
      header: 'Views avg.',
      field: 'country',
      reason: 'valuesAgainstHeader',
    });
    expect(list.mapping.doubts).toEqual(['commentsExceedLikes']);
    expect(count(list.warnings)).toEqual({ zeroBesideEmpty: 16, countryUnknown: 3, spreadsheetError: 1 });
    expect(find(list, '_hakkencoser_')).toMatchObject({
      displayName: 'Hakken 八犬',
      followers: 3_500_000,
      avgLikes: 525_100,
      country: 'US',
      categories: ['Lifestyle', 'Photography'],
    });
    expect(list.creators.filter((c) => c.country === null)).toHaveLength(16);
  });

  it('instagram-2022-09 reads headers of several lines and serials such as 1.00', async () => {
    const list = await readList('instagram-2022-09.csv');
    expect(list).toMatchObject({ rows: 1050, errors: [], duplicates: 67 });
    expect(list.mapping.columns[8]!.header).toBe('Engagement average');
    expect(find(list, 'cristiano')).toMatchObject({
      rank: 1,
      followers: 477_900_000,
      avgEngagements: 6_200_000,
      country: 'IN',
    });
    expect(list.warnings.map(({ row, line, value }) => [row, line, value])).toEqual([[443, 447, '#NAME?']]);
  });

  it('tiktok-2022-09 takes exact numbers and drops invisible letters', async () => {
    const list = await readList('tiktok-2022-09.csv');
    expect(list).toMatchObject({
      rows: 1000,
      errors: [],
      warnings: [],
      duplicates: 4,
      mapping: { platform: { platform: 'tiktok' } },
    });
    expect(find(list, 'jypestraykids')).toMatchObject({
      displayName: 'Stray Kids',
      avgViews: 6_400_000,
      avgShares: 34_200,
    });
    expect(find(list, 'kimsnwuo')?.displayName).toBeNull();
  });

  it('youtube-2022-12 reads channels by handle and by name', async () => {
    const list = await readList('youtube-2022-12.csv');
    expect(list).toMatchObject({ rows: 1003, errors: [], duplicates: 4 });
    expect(count(list.warnings)).toEqual({ handleDerived: 332, rounded: 2 });
    expect(find(list, 'mrbeast')).toMatchObject({
      handle: 'MrBeast',
      handleDerived: false,
      followers: 117_000_000,
      categories: ['Video games', 'Humor'],
    });
    expect(find(list, '5minutecrafts')).toMatchObject({
      displayName: '5-Minute Crafts',
      handleDerived: true,
    });
  });

  it('youtube-global-995 says whose letters were lost, and refuses names that are nothing else', async () => {
    const list = await readList('youtube-global-995.csv');
    expect(list).toMatchObject({ rows: 995, encoding: 'utf-8 (letters lost)' });
    expect(count(list.errors)).toEqual({ lettersLost: 15 });
    expect(list.creators).toHaveLength(980);
    expect(find(list, 'tseries')).toMatchObject({
      totalViews: 228_000_000_000,
      posts: 20_082,
      country: 'IN',
      categories: ['Music'],
    });
    expect(find(list, 'kidsdianashow') ?? find(list, '\ufffd\ufffd\ufffdkidsdianashow')).toMatchObject({
      displayName: 'Kids Diana Show',
    });
  });

  it('youtube-top-5000 reads tabs, ordinals, and mends every doubly encoded name', async () => {
    const list = await readList('youtube-top-5000.csv');
    expect(list).toMatchObject({ rows: 5000, errors: [], warnings: [], delimiter: '\t', duplicates: 21 });
    expect(find(list, 'netdmüzik')).toMatchObject({
      displayName: 'netd müzik',
      rank: 7,
      followers: 11_373_567,
    });
    expect(list.creators[999]!.rank).toBe(1000);
    expect(list.creators.filter((c) => c.followers === null)).toHaveLength(387);
    expect(list.creators.filter((c) => c.posts === null)).toHaveLength(6);
    expect(list.creators.filter((c) => /[ÃÂ][\u0080-\u00bf]|Ð[^A-ZÔ]|â€/.test(c.displayName ?? ''))).toEqual(
      [],
    );
  });
});
