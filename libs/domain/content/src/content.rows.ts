import { may } from '#platform/access';
import { currentActor } from '#platform/kernel';
import type { PieceRow } from './content.dto.js';
import type { PieceLine } from './content.queries.js';
import { contentActions, isLate } from './content.rules.js';
import type { DeliverableState } from './deliverable.states.js';

/** Where the current actor works on a piece. */
export function pathOf({ id, campaignId, collaborationId, organizationId }: PieceLine): string {
  const { kind } = currentActor();
  if (kind === 'influencer') return `/collaborations/${collaborationId}/content/${id}`;
  return kind === 'member'
    ? `/o/${organizationId}/campaigns/${campaignId}/content/${id}`
    : `/campaigns/${campaignId}/content/${id}`;
}

export function fileKind(mediaType: string): 'image' | 'video' | 'document' {
  if (mediaType.startsWith('image/')) return 'image';
  return mediaType.startsWith('video/') ? 'video' : 'document';
}

/** A piece as this audience may see it: price for who pays, net for who earns, both for the label's staff. */
export function rowOf(line: PieceLine): PieceRow & { priceMinor?: number; netMinor?: number } {
  const iso = (date: Date | null) => date?.toISOString() ?? null;
  return {
    id: line.id,
    campaignId: line.campaignId,
    campaignName: line.campaignName,
    collaborationId: line.collaborationId,
    organizationName: line.organizationName,
    influencerId: line.influencerId,
    influencerName: line.influencerName,
    handle: line.handle,
    position: line.position,
    platform: line.platform,
    format: line.format,
    durationSeconds: line.durationSeconds,
    ratio: line.ratio,
    state: line.state,
    late: isLate(line),
    dueOn: line.dueOn,
    version: line.version,
    verdict: line.verdict,
    submittedAt: iso(line.submittedAt),
    reviewDueAt: iso(line.reviewDueAt),
    escalated: line.escalatedAt !== null,
    plannedFor: iso(line.plannedFor),
    postUrl: line.postUrl,
    publishedAt: iso(line.publishedAt),
    verifiedAt: iso(line.verifiedAt),
    currency: line.currency,
    path: pathOf(line),
    actions: contentActions(line),
    ...(currentActor().kind !== 'influencer' &&
      may('read', 'Price') && { priceMinor: Number(line.priceMinor) }),
    ...(currentActor().kind !== 'member' && may('read', 'Net') && { netMinor: Number(line.netMinor) }),
  };
}

const WITH_INFLUENCER: readonly DeliverableState[] = ['due', 'changesRequested', 'approved', 'scheduled'];

export function countsOf(lines: readonly PieceLine[]) {
  const count = (test: (line: PieceLine) => boolean) => lines.filter(test).length;
  return {
    all: count(({ state }) => state !== 'dropped'),
    toReview: count(({ state }) => state === 'submitted'),
    withInfluencer: count(({ state }) => WITH_INFLUENCER.includes(state)),
    toVerify: count(({ state }) => state === 'published'),
    verified: count(({ state }) => state === 'verified' || state === 'measured'),
    late: count(isLate),
  };
}
