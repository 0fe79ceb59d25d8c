import { describe, expect, it } from '@jest/globals';
import type { DomainError } from '#platform/kernel';
import { readFiguresFile } from './figures-file.js';

const ID = '01a204ba-4fc3-7197-8d5f-d229858ffbe4';
const GERMAN = { Aufrufe: 'views', Kommentare: 'comments', Verborgen: 'hidden', Beitrag: 'url' };

function faultsOf(text: string): string[] {
  try {
    readFiguresFile(text, {}, 'en');
  } catch (error) {
    return (error as DomainError).errors.map(({ path, code }) => `${path} ${code}`);
  }
  return [];
}

describe('a list of figures', () => {
  it('is read with any separator, a byte order mark, other heads and counts as people write them', () => {
    const [line] = readFiguresFile(`\uFEFFID;Plays;Likes;Saved\r\n${ID};1.234;5;n/a\r\n`, {}, 'de');
    expect(line).toMatchObject({ row: 2, deliverableId: ID, figures: { views: 1234, likes: 5 }, hidden: [] });
  });

  it('knows the heads of the reader’s language', () => {
    const [line] = readFiguresFile(
      'Beitrag,Aufrufe,Kommentare\nhttps://x.example/1,7,verborgen\n',
      GERMAN,
      'de',
    );
    expect(line).toMatchObject({
      postUrl: 'https://x.example/1',
      figures: { views: 7 },
      hidden: ['comments'],
    });
  });

  it('tells missing from hidden and from zero', () => {
    const [line] = readFiguresFile(`id,views,likes,comments,hidden\n${ID},0,,–,likes shares\n`, {}, 'en');
    expect(line?.figures).toEqual({ views: 0 });
    expect(line?.hidden).toEqual(['likes', 'shares']);
  });

  it.each([
    ['', ['fileId no_post_column']],
    ['name,views\nx,1\n', ['fileId no_post_column']],
    [`id,name\n${ID},x\n`, ['fileId no_figure_column']],
    ['id,views\n', ['fileId no_rows']],
    [`id,views\n${ID},12.5\n`, ['rows.2.views row_not_a_count']],
    [
      `id,views,date\n${ID},12,yesterday\n,5,2026-01-01\n`,
      ['rows.2.day row_not_a_day', 'rows.3 row_no_post'],
    ],
    [`id,views\n${`${ID},1\n`.repeat(1001)}`, ['fileId too_many_rows']],
  ])('names what is wrong with %j', (text, expected) => {
    expect(faultsOf(text)).toEqual(expected);
  });
});
