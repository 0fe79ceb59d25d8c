import type { Influencer, InfluencerChannel } from './influencer.entities.js';
import type { ChannelView, InfluencerProfile, InfluencerRecord } from './influencers.dto.js';

/** Rates are kept as parts per million; people and programs read percent. */
export function percentOf(ppm: number | null): number | null {
  return ppm === null ? null : ppm / 10_000;
}

function channelView(channel: InfluencerChannel): ChannelView {
  return {
    id: channel.id,
    platform: channel.platform,
    handle: channel.handle,
    handleDerived: channel.handleDerived,
    profileUrl: channel.profileUrl,
    followers: channel.followers,
    engagementPercent: percentOf(channel.engagementPpm),
    avgLikes: channel.avgLikes,
    avgComments: channel.avgComments,
    avgShares: channel.avgShares,
    avgViews: channel.avgViews,
    avgEngagements: channel.avgEngagements,
    posts: channel.posts,
    totalLikes: channel.totalLikes,
    totalViews: channel.totalViews,
    influenceScore: channel.influenceScore,
    source: channel.source,
    observedAt: channel.observedAt.toISOString(),
  };
}

/** The part of a profile that may be shown to everybody who may see the profile at all. */
export function profileOf(influencer: Influencer, channels: readonly InfluencerChannel[]): InfluencerProfile {
  const { id, displayName, country, language, city, bio, topics, claimedAt } = influencer;
  const claimed = claimedAt !== null;
  return {
    id,
    displayName,
    country,
    language,
    city,
    bio,
    topics,
    claimed,
    channels: channels.map(channelView),
  };
}

export function recordOf(
  influencer: Influencer,
  channels: readonly InfluencerChannel[],
  invitedAt: Date | null,
): InfluencerRecord {
  const { email, phone, gender, visibility, source, legalBasis } = influencer;
  return {
    ...profileOf(influencer, channels),
    email,
    phone,
    gender,
    visibility,
    source,
    legalBasis,
    claimedAt: influencer.claimedAt?.toISOString() ?? null,
    invitedAt: invitedAt?.toISOString() ?? null,
    createdAt: influencer.createdAt.toISOString(),
    updatedAt: influencer.updatedAt.toISOString(),
  };
}
