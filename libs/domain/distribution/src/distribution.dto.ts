import { CampaignHead, CollaborationHead } from '#domain/campaigns';
import { z } from 'zod';

export const LinkRow = z.object({
  id: z.uuid(),
  collaborationId: z.uuid(),
  influencerName: z.string(),
  handle: z.string().nullable(),
  slug: z.string(),
  /** The address to post. */
  url: z.string(),
  targetUrl: z.string(),
  /** No landing page and no site was known when the link was made: it leads nowhere useful yet. */
  targetMissing: z.boolean(),
  state: z.enum(['active', 'ended']),
  activeFrom: z.string().nullable(),
  activeTo: z.string().nullable(),
});
export type LinkRow = z.infer<typeof LinkRow>;

/** A public feed of what is verified; null while rights or state do not allow one. */
export const FeedAddresses = z.object({ json: z.string(), rss: z.string() });

export const CampaignLinks = z.object({
  campaign: CampaignHead,
  data: z.array(LinkRow),
  next: z.null(),
  feeds: FeedAddresses.nullable(),
  may: z.object({ redirect: z.boolean() }),
});

export const CollaborationLinks = z.object({
  campaign: CollaborationHead,
  data: z.array(LinkRow),
  next: z.null(),
});

export const RedirectInput = z.object({ targetUrl: z.url({ protocol: /^https?$/ }).max(2_000) });
export type RedirectInput = z.infer<typeof RedirectInput>;
