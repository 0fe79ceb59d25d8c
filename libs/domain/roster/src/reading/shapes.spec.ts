import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import writeXlsxFile from 'write-excel-file/node';
import type { RosterCreator } from './creator.js';
import { guessMapping } from './mapping.js';
import { normaliseRow } from './normalise.js';
import { openRosterFile } from './roster-file.js';

type Read = Partial<RosterCreator> & { refused?: [row: number, value: string, reason: string] };

/** Reads a list as an import does: each row as what of it is known, or as why it was refused. */
async function read(content: string | Buffer, filename = 'list.csv') {
  const file = await openRosterFile({ stream: Readable.from([Buffer.from(content as string)]), filename });
  const mapping = guessMapping(file.headers, file.sample, file);
  const rows: Read[] = [];
  for await (const row of file) {
    const result = normaliseRow(row, mapping);
    if (result.ok) rows.push(result.creator);
    else
      rows.push({
        refused: [row.row, result.errors.at(-1)?.value ?? '', result.errors.at(-1)?.reason ?? ''],
      });
  }
  return { file, mapping, rows, fields: mapping.columns.map(({ field }) => field) };
}

const workbook = (sheets: Record<string, readonly (readonly unknown[])[]>): Promise<Buffer> =>
  writeXlsxFile(
    Object.entries(sheets).map(([sheet, rows]) => ({
      sheet,
      data: rows.map((row) =>
        row.map((value) => (value === null || (value as { value?: unknown }).value ? value : { value })),
      ),
    })) as never,
  ).toBuffer();

