// A list of creators as people keep them, as long as one likes: figures written short, texts of several alphabets.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const FIRST =
  'Ava Léa Müge Noah Søren Yuki Amina Paulo Ines Marek Zoë Omar Freya Luca Mina Tariq Elif Hana Jonas Pia'.split(
    ' ',
  );
const LAST =
  'Berg Nakamura Öztürk Silva Novák Haddad Larsen Rossi Kim García Weber Dubois Okafor Singh Costa Lindqvist'.split(
    ' ',
  );
const TOPICS =
  'Beauty Outdoor Travel Food Fitness Gaming Music Fashion Parenting Technology Home Humor Sports Art Books'.split(
    ' ',
  );
const COUNTRIES = [
  'United States',
  'Germany',
  'Brazil',
  'India',
  'France',
  'Türkiye',
  'Japan',
  'Spain',
  'Italy',
  'Nigeria',
];

/** A small generator with a seed, so that each run has the same list. */
function dice(seed) {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % sides;
  };
}

const plain = (name) => name.normalize('NFKD').replace(/\p{M}/gu, '').replace(/ø/gi, 'o').toLowerCase();
const short = (count) =>
  count >= 1e6
    ? `${(count / 1e6).toFixed(1)}m`
    : count >= 1e3
      ? `${(count / 1e3).toFixed(1)}k`
      : String(count);

function* lines(rows) {
  const roll = dice(7);
  yield 'rank,handle,name,followers,posts,avg likes,avg comments,engagement rate,country,category,e-mail\n';
  for (let i = 0; i < rows; i++) {
    const [first, last] = [FIRST[roll(FIRST.length)], LAST[roll(LAST.length)]];
    const followers = 1_000 + roll(1_000) ** 2 * (1 + roll(300));
    const topics = `"${TOPICS[roll(TOPICS.length)]}, ${TOPICS[roll(TOPICS.length)]}"`;
    const figures = `${short(followers)},${roll(9_000)},${short(Math.round(followers / (10 + roll(90))))},${roll(4_000)}`;
    const handle = `${plain(first)}.${plain(last)}${i}`;
    yield `${i + 1},${handle},${first} ${last},${figures},${(roll(900) / 100).toFixed(2)}%,${COUNTRIES[roll(COUNTRIES.length)]},${topics},creator${i}@mail.example\n`;
  }
}

export async function writeList(path, rows) {
  await pipeline(Readable.from(lines(rows)), createWriteStream(path));
}
