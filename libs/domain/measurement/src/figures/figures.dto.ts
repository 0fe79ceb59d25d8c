import { CampaignHead, CollaborationHead } from '#domain/campaigns';
import { DELIVERABLE_STATES } from '#domain/content';
import { z } from 'zod';
import { FLAGS, METRICS, SOURCES } from './metrics.js';

/** Counts as they were read; one that cannot be is kept and flagged, so that whoever checks it sees it. */
const count = z.number().int().min(-1e12).max(1e13).optional();

/** What was read of one post, all at one time. `hidden` names what the platform does not show; the rest stays unknown. */
export const FiguresInput = z.object({
  views: count,
  impressions: count,
  reach: count,
  likes: count,
  comments: count,
  shares: count,
  saves: count,
  hidden: z.array(z.enum(METRICS)).max(METRICS.length).default([]),
  /** The label's staff say where they have it from; influencers report their own statistics. */
  source: z.enum(SOURCES).optional(),
  /** The day of the reading; today if left out. */
  capturedOn: z.iso.date().meta({ form: 'date' }).optional(),
  /** A picture of the statistics; demanded of figures from the influencer's own. */
  proofFileId: z.uuid().optional(),
});
export type FiguresInput = z.infer<typeof FiguresInput>;

export const UploadInput = z.object({ fileId: z.uuid() });
export type UploadInput = z.infer<typeof UploadInput>;

export const FiguresTaken = z.object({
  id: z.uuid(),
  state: z.enum(DELIVERABLE_STATES),
  /** What is still unknown of it; nothing means that it is measured, once verified. */
  missing: z.array(z.enum(METRICS)),
  flags: z.array(z.object({ metric: z.enum(METRICS), flag: z.enum(FLAGS) })),
});
export type FiguresTaken = z.infer<typeof FiguresTaken>;

export const UploadTaken = z.object({
  id: z.uuid(),
  posts: z.number().int(),
  figures: z.number().int(),
  flagged: z.number().int(),
});
export type UploadTaken = z.infer<typeof UploadTaken>;

export const FigureSeen = z.object({
  /** Null while `hidden`. */
  value: z.number().nullable(),
  hidden: z.boolean(),
  source: z.enum(SOURCES),
  capturedAt: z.string(),
  flags: z.array(z.enum(FLAGS)),
});

export const PostView = z.object({
  id: z.uuid(),
  collaborationId: z.uuid(),
  influencerName: z.string(),
  platform: z.string(),
  format: z.string(),
  position: z.number().int(),
  state: z.enum(DELIVERABLE_STATES),
  postUrl: z.string().nullable(),
  publishedAt: z.string().nullable(),
  /** By metric; what is not here is not known. Estimates are never among them. */
  figures: z.partialRecord(z.enum(METRICS), FigureSeen),
  engagements: z.number().nullable(),
  erViews: z.number().nullable(),
  missing: z.array(z.enum(METRICS)),
  estimatesOnly: z.boolean(),
});
export type PostView = z.infer<typeof PostView>;

const HistoryItem = FigureSeen.extend({
  id: z.uuid(),
  metric: z.enum(METRICS),
  who: z.string(),
  proofFileId: z.uuid().nullable(),
  createdAt: z.string(),
});

const page = {
  post: PostView,
  needed: z.array(z.enum(METRICS)),
  /** All that can be entered. */
  metrics: z.array(z.enum(METRICS)),
  history: z.array(HistoryItem),
  mayEnter: z.boolean(),
};

/** One post's figures, every observation of them, and the form for new ones. */
export const PostPage = z.object({ campaign: CampaignHead, ...page });
export type PostPage = z.infer<typeof PostPage>;

export const OwnPostPage = z.object({ campaign: CollaborationHead, ...page });
export type OwnPostPage = z.infer<typeof OwnPostPage>;
