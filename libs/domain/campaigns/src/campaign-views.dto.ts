import { z } from 'zod';
import { CampaignHead, CollaborationHead } from './campaign-heads.dto.js';
import { DocumentRow } from './campaign-documents.service.js';
import { COLLABORATION_STATES } from './collaboration.states.js';
import { TimelineItem } from './timeline.service.js';

const Lines = z.array(z.string());

export const DeliverableRow = z.object({
  platform: z.string(),
  format: z.string(),
  quantity: z.number().int(),
  durationSeconds: z.number().int().nullable(),
  ratio: z.string().nullable(),
});

/** What a campaign asks for, as all sides read it: no amounts. */
export const BriefView = z.object({
  objective: z.string(),
  summary: z.string().nullable(),
  audience: z.string().nullable(),
  keyMessages: Lines,
  dos: Lines,
  donts: Lines,
  references: Lines,
  markets: Lines,
  hashtags: Lines,
  mentions: Lines,
  landingUrl: z.string().nullable(),
  deliverables: z.array(DeliverableRow),
  draftDue: z.string().nullable(),
  publishFrom: z.string().nullable(),
  publishTo: z.string().nullable(),
  usageRights: z.object({
    channels: Lines,
    territory: z.string().nullable(),
    months: z.number().int().nullable(),
    starts: z.string(),
  }),
  revisionCap: z.number().int(),
  killFeePercent: z.number().int(),
  paymentTermsDays: z.number().int(),
});
export type BriefView = z.infer<typeof BriefView>;

export const CampaignPage = z.object({
  campaign: CampaignHead,
  brief: BriefView,
  budgetMinor: z.number().int(),
  currency: z.string(),
  returnedNote: z.string().nullable(),
  timeline: z.array(TimelineItem),
});
export type CampaignPage = z.infer<typeof CampaignPage>;

/** The form of a campaign: what is stored, in the shape of its input. */
export const CampaignDraft = z.object({
  id: z.uuid(),
  organizationId: z.uuid(),
  organizationName: z.string(),
  state: z.string(),
  returnedNote: z.string().nullable(),
  currency: z.string(),
  name: z.string(),
  objective: z.string(),
  brief: BriefView.pick({
    summary: true,
    audience: true,
    keyMessages: true,
    dos: true,
    donts: true,
    references: true,
  }),
  ...BriefView.omit({
    objective: true,
    summary: true,
    audience: true,
    keyMessages: true,
    dos: true,
    donts: true,
    references: true,
  }).shape,
  budgetMinor: z.number().int(),
});
export type CampaignDraft = z.infer<typeof CampaignDraft>;

export const CampaignDocumentsPage = z.object({ campaign: CampaignHead, documents: z.array(DocumentRow) });

const Person = {
  id: z.uuid(),
  influencerId: z.uuid(),
  name: z.string(),
  platform: z.string().nullable(),
  handle: z.string().nullable(),
  followers: z.number().nullable(),
  engagementPpm: z.number().nullable(),
  state: z.enum(COLLABORATION_STATES),
  currency: z.string(),
  priceMinor: z.number().int().nullable(),
  offerVersion: z.number().int(),
  /** Whose move it is: this side's, theirs, or nobody's. */
  turn: z.enum(['ours', 'theirs', 'none']),
  actions: z.array(z.string()),
  threadId: z.uuid().nullable(),
  unread: z.number().int(),
  expiresAt: z.string().nullable(),
  updatedAt: z.string(),
};

/** A brand's view: prices. */
export const BrandPersonRow = z.object(Person);
/** Staff see both sides. */
export const StaffPersonRow = z.object({ ...Person, netMinor: z.number().int().nullable() });
export type StaffPersonRow = z.infer<typeof StaffPersonRow>;

export const BrandPeoplePage = z.object({ campaign: CampaignHead, data: z.array(BrandPersonRow) });
export const StaffPeoplePage = z.object({ campaign: CampaignHead, data: z.array(StaffPersonRow) });

const OfferRow = {
  version: z.number().int(),
  side: z.enum(['brand', 'influencer', 'staff']),
  currency: z.string(),
  note: z.string().nullable(),
  at: z.string(),
};
const BrandOffer = z.object({ ...OfferRow, priceMinor: z.number().int() });
const StaffOffer = z.object({ ...OfferRow, priceMinor: z.number().int(), netMinor: z.number().int() });
const InfluencerOffer = z.object({ ...OfferRow, netMinor: z.number().int() });
const Signed = z.object({ name: z.string(), at: z.string(), sha256: z.string() }).nullable();
const More = {
  note: z.string().nullable(),
  dropReason: z.string().nullable(),
  signed: Signed,
  timeline: z.array(TimelineItem),
};

export const BrandPersonPage = z.object({
  campaign: CampaignHead,
  person: BrandPersonRow,
  offers: z.array(BrandOffer),
  ...More,
});
export const StaffPersonPage = z.object({
  campaign: CampaignHead,
  person: StaffPersonRow,
  offers: z.array(StaffOffer),
  ...More,
});
export type StaffPersonPage = z.infer<typeof StaffPersonPage>;

/** Who would be asked, and what stands in the way. */
export const InvitePage = z.object({
  campaign: CampaignHead,
  candidates: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      platform: z.string().nullable(),
      handle: z.string().nullable(),
      followers: z.number().nullable(),
      problem: z.enum(['no_address', 'already_invited']).nullable(),
    }),
  ),
  q: z.string().nullable(),
});
export type InvitePage = z.infer<typeof InvitePage>;

/** Influencers: ids from a list or a search, or a search right here. */
export const InviteSearch = z.object({
  influencers: z.array(z.uuid()).max(200).default([]),
  /** The same, as the selection of a list is named. */
  influencerIds: z.array(z.uuid()).max(200).default([]),
  q: z.string().max(100).optional(),
});
export type InviteSearch = z.infer<typeof InviteSearch>;

export const CollaborationRow = z.object({
  id: z.uuid(),
  campaignId: z.uuid(),
  name: z.string(),
  organizationName: z.string(),
  influencerName: z.string(),
  state: z.enum(COLLABORATION_STATES),
  currency: z.string(),
  netMinor: z.number().int().nullable(),
  offerVersion: z.number().int(),
  turn: z.enum(['ours', 'theirs', 'none']),
  draftDue: z.string().nullable(),
  publishFrom: z.string().nullable(),
  publishTo: z.string().nullable(),
  expiresAt: z.string().nullable(),
  unread: z.number().int(),
});
export type CollaborationRow = z.infer<typeof CollaborationRow>;

export const CollaborationList = z.object({
  data: z.array(CollaborationRow),
  next: z.string().nullable(),
  open: z.boolean(),
});
export const CollaborationFilter = z.object({
  /** Those in which something is still to happen. */
  open: z.boolean().default(false),
  cursor: z.uuid().optional(),
  limit: z.number().int().min(1).max(100).default(25),
});
export type CollaborationFilter = z.infer<typeof CollaborationFilter>;

export const CollaborationPage = z.object({
  campaign: CollaborationHead,
  brief: BriefView,
  note: z.string().nullable(),
  dropReason: z.string().nullable(),
  offerVersion: z.number().int(),
  expiresAt: z.string().nullable(),
  offers: z.array(InfluencerOffer),
  timeline: z.array(TimelineItem),
});
export type CollaborationPage = z.infer<typeof CollaborationPage>;

export const CollaborationDocumentsPage = z.object({
  campaign: CollaborationHead,
  documents: z.array(DocumentRow),
});
