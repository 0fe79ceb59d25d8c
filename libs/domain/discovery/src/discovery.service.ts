import { Injectable } from '@nestjs/common';
import { authorize } from '#platform/access';
import { currentActor, invalid, isUuid } from '#platform/kernel';
import { fold, searchQuery, topicLexeme, wordsOf } from '#domain/roster';
import type { Choice, SearchInput, SearchResult, Sort } from './discovery.dto.js';
import { type Count, DiscoveryQueries, type Hit, type Position, type Wanted } from './discovery.queries.js';
import { addressOf } from './search-address.js';

const SHOWN_COUNTRIES = 12;
const SHOWN_TOPICS = 16;
/** Up to so many are found first and ordered then. */
const FEW = 1_000;
/** Shorter words resemble too many others. */
const SHORTEST_MENDED = 4;

/** Finding influencers: brands among the shared ones, staff among all of the label. */
@Injectable()
export class Discovery {
  constructor(private readonly queries: DiscoveryQueries) {}

  async search(input: SearchInput): Promise<SearchResult> {
    authorize('read', 'Influencer');
    const sort = input.sort ?? (input.q ? 'relevance' : 'followers');
    const after = input.cursor === undefined ? null : decoded(input.cursor, sort);
    const { wanted, counts, corrected } = await this.counted(input);
    const total = totalOf(counts);
    const hits =
      total === 0 ? [] : await this.queries.hits(wanted, sort, after, input.limit + 1, total <= FEW);
    const shown = hits.slice(0, input.limit);
    const last = shown.at(-1);
    return {
      data: await this.queries.rows(shown.map(({ id }) => id)),
      next: hits.length > input.limit && last ? encoded(last, sort) : null,
      total,
      facets: {
        platforms: choices(counts, 'platform', input.platform ? [input.platform] : [], 20),
        countries: choices(counts, 'country', input.country, SHOWN_COUNTRIES),
        topics: choices(counts, 'topic', input.topic, SHOWN_TOPICS),
      },
      sort,
      corrected,
      filter: {
        q: input.q ?? null,
        platform: input.platform ?? null,
        countries: input.country,
        topics: input.topic,
        followersMin: input.followersMin ?? null,
        followersMax: input.followersMax ?? null,
        engagementMin: input.engagementMin ?? null,
        engagementMax: input.engagementMax ?? null,
      },
      ...addressOf(input),
      later: after !== null,
    };
  }

  /** A word that nobody has is replaced by the nearest that somebody has whom the person may see; the page says so. */
  private async counted(input: SearchInput): Promise<Counted> {
    const wanted = conditionsOf(input);
    const counts = nobody() ? [] : await this.queries.counts(wanted);
    const asTyped = { wanted, counts, corrected: null };
    if (totalOf(counts) > 0 || !wanted.words || nobody() || (await this.somebodyHas(wanted.words)))
      return asTyped;
    const words: string[] = [];
    for (const word of wordsOf(input.q ?? '').slice(0, 8)) words.push(await this.mended(word));
    const corrected = words.join(' ');
    const query = searchQuery(corrected);
    if (query === null || query === wanted.words) return asTyped;
    const instead = { ...wanted, words: query, typed: corrected };
    return { wanted: instead, counts: await this.queries.counts(instead), corrected };
  }

  private async mended(word: string): Promise<string> {
    if (word.length < SHORTEST_MENDED || (await this.somebodyHas(searchQuery(word)!))) return word;
    for (const near of await this.queries.nearest(word)) {
      if (await this.somebodyHas(searchQuery(near)!)) return near;
    }
    return word;
  }

  private somebodyHas(words: string): Promise<boolean> {
    return this.queries.somebodyHas({ ...wall(), words });
  }
}

interface Counted {
  readonly wanted: Wanted;
  readonly counts: readonly Count[];
  readonly corrected: string | null;
}

const totalOf = (counts: readonly Count[]): number => counts.find(({ dim }) => dim === 'total')?.n ?? 0;

/** A member without an organization here (a foreign one in the path) meets nobody. */
function nobody(): boolean {
  const { kind, partyIds } = currentActor();
  return kind === 'influencer' || (kind === 'member' && partyIds.length === 0);
}

/** Brands meet the shared ones only. */
function wall(): Wanted {
  const { kind } = currentActor();
  return kind === 'staff' || kind === 'system' ? {} : { sharedOnly: true };
}

function conditionsOf(input: SearchInput): Wanted {
  const words = input.q === undefined ? null : searchQuery(input.q);
  const topics = input.topic.map(topicLexeme).filter((lexeme) => lexeme !== '#');
  const ppm = (percent: number) => Math.round(percent * 10_000);
  return {
    ...wall(),
    ...(words !== null && { words, typed: fold(input.q!.trim().replace(/^@/, '')) }),
    ...(topics.length > 0 && { topics: topics.map((lexeme) => `'${lexeme}'`).join(' | ') }),
    ...(input.platform && { platform: input.platform }),
    ...(input.country.length > 0 && { countries: `{${input.country.join(',')}}` }),
    ...(input.followersMin !== undefined && { followersMin: input.followersMin }),
    ...(input.followersMax !== undefined && { followersMax: input.followersMax }),
    ...(input.engagementMin !== undefined && { engagementMinPpm: ppm(input.engagementMin) }),
    ...(input.engagementMax !== undefined && { engagementMaxPpm: ppm(input.engagementMax) }),
  };
}

/** The most frequent, and what is chosen, however rare. */
function choices(
  counts: readonly Count[],
  dim: Count['dim'],
  chosen: readonly string[],
  most: number,
): Choice[] {
  const folded = chosen.map(fold);
  const isChosen = (value: string) => folded.includes(fold(value));
  const all = counts.flatMap((count) =>
    count.dim === dim && count.value !== null
      ? [{ value: count.value, count: count.n, chosen: isChosen(count.value) }]
      : [],
  );
  const missing = chosen.filter((value) => !all.some((choice) => fold(choice.value) === fold(value)));
  return [
    ...all.filter((choice, place) => place < most || choice.chosen),
    ...missing.map((value) => ({ value, count: 0, chosen: true })),
  ];
}

/** The cursor holds the order that it is a place in: in another one it would skip rows. */
function encoded({ rank, figure, name, id }: Hit, sort: Sort): string {
  return Buffer.from(JSON.stringify([sort, rank, figure, name, id])).toString('base64url');
}

function decoded(cursor: string, sort: Sort): Position {
  try {
    const [order, rank, figure, name, id] = JSON.parse(
      Buffer.from(cursor, 'base64url').toString(),
    ) as unknown[];
    const fits = order === sort && Number.isInteger(rank) && Number.isSafeInteger(figure) && isUuid(id);
    if (fits && (name === null || typeof name === 'string'))
      return { rank: rank as number, figure: figure as number, name, id };
  } catch {
    // Not a cursor of ours.
  }
  throw invalid('bad_cursor');
}
