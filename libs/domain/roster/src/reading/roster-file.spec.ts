import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import writeXlsxFile from 'write-excel-file/node';
import { DomainError } from '#platform/kernel';
import { type OpenOptions, type RosterFile, openRosterFile } from './roster-file.js';

function open(
  content: Buffer | string,
  options: OpenOptions = {},
  chunkBytes = 1 << 20,
  filename = 'list.csv',
): Promise<RosterFile> {
  const bytes = Buffer.from(content as string);
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, i) =>
    bytes.subarray(i * chunkBytes, (i + 1) * chunkBytes),
  );
  return openRosterFile({ stream: Readable.from(chunks, { objectMode: false }), filename }, options);
}

async function rowsOf(file: RosterFile): Promise<(string | number)[][]> {
  const rows: (string | number)[][] = [];
  for await (const { row, line, cells } of file) rows.push([row, line, ...cells]);
  return rows;
}

async function refusal(
  content: Buffer | string,
  filename = 'list.csv',
): Promise<{ code: string; found: unknown }> {
  const error: unknown = await open(content, {}, 1 << 20, filename).then(
    () => null,
    (e: unknown) => e,
  );
  if (!(error instanceof DomainError)) throw new Error(`not refused: ${String(error)}`);
  return { code: error.code, found: error.params.found };
}

