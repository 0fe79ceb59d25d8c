import { writeFile } from 'node:fs/promises';

const FIRST = ['ada', 'bela', 'cleo', 'dara', 'emil', 'faye', 'gil', 'hana', 'ivo', 'june'];
const LAST = ['brook', 'cedar', 'dune', 'ember', 'fjord', 'grove', 'heath', 'inlet'];
const COUNTRIES = ['United States', 'Germany', 'Norway', 'Spain', 'NaN'];
const TOPICS = ['Outdoor', 'Beauty', 'Food', 'Travel'];

/** Writes a list of eighty invented influencers, with the untidiness of real ones: units, blanks, one double, one fault. */
export async function writeRoster(path: string): Promise<void> {
  const rows = FIRST.flatMap((first, i) =>
    LAST.map((last, j) => {
      const n = i * LAST.length + j;
      return [
        `@${first}.${last}`,
        `${first} ${last}`,
        `${(900 - n * 11) / 10}k`,
        `${1 + (n % 40) / 10}%`,
        COUNTRIES[n % 5],
        TOPICS[n % 4],
      ].join(',');
    }),
  );
  const header = 'Instagram handle,Name,Followers,Engagement rate,Country,Category';
  await writeFile(
    path,
    [header, ...rows, rows[0], '@broken.figure,Broken Figure,#VALOR!,2%,Spain,Food', ''].join('\n'),
  );
}