describe('lists as people keep them', () => {
  it.each<[string, string, readonly (number | null)[]]>([
    ['quoted thousands', 'user,followers\na,"1,234,567"\nb,"12,345"\n', [1_234_567, 12_345]],
    ['short forms', 'user,followers\na,1.2B\nb,12.5K\nc,3 M\n', [1_200_000_000, 12_500, 3_000_000]],
    ['words for sizes', 'user,followers\na,1.2 Million\nb,7 thousand\n', [1_200_000, 7_000]],
    ['decimal commas', 'user;followers\na;12,5K\nb;1,2 Mio.\nc;12.500\n', [12_500, 1_200_000, 12_500]],
    ['lakh and crore', 'user,followers\na,12.5 Lakh\nb,1.2 Cr\n', [1_250_000, 12_000_000]],
    [
      'narrow spaces',
      'user;followers\na;1 234\nb;12\u00a0345\nc;1\u202f234\u202f567\n',
      [1234, 12_345, 1_234_567],
    ],
    ['apostrophes', "user;followers\na;1'234'567\nb;12’345\n", [1_234_567, 12_345]],
    ['Arabic digits', 'user,followers\na,١٢٣٤٥\nb,١٬٢٣٤٬٥٦٧\n', [12_345, 1_234_567]],
    ['Devanagari digits', 'user,followers\na,१२३४५\nb,१२\n', [12_345, 12]],
    ['Chinese units', 'user,followers\na,1.2亿\nb,3万\n', [120_000_000, 30_000]],
    ['Russian units', 'user;followers\na;1,2 млн\nb;12 тыс.\n', [1_200_000, 12_000]],
    [
      'Polish, Italian, Dutch units',
      'user;followers\na;12 tys.\nb;12 mila\nc;3 dzd\n',
      [12_000, 12_000, 3000],
    ],
    ['what is counted, behind it', 'user,followers\na,475M followers\nb,12 Abonnenten\n', [475_000_000, 12]],
    ['about', 'user,followers\na,>1M\nb,ca. 12k\nc,~5K\n', [1_000_000, 12_000, 5000]],
    ['missing in many ways', 'user,followers\na,N/A\nb,--\nc,k.A.\nd,7\n', [null, null, null, 7]],
  ])('reads %s', async (_shape, list, followers) => {
    expect((await read(list)).rows.map((row) => row.followers)).toEqual(followers);
  });

  it.each<[string, string, number[]]>([
    ['Followers (millions)[6]', '693\n505.5', [693_000_000, 505_500_000]],
    ['Follower in Mio.', '"1,5"\n"0,2"', [1_500_000, 200_000]],
    ['Follower (in Tsd.)', '"1.200,5"\n340', [1_200_500, 340_000]],
    ["Followers ('000)", '12\n1', [12_000, 1_000]],
    ['粉丝数（万）', '12\n1.5', [120_000, 15_000]],
    ['Followers (millions)', '12K\n3', [12_000, 3_000_000]],
    ['Followers (millions)', '693000000\n505500000', [693_000_000, 505_500_000]],
  ])('takes the unit of the header %s', async (header, cells, followers) => {
    const list = cells.split('\n').map((cell, i) => `a${i},${cell}`);
    expect((await read(`user,"${header}"\n${list.join('\n')}\n`)).rows.map((row) => row.followers)).toEqual(
      followers,
    );
  });

  it('reads rates with signs, commas and as fractions', async () => {
    const rates = async (cells: string[]) =>
      (await read(`user;ER\n${cells.map((cell, i) => `a${i};${cell}`).join('\n')}\n`)).rows.map(
        (row) => row.engagementRatePpm,
      );
    expect(await rates(['1,39%', '2,5 %', '10%'])).toEqual([13_900, 25_000, 100_000]);
    expect(await rates(['1.39', '0.2', '10'])).toEqual([13_900, 2_000, 100_000]);
    expect(await rates(['0.0139', '0.02', '0.1'])).toEqual([13_900, 20_000, 100_000]);
  });

  it.each<[string, Partial<RosterCreator>]>([
    ['Cristiano Ronaldo (@cristiano)', { handle: 'cristiano', displayName: 'Cristiano Ronaldo' }],
    ['Kylie 🤍 @kyliejenner', { handle: 'kyliejenner', displayName: 'Kylie 🤍' }],
    ['@leomessi (Leo Messi)', { handle: 'leomessi', displayName: 'Leo Messi' }],
    ['"ann.lee\nAnn Lee"', { handle: 'ann.lee', displayName: 'Ann Lee' }],
    ['TikTok: ben.b', { handle: 'ben.b', platform: 'tiktok' }],
    ['https://www.instagram.com/ann.b/?hl=en&igshid=xyz', { handle: 'ann.b' }],
    ['instagram.com/ann.b#top', { handle: 'ann.b' }],
    ['＠ann_b', { handle: 'ann_b' }],
  ])('finds handle and name in %j', async (cell, creator) => {
    const { rows } = await read(`Account,Followers\nother,5\n${cell},7\n`);
    expect(rows[1]).toMatchObject(creator);
  });

  it('understands a column of names with handles in them, whatever it is called', async () => {
    const { rows, mapping } = await read(
      '#,Influencer,Followers\n1,Ann Lee (@ann.lee),5M\n2,Ben ✨ (@ben),4M\n3,Cy 🌸 @cy_d,3M\n',
    );
    expect(rows.map(({ handle, displayName }) => [handle, displayName])).toEqual([
      ['ann.lee', 'Ann Lee'],
      ['ben', 'Ben ✨'],
      ['cy_d', 'Cy 🌸'],
    ]);
    expect(mapping.doubts).not.toContain('handlesFromNames');
  });

  it('makes handles from names where there is nothing else beside an audience, and says so', async () => {
    const { rows, mapping } = await read('Rank,Name,Followers\n1,Ann Lee,5M\n2,Ben K,4M\n');
    expect(rows).toMatchObject([
      { handle: 'annlee', handleDerived: true, displayName: 'Ann Lee', followers: 5_000_000 },
      { handle: 'benk', handleDerived: true },
    ]);
    expect(mapping.doubts).toContain('handlesFromNames');
  });

  it.each([
    ['films', 'Title,Year,Genre\nAlien,1979,Horror\nHeat,1995,Crime\nUp,2009,Family\n'],
    ['a letter', 'Dear sir,\nthis is a letter, and it holds nothing.\nBest, Bob\n'],
    [
      'videos',
      'video_id,date,views,problem\nabCDefGh1,2020-01-02,5,\nabCDefGh2,2020-01-03,6,\nabCDefGh3,2020-01-04,7,late\n',
    ],
  ])('sees that %s are no list of influencers', async (_what, list) => {
    expect((await read(list)).mapping.doubts).toContain('handleNotMapped');
  });

  it('takes sums and remarks for no people, and an account of that name for one', async () => {
    const { rows } = await read(
      'Top creators 2024,,,\nOur own research,,,\nRank,Username,Followers,Country\n1,ann,12K,Germany\n2,total,3K,France\n' +
        ',,,\nTotal,,15K,\n,Average:,7.5K,\nSource: our own research,,,\n',
    );
    expect(rows).toMatchObject([
      { handle: 'ann', country: 'DE' },
      { handle: 'total', country: 'FR' },
      { refused: [7, 'Total', 'totalRow'] },
      { refused: [8, 'Average:', 'totalRow'] },
      { refused: [9, 'Source: our own research', 'noteRow'] },
    ]);
  });

  it('passes over blank lines and keeps true row numbers', async () => {
    const { rows } = await read('\n\nUsername,Followers\n\nann,12K\n   \n,\nben,many\n\n');
    expect(rows).toMatchObject([{ handle: 'ann' }, { refused: [8, 'many', 'notANumber'] }]);
  });

  it.each<[string, Buffer]>([
    [
      'UTF-16 LE',
      Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode('User\tName\nann\tMüller\n', 'utf-16le')]),
    ],
    [
      'UTF-16 BE',
      Buffer.concat([Buffer.from([0xfe, 0xff]), iconv.encode('User\tName\nann\tMüller\n', 'utf-16be')]),
    ],
    ['Windows-1252', iconv.encode('User;Name\nann;Müller\nben;Große\n', 'windows-1252')],
    ['a byte order mark', Buffer.from('\ufeffUser|Name\nann|Müller\n')],
  ])('reads %s', async (_encoding, content) => {
    expect((await read(content)).rows[0]).toMatchObject({ handle: 'ann', displayName: 'Müller' });
  });

  it.each<[string, string[], string]>([
    ['mistyped', ['Usernme', 'Suscribers', 'Catgory', 'Contry', 'Engagment rate'], 'a,1,Food,Spain,1%'],
    ['Russian', ['Ник', 'Подписчики', 'Категория', 'Страна', 'Вовлечённость'], 'a,1,Food,Россия,1%'],
    ['Chinese', ['账号', '粉丝数', '分类', '国家', '互动率'], 'a,1,Food,中国,1%'],
    ['Japanese', ['ユーザー名', 'フォロワー数', 'ジャンル', '国', 'エンゲージメント率'], 'a,1,Food,日本,1%'],
    ['Korean', ['계정', '팔로워 수', '카테고리', '국가', '참여율'], 'a,1,Food,대한민국,1%'],
    ['Arabic', ['الحساب', 'عدد المتابعين', 'التصنيف', 'الدولة', 'معدل التفاعل'], 'a,1,Food,السعودية,1%'],
    [
      'Turkish',
      ['Kullanıcı adı', 'Takipçi sayısı', 'Kategori', 'Ülke', 'Etkileşim oranı'],
      'a,1,Food,Türkiye,1%',
    ],
    [
      'Polish',
      ['Nazwa użytkownika', 'Obserwujący', 'Kategoria', 'Kraj', 'Zaangażowanie'],
      'a,1,Food,Polska,1%',
    ],
    ['Dutch', ['Gebruikersnaam', 'Volgers', 'Categorie', 'Land', 'Betrokkenheid'], 'a,1,Food,Nederland,1%'],
    [
      'Italian',
      ['Nome utente', 'Follower', 'Categoria', 'Paese', 'Tasso di coinvolgimento'],
      'a,1,Food,Italia,1%',
    ],
  ])('reads %s headers', async (_language, headers, row) => {
    const { fields, rows } = await read(`${headers.join(',')}\n${row}\n`);
    expect(fields).toEqual(['handle', 'followers', 'category', 'country', 'engagementRate']);
    expect(rows[0]).toMatchObject({
      handle: 'a',
      followers: 1,
      country: expect.stringMatching(/^[A-Z]{2}$/),
    });
  });

  it('leaves dates, answers and numbers of accounts out', async () => {
    const { fields, rows } = await read(
      'user_id,username,followers,verified,joined,last post,is_private,external_url\n' +
        '11,ann,12,TRUE,2020-01-02,03/04/2024,no,https://ann.example/shop\n12,ben,13,FALSE,2021-05-06,,no,\n',
    );
    expect(fields.filter((field) => field !== 'ignore')).toEqual(['handle', 'followers']);
    expect(rows).toMatchObject([{ handle: 'ann', profileUrl: null }, { handle: 'ben' }]);
  });

  it('takes the first of several addresses', async () => {
    const { rows } = await read(
      'user,mail\na,"A@x.example; b@y.example"\nb,mailto:b@y.example\nc,<c@z.example>\n',
    );
    expect(rows.map((row) => row.email)).toEqual(['a@x.example', 'b@y.example', 'c@z.example']);
  });

  it('keeps the first of two columns of one name that tell different figures', async () => {
    const { rows } = await read('user,followers,followers\na,12K,500\nb,1K,100\nc,3K,50\n');
    expect(rows.map((row) => row.followers)).toEqual([12_000, 1000, 3000]);
  });

  it.each<[string, string | Buffer, string]>([
    ['no byte', '', 'roster_file_empty'],
    ['nothing but separators', '\n,,,\n  \n', 'roster_file_empty'],
    ['nothing but a mark', '\ufeff', 'roster_file_empty'],
    ['a header alone', 'username,followers\n', 'roster_file_no_rows'],
    [
      'a picture under its name',
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      'roster_file_not_a_list',
    ],
  ])('refuses a file with %s', async (_what, content, code) => {
    await expect(read(content)).rejects.toMatchObject({ code });
  });
});