describe('opening a list', () => {
  it.each([
    [',', 'handle,followers,rate\na,"1,5",2\nb,3,4\n'],
    [';', 'handle;followers;rate\na;1,5;2\nb;3;4,5\n'],
    ['\t', 'handle\tfollowers\trate\na\t1,5\t2\nb\t3\t4\n'],
    ['|', 'handle|followers|rate\na|1,5|2\nb|3|4\n'],
  ])('tells the separator %j', async (delimiter, content) => {
    const file = await open(content);
    expect(file).toMatchObject({ format: 'csv', delimiter, headers: ['handle', 'followers', 'rate'] });
    expect((await rowsOf(file))[0]).toEqual([2, 2, 'a', '1,5', '2']);
  });

  it('obeys the separator that a spreadsheet declares, and counts its line', async () => {
    const file = await open('sep=;\r\nhandle;followers\r\na;1\r\n');
    expect(file.headers).toEqual(['handle', 'followers']);
    expect(await rowsOf(file)).toEqual([[3, 3, 'a', '1']]);
  });

  const text = 'handle,name\na,Müller ‒ Ünal\nb,Grüße\n';
  it.each<[string, Buffer, string]>([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-16 LE with a mark', Buffer.from(`\ufeff${text}`, 'utf16le'), 'utf-16le'],
    ['UTF-16 LE', Buffer.from(text, 'utf16le'), 'utf-16le'],
    ['UTF-16 BE with a mark', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), 'utf-16be'],
  ])('reads %s, however it is cut', async (_name, bytes, encoding) => {
    for (const chunkBytes of [1 << 20, 7, 1]) {
      const file = await open(bytes, {}, chunkBytes);
      expect(file.headers).toEqual(['handle', 'name']);
      expect(await rowsOf(file)).toEqual([
        [2, 2, 'a', 'Müller ‒ Ünal'],
        [3, 3, 'b', 'Grüße'],
      ]);
      expect(file.encoding).toBe(encoding);
    }
  });

  it.each<[string, string, string]>([
    ['windows-1252', 'José García,Größe,Ángel Muñoz,François Lefèvre,Zoë', 'windows-1252'],
    ['windows-1251', 'Настя Ивлеева,Миша Городецкий,Маша и Медведь', 'windows-1251'],
    ['windows-1254', 'Oyuncak Avı,Şahin Güneş,netd müzik,İyi Fikir', 'windows-1254'],
    ['windows-1250', 'Łukasz Żak,Planeta Faktów,Zażółć Gęślą', 'windows-1250'],
    ['windows-1256', 'قناة طيور الجنة,حول العالم', 'windows-1256'],
    ['windows-1253', 'Ελλάδα,Αθήνα,Γιώργος', 'windows-1253'],
    ['koi8-r', 'Маша и Медведь,Настя Ивлеева', 'koi8-r'],
    ['big5', '華納音樂,三立新聞網', 'big5'],
    ['windows-1252', 'Zoë', 'windows-1252'],
    ['shift_jis', 'はじめしゃちょー,東海オンエア,水溜りボンド,キッズライン', 'shift_jis'],
    ['gb18030', '办公室小野官方频道,湖南卫视芒果官方频道,中文频道', 'gb18030'],
    ['euc-kr', '보람튜브,토이푸딩,서은이야기,핑크퐁', 'euc-kr'],
  ])('recognises %s', async (encoding, names, said) => {
    const content = `handle,name\n${names
      .split(',')
      .map((name, i) => `h${i},${name}`)
      .join('\n')}\n`;
    const file = await open(iconv.encode(content, encoding));
    expect((await rowsOf(file)).map((row) => row[3])).toEqual(names.split(','));
    expect(file.encoding).toBe(said);
  });

  it('recognises an encoding that shows only far down the file', async () => {
    const content = `handle,name\n${'abc,def\n'.repeat(60_000)}x,José Muñoz Peñalver\ny,Ángel Ibáñez Núñez\n`;
    const file = await open(iconv.encode(content, 'windows-1252'), {}, 65_536);
    const rows = await rowsOf(file);
    expect(rows.at(-1)).toEqual([60_003, 60_003, 'y', 'Ángel Ibáñez Núñez']);
  });

  it("takes a person's word for encoding and separator", async () => {
    const file = await open(iconv.encode('handle;name\na;Łódź\n', 'windows-1250'), {
      encoding: 'windows-1250',
      delimiter: ';',
    });
    expect(await rowsOf(file)).toEqual([[2, 2, 'a', 'Łódź']]);
  });

  it('knows true rows and lines below headers and cells of several lines', async () => {
    const content = '"hand\nle","follow\r\ners\n"\r\na,1\r\n"b\nb",2\r\n\r\nc,3';
    for (const chunkBytes of [1 << 20, 3, 1]) {
      const file = await open(content, {}, chunkBytes);
      expect(file.headers).toEqual(['hand le', 'follow ers']);
      expect(await rowsOf(file)).toEqual([
        [2, 5, 'a', '1'],
        [3, 6, 'b\nb', '2'],
        [5, 9, 'c', '3'],
      ]);
    }
  });

  it('finds the header below a title, and joins one of two rows', async () => {
    const titled = await open('Top creators 2024,,\n,,\nhandle,followers,country\na,1,Spain\n');
    expect(titled.headers).toEqual(['handle', 'followers', 'country']);
    expect(await rowsOf(titled)).toEqual([[4, 4, 'a', '1', 'Spain']]);
    const grouped = await open(',Instagram,,TikTok,\nname,handle,followers,handle,followers\nAnn,a,1,b,2\n');
    expect(grouped.headers).toEqual([
      'name',
      'Instagram handle',
      'Instagram followers',
      'TikTok handle',
      'TikTok followers',
    ]);
  });

  it('numbers the columns of a list that has no header', async () => {
    const file = await open('cristiano,475.8m,Spain\nleomessi,357.3m,Argentina\n');
    expect(file).toMatchObject({ headers: ['Column 1', 'Column 2', 'Column 3'], headerWritten: false });
    expect(await rowsOf(file)).toHaveLength(2);
  });

  it('takes a lone quotation mark as a letter, and loses no row after it', async () => {
    const content = 'handle,name,followers\na,"Weird Al" Yankovic,1\nb,Bee,2\nc,"unclosed,3\nd,Dee,4\n';
    for (const chunkBytes of [1 << 20, 5]) {
      const rows: unknown[] = [];
      for await (const { row, cells, broken } of await open(content, {}, chunkBytes))
        rows.push([row, broken ?? cells.join('|')]);
      expect(rows).toEqual([
        [2, 'a|"Weird Al" Yankovic|1'],
        [3, 'b|Bee|2'],
        [4, 'quoteBroken'],
        [5, 'd|Dee|4'],
      ]);
    }
  });

  it('reads on where every row has a broken quotation mark', async () => {
    // Reading from each mark to the end of the file would outlast the time a test has.
    const rows = await rowsOf(await open(`handle,name\n${'a,"b"c\n'.repeat(20_000)}`, {}, 65_536));
    expect(rows).toHaveLength(20_000);
  });

  it('reads a workbook: exact figures, true row numbers, the sheet with the list', async () => {
    const buffer = await writeXlsxFile([
      { sheet: 'Notes', data: [[{ value: 'read me' }]] },
      {
        sheet: 'Creators',
        data: [
          [{ value: 'handle' }, { value: 'followers' }, { value: 'engagement rate' }],
          [{ value: 'ann' }, { value: 475800000 }, { value: 0.0139, format: '0.00%' }],
          [],
          [{ value: 'bob' }, { value: 0.1 + 0.2 }, null],
        ],
      },
    ] as never).toBuffer();
    const file = await open(buffer, {}, 1000, 'list.csv');
    expect(file).toMatchObject({ format: 'xlsx', sheet: 'Creators', sheets: ['Notes', 'Creators'] });
    expect(await rowsOf(file)).toEqual([
      [2, 2, 'ann', '475800000', '0.0139'],
      [4, 4, 'bob', '0.3', ''],
    ]);
  });

  it('refuses what is no list, and says what it is', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex');
    expect(await refusal(png, 'list.xlsx')).toEqual({ code: 'roster_file_not_a_list', found: 'image/png' });
    expect(await refusal('%PDF-1.7\n%âãÏÓ\n1 0 obj')).toEqual({
      code: 'roster_file_not_a_list',
      found: 'application/pdf',
    });
    const oldExcel = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);
    expect((await refusal(oldExcel, 'list.xls')).code).toBe('roster_file_is_old_excel');
    expect(await refusal('<html><table><tr><td>a</td></tr></table>', 'list.xls')).toMatchObject({
      found: 'text/html',
    });
    expect(await refusal('[{"handle": "a"}]')).toMatchObject({ found: 'application/json' });
    expect(await refusal(Buffer.from([1, 2, 3, 4, 5, 0, 0, 7]))).toMatchObject({
      found: 'application/octet-stream',
    });
    expect((await refusal('')).code).toBe('roster_file_empty');
    expect((await refusal('\n \n,,\n')).code).toBe('roster_file_empty');
    expect(
      (await refusal(Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(100)]), 'a.xlsx')).code,
    ).toBe('roster_file_not_a_list');
    await expect(openRosterFile({ path: '/nowhere/list.csv' })).rejects.toMatchObject({
      code: 'roster_file_not_found',
    });
  });

  it('refuses a workbook that would unpack to more than it says', async () => {
    const buffer = await writeXlsxFile([
      [{ value: 'handle' }],
      ...Array.from({ length: 2000 }, () => [{ value: 'creator' }]),
    ] as never).toBuffer();
    const name = buffer.lastIndexOf('xl/worksheets/sheet1.xml');
    buffer.writeUInt32LE(10, name - 46 + 24);
    expect((await refusal(buffer, 'a.xlsx')).code).toBe('roster_workbook_too_large');
  });
});
