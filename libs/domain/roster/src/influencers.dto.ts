import { z } from 'zod';
import { countryOf, languageOf, PLATFORMS } from './reading/index.js';

const text = (longest: number) => z.string().trim().max(longest);
const Count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** A country in any way that people write it, kept as ISO 3166-1 alpha-2. */
const Country = text(60).transform((value, context) => {
  const code = countryOf(value);
  if (code) return code;
  context.addIssue({ code: 'custom', params: { code: 'unknown_country' } });
  return z.NEVER;
});
/** A language as people write it, kept as ISO 639-1. */
const Language = text(40).transform((value, context) => {
  const code = languageOf(value);
  if (code) return code;
  context.addIssue({ code: 'custom', params: { code: 'unknown_language' } });
  return z.NEVER;
});

const personal = {
  displayName: text(200).min(1),
  email: text(254).pipe(z.email()).optional(),
  phone: text(40).optional(),
  country: Country.optional(),
  language: Language.optional(),
  city: text(100).optional(),
  bio: text(2_000).optional(),
  topics: z.array(text(60).min(1)).max(20).default([]).meta({ form: 'lines' }),
  visibility: z.enum(['shared', 'private']).default('shared'),
};

export const ChannelInput = z.object({
  platform: z.enum(PLATFORMS),
  /** A handle, an `@handle` or the profile's address. */
  handle: text(300).min(1),
  profileUrl: text(500)
    .pipe(z.url({ protocol: /^https?$/ }))
    .optional(),
  followers: Count.optional(),
  /** By followers, in percent: 1.39. */
  engagementPercent: z.number().min(0).max(1_000).optional(),
  avgLikes: Count.optional(),
  avgComments: Count.optional(),
  avgViews: Count.optional(),
  posts: Count.optional(),
});
export type ChannelInput = z.infer<typeof ChannelInput>;

/** A channel's address and figures; what it is known by stays. */
export const ChannelEdit = ChannelInput.omit({ platform: true, handle: true });
export type ChannelEdit = z.infer<typeof ChannelEdit>;

/** Added by hand: the person, and the one channel that makes them findable. */
export const InfluencerInput = z.object({ ...personal, channel: ChannelInput });
export type InfluencerInput = z.infer<typeof InfluencerInput>;
export const InfluencerEdit = z.object(personal);
export type InfluencerEdit = z.infer<typeof InfluencerEdit>;

export const ContactInput = z.object({
  email: text(254).pipe(z.email()).optional(),
  phone: text(40).optional(),
});
export type ContactInput = z.infer<typeof ContactInput>;

export const ClaimInput = z.object({
  email: text(254).pipe(z.email()).optional(),
  message: text(1_000).optional(),
});
export type ClaimInput = z.infer<typeof ClaimInput>;

export const ChannelView = z.object({
  id: z.uuid(),
  platform: z.string(),
  handle: z.string(),
  /** The list held a name and no handle; this was made from it. */
  handleDerived: z.boolean(),
  profileUrl: z.string().nullable(),
  followers: z.number().int().nullable(),
  /** By followers, in percent: 1.39. */
  engagementPercent: z.number().nullable(),
  avgLikes: z.number().int().nullable(),
  avgComments: z.number().int().nullable(),
  avgShares: z.number().int().nullable(),
  avgViews: z.number().int().nullable(),
  avgEngagements: z.number().int().nullable(),
  posts: z.number().int().nullable(),
  totalLikes: z.number().int().nullable(),
  totalViews: z.number().int().nullable(),
  influenceScore: z.number().int().nullable(),
  /** Where the figures are from, and when they were seen. */
  source: z.enum(['import', 'staff', 'influencer', 'platform']),
  observedAt: z.string(),
});
export type ChannelView = z.infer<typeof ChannelView>;

/** What a brand sees of somebody: neither address nor telephone. */
export const InfluencerProfile = z.object({
  id: z.uuid(),
  displayName: z.string(),
  country: z.string().nullable(),
  language: z.string().nullable(),
  city: z.string().nullable(),
  bio: z.string().nullable(),
  topics: z.array(z.string()),
  claimed: z.boolean(),
  /** Strongest first. */
  channels: z.array(ChannelView),
});
export type InfluencerProfile = z.infer<typeof InfluencerProfile>;

/** Everything, for the label's staff. */
export const InfluencerRecord = InfluencerProfile.extend({
  email: z.string().nullable(),
  phone: z.string().nullable(),
  gender: z.string().nullable(),
  visibility: z.enum(['shared', 'private']),
  source: z.string(),
  legalBasis: z.string(),
  claimedAt: z.string().nullable(),
  invitedAt: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type InfluencerRecord = z.infer<typeof InfluencerRecord>;

/** One's own profile. */
export const OwnProfile = InfluencerProfile.extend({
  email: z.string().nullable(),
  phone: z.string().nullable(),
  source: z.string(),
});
export type OwnProfile = z.infer<typeof OwnProfile>;