describe('several accounts of a person side by side', () => {
  const accounts = ({ platform, handle, followers, alsoOn = [] }: Read): unknown[] => [
    [platform, handle, followers],
    ...alsoOn.map((other) => [other.platform, other.handle, other.followers]),
  ];

  it.each<[string, string]>([
    [
      'named columns',
      'Name,Instagram,Instagram followers,TikTok,TikTok followers\nAnn,a.ig,1K,a.tt,2K\nBen,,,b.tt,5\n',
    ],
    [
      'groups of columns',
      ',Instagram,,TikTok,\nName,Handle,Followers,Handle,Followers\nAnn,a.ig,1K,a.tt,2K\nBen,,,b.tt,5\n',
    ],
    [
      'figures at the right of each',
      'Name,Instagram,Followers,TikTok,Followers\nAnn,a.ig,1K,a.tt,2K\nBen,,,b.tt,5\n',
    ],
    [
      'addresses',
      'Name,Link IG,Link TikTok,Follower IG,Follower TT\nAnn,https://instagram.com/a.ig,https://tiktok.com/@a.tt,1K,2K\nBen,,https://tiktok.com/@b.tt,,5\n',
    ],
  ])('reads %s', async (_shape, list) => {
    const { rows, mapping } = await read(list);
    expect(rows.map(accounts)).toEqual([
      [
        ['instagram', 'a.ig', 1000],
        ['tiktok', 'a.tt', 2000],
      ],
      [['tiktok', 'b.tt', 5]],
    ]);
    expect(mapping.doubts).toEqual([]);
  });

  it('gives one handle to each platform that counts followers', async () => {
    const { rows } = await read('Handle,Instagram,TikTok,YouTube\nann,12K,30K,\ncleo,,5K,1M\n');
    expect(rows.map(accounts)).toEqual([
      [
        ['instagram', 'ann', 12_000],
        ['tiktok', 'ann', 30_000],
      ],
      [
        ['tiktok', 'cleo', 5000],
        ['youtube', 'cleo', 1_000_000],
      ],
    ]);
  });

  it('adds the account of another platform to a list of one', async () => {
    const { rows } = await read('Username,Followers,Instagram\nann,1K,ann.ig\nben,3K,\n', 'tiktok-top.csv');
    expect(rows.map(accounts)).toEqual([
      [
        ['tiktok', 'ann', 1000],
        ['instagram', 'ann.ig', null],
      ],
      [['tiktok', 'ben', 3000]],
    ]);
  });

  it('refuses who has none, and reads "no" as none', async () => {
    const { rows } = await read(
      'Name,Instagram,IG followers,TikTok\nAnn,a.ig,1,a.tt\nBen,,,no\nCy,c.ig,3,none\n',
    );
    expect(rows.map((row) => row.refused ?? accounts(row).length)).toEqual([2, [3, '', 'handleMissing'], 1]);
  });

  it('goes by each row where rows say their platform', async () => {
    const { rows } = await read(
      'Platform,Username,Followers\nInstagram,ann,1\nTikTok,ann,2\nTwitter/X,ann,3\nFriendster,ann,4\n',
    );
    expect(rows.map((row) => row.refused?.[2] ?? row.platform)).toEqual([
      'instagram',
      'tiktok',
      'x',
      'platformUnknown',
    ]);
  });
});

