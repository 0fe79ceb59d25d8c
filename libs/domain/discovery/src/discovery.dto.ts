import { z } from 'zod';
import { countryOf, PLATFORMS } from '#domain/roster';

export const SORTS = ['followers', 'engagement', 'relevance', 'name'] as const;
export type Sort = (typeof SORTS)[number];

const Followers = z.number().int().min(0).max(10_000_000_000);
const Percent = z.number().min(0).max(1_000);

/** What a search asks for, as it stands in the address. Rates are in percent, by followers. */
export const SearchInput = z.object({
  q: z.string().max(200).optional(),
  platform: z.enum(PLATFORMS).optional(),
  country: z
    .array(
      z
        .string()
        .max(60)
        .transform((text) => countryOf(text) ?? ''),
    )
    .max(20)
    .default([])
    .transform((codes) => [...new Set(codes.filter((code) => code !== ''))]),
  topic: z.array(z.string().max(60)).max(20).default([]),
  followersMin: Followers.optional(),
  followersMax: Followers.optional(),
  engagementMin: Percent.optional(),
  engagementMax: Percent.optional(),
  sort: z.enum(SORTS).optional(),
  cursor: z.string().max(300).optional(),
  limit: z.number().int().min(1).max(100).default(25),
});
export type SearchInput = z.infer<typeof SearchInput>;

const Choice = z.object({ value: z.string(), count: z.number().int(), chosen: z.boolean() });
export type Choice = z.infer<typeof Choice>;

/** One found influencer, by the channel that was asked for, else their strongest. */
export const FoundRow = z.object({
  id: z.uuid(),
  displayName: z.string(),
  platform: z.string(),
  handle: z.string(),
  followers: z.number().int().nullable(),
  /** By followers, in percent: 1.39. */
  engagementPercent: z.number().nullable(),
  country: z.string().nullable(),
  topics: z.array(z.string()),
  /** Where the figures are from, and when they were seen. */
  source: z.enum(['import', 'staff', 'influencer', 'platform']),
  observedAt: z.string(),
  claimed: z.boolean(),
  visibility: z.enum(['shared', 'private']),
});
export type FoundRow = z.infer<typeof FoundRow>;

export const SearchResult = z.object({
  data: z.array(FoundRow),
  next: z.string().nullable(),
  total: z.number().int(),
  /** Of each kind, what there is; counted without the kind's own filter. */
  facets: z.object({ platforms: z.array(Choice), countries: z.array(Choice), topics: z.array(Choice) }),
  sort: z.enum(SORTS),
  /** What was searched instead of a word that nobody has. */
  corrected: z.string().nullable(),
  filter: z.object({
    q: z.string().nullable(),
    platform: z.string().nullable(),
    countries: z.array(z.string()),
    topics: z.array(z.string()),
    followersMin: z.number().nullable(),
    followersMax: z.number().nullable(),
    engagementMin: z.number().nullable(),
    engagementMax: z.number().nullable(),
  }),
  /** The filters as a query string without cursor and sort; and each filter with the query string that lacks it. */
  query: z.string(),
  applied: z.array(z.object({ field: z.string(), value: z.string(), without: z.string() })),
  later: z.boolean(),
});
export type SearchResult = z.infer<typeof SearchResult>;
