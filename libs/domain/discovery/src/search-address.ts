import type { SearchInput, SearchResult } from './discovery.dto.js';

type Pair = readonly [field: string, value: string];

function pairs(input: SearchInput): Pair[] {
  const single = ['q', 'platform', 'followersMin', 'followersMax', 'engagementMin', 'engagementMax'] as const;
  return [
    ...single.flatMap((field): Pair[] =>
      input[field] === undefined || input[field] === '' ? [] : [[field, String(input[field])]],
    ),
    ...input.country.map((value): Pair => ['country', value]),
    ...input.topic.map((value): Pair => ['topic', value]),
  ];
}

const asQuery = (list: readonly Pair[]): string =>
  new URLSearchParams(list.map(([field, value]): [string, string] => [field, value])).toString();

/** The search as an address: whole, and without each of its filters. */
export function addressOf(input: SearchInput): Pick<SearchResult, 'query' | 'applied'> {
  const all = pairs(input);
  const sort: Pair[] = input.sort ? [['sort', input.sort]] : [];
  return {
    query: asQuery(all),
    applied: all
      .filter(([field]) => field !== 'q')
      .map((pair) => ({
        field: pair[0],
        value: pair[1],
        without: asQuery([...all.filter((other) => other !== pair), ...sort]),
      })),
  };
}