describe('workbooks as people keep them', () => {
  it('reads below a merged title, percent cells, and no sum', async () => {
    const { rows } = await read(
      await workbook({
        List: [
          [{ value: 'Our creators of the year', columnSpan: 4 }, null, null, null],
          [null],
          ['Handle', 'Name', 'Followers', 'ER'],
          ['ann', 'Ann', 1_234_567, { value: 0.025, format: '0.0%' }],
          ['ben', 'Ben', 1.2e6, { value: 0.61, format: '0.0%' }],
          ['cy', 'Cy', 3, { value: 0.1, format: '0.0%' }],
          ['Total', null, 2_434_570, null],
        ],
      }),
      'list.xlsx',
    );
    expect(rows).toMatchObject([
      { handle: 'ann', followers: 1_234_567, engagementRatePpm: 25_000 },
      { handle: 'ben', followers: 1_200_000, engagementRatePpm: 610_000 },
      { handle: 'cy', engagementRatePpm: 100_000 },
      { refused: [7, 'Total', 'totalRow'] },
    ]);
  });

  it('finds the sheet with the list, takes its platform, and says that others were left', async () => {
    const { rows, mapping, file } = await read(
      await workbook({
        'Read me': [['This is our list'], ['of last year']],
        TikTok: [
          ['Creator', 'Handle', 'Followers', 'Verified', 'Joined'],
          ['Ann', '@ann', '12,5K', true, '2020-01-02'],
          ['Ben', '@ben', 12_000, false, '2020-01-02'],
        ],
        Instagram: [
          ['Handle', 'Followers'],
          ['cy', 5],
        ],
      }),
      'list.xlsx',
    );
    expect(file).toMatchObject({ sheet: 'TikTok', otherLists: ['Instagram'] });
    expect(rows).toMatchObject([
      { platform: 'tiktok', handle: 'ann', followers: 12_500 },
      { platform: 'tiktok', handle: 'ben', followers: 12_000 },
    ]);
    expect(mapping.doubts).toEqual(['otherSheets']);
  });
});
