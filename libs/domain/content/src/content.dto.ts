import { CampaignHead, CollaborationHead } from '#domain/campaigns';
import { DisclosureView } from '#domain/disclosure';
import { z } from 'zod';
import { DELIVERABLE_STATES } from './deliverable.states.js';

const Verdict = z.enum(['pass', 'warn', 'fail']);

/** A piece in a list. Amounts are added per audience: a brand's row has no net, an influencer's no price. */
export const PieceRow = z.object({
  id: z.uuid(),
  campaignId: z.uuid(),
  campaignName: z.string(),
  collaborationId: z.uuid(),
  organizationName: z.string(),
  influencerId: z.uuid(),
  influencerName: z.string(),
  handle: z.string().nullable(),
  position: z.number().int(),
  platform: z.string(),
  format: z.string(),
  durationSeconds: z.number().int().nullable(),
  ratio: z.string().nullable(),
  state: z.enum(DELIVERABLE_STATES),
  late: z.boolean(),
  dueOn: z.string().nullable(),
  version: z.number().int(),
  /** What the judge last said; null before the first draft. */
  verdict: Verdict.nullable(),
  submittedAt: z.string().nullable(),
  reviewDueAt: z.string().nullable(),
  escalated: z.boolean(),
  plannedFor: z.string().nullable(),
  postUrl: z.string().nullable(),
  publishedAt: z.string().nullable(),
  verifiedAt: z.string().nullable(),
  currency: z.string(),
  /** The piece's own page in this portal. */
  path: z.string(),
  actions: z.array(z.string()),
});
export type PieceRow = z.infer<typeof PieceRow>;

export const BrandPieceRow = PieceRow.extend({ priceMinor: z.number().int() });
export const InfluencerPieceRow = PieceRow.extend({ netMinor: z.number().int() });
export const StaffPieceRow = PieceRow.extend({ priceMinor: z.number().int(), netMinor: z.number().int() });

const Counts = z.object({
  all: z.number().int(),
  toReview: z.number().int(),
  withInfluencer: z.number().int(),
  toVerify: z.number().int(),
  verified: z.number().int(),
  late: z.number().int(),
});

/** The content tab of a campaign, for brands and staff, and of a collaboration, for its influencer. */
export const BrandContent = z.object({
  campaign: CampaignHead,
  counts: Counts,
  data: z.array(BrandPieceRow),
  next: z.null(),
});
export const StaffContent = z.object({
  campaign: CampaignHead,
  counts: Counts,
  data: z.array(StaffPieceRow),
  next: z.null(),
});
export const InfluencerContent = z.object({
  campaign: CollaborationHead,
  counts: Counts,
  data: z.array(InfluencerPieceRow),
  next: z.null(),
});

export const ContentFile = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(['image', 'video', 'document']),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  bytes: z.number().int(),
  /** Where this person may load it. */
  path: z.string(),
});

const Said = z.object({
  id: z.uuid(),
  decision: z.enum(['approved', 'changesRequested', 'comment', 'verified']),
  note: z.string().nullable(),
  who: z.string(),
  side: z.enum(['brand', 'staff', 'influencer']),
  at: z.string(),
  /** The place it is pinned to: per cent of the picture, ready to be shown; or a second. */
  pin: z
    .object({
      number: z.number().int(),
      fileId: z.uuid().nullable(),
      x: z.number().int().nullable(),
      y: z.number().int().nullable(),
      second: z.number().int().nullable(),
    })
    .nullable(),
  forClient: z.boolean(),
  /** For staff only. */
  evidence: z.string().nullable(),
  overrideReason: z.string().nullable(),
});

export const VersionView = z.object({
  version: z.number().int(),
  at: z.string(),
  caption: z.string(),
  paidPartnershipLabel: z.boolean(),
  note: z.string().nullable(),
  files: z.array(ContentFile),
  disclosure: DisclosureView,
  said: z.array(Said),
});
export type VersionView = z.infer<typeof VersionView>;

export const DiffPartView = z.object({ text: z.string(), change: z.enum(['same', 'added', 'removed']) });

/** What the influencer must have before their eyes while writing; brands see that they have. */
const Reminders = z.object({
  summary: z.string().nullable(),
  keyMessages: z.array(z.string()),
  dos: z.array(z.string()),
  donts: z.array(z.string()),
  hashtags: z.array(z.string()),
  mentions: z.array(z.string()),
  publishFrom: z.string().nullable(),
  publishTo: z.string().nullable(),
});

const Publication = z.object({
  postUrl: z.string().nullable(),
  liveCaption: z.string().nullable(),
  proof: ContentFile.nullable(),
  /** The approved caption against the live one. */
  diff: z.array(DiffPartView),
  same: z.boolean(),
  returnedNote: z.string().nullable(),
  /** What the judge says of the live caption today; what was said at verification once it is verified. */
  disclosure: DisclosureView.nullable(),
});

const pieceParts = {
  reminders: Reminders,
  /** Every version's number, newest first. */
  versions: z.array(
    z.object({
      version: z.number().int(),
      at: z.string(),
      verdict: Verdict,
      path: z.string(),
      current: z.boolean(),
    }),
  ),
  shown: VersionView.nullable(),
  /** The version that stands beside it. */
  against: VersionView.nullable(),
  diff: z.array(DiffPartView),
  revisions: z.object({ used: z.number().int(), cap: z.number().int(), left: z.number().int() }),
  /** Why approving is not possible now, as an error code; null if it is. */
  blocked: z.string().nullable(),
  publication: Publication,
  may: z.object({
    decide: z.boolean(),
    comment: z.boolean(),
    override: z.boolean(),
    allowRevision: z.boolean(),
  }),
};

export const BrandPiece = z.object({ campaign: CampaignHead, piece: BrandPieceRow, ...pieceParts });
export const StaffPiece = z.object({ campaign: CampaignHead, piece: StaffPieceRow, ...pieceParts });
export const InfluencerPiece = z.object({
  campaign: CollaborationHead,
  piece: InfluencerPieceRow,
  ...pieceParts,
  /** The tracked address that belongs into the post. */
  link: z.string().nullable(),
  /** What was typed, judged; only in the answer to a check. */
  draft: z
    .object({
      caption: z.string(),
      paidPartnershipLabel: z.boolean(),
      note: z.string().nullable(),
      files: z.array(z.object({ id: z.uuid(), name: z.string() })),
    })
    .nullable(),
  check: DisclosureView.nullable(),
});

export const VerifyQueue = z.object({ data: z.array(StaffPieceRow), next: z.string().nullable() });
export const QueueFilter = z.object({
  cursor: z.uuid().optional(),
  limit: z.number().int().min(1).max(100).default(25),
});
export type QueueFilter = z.infer<typeof QueueFilter>;

/** The answer to handing in a draft: its version, and what the judge said. */
export const Submitted = z.object({
  id: z.uuid(),
  state: z.string(),
  version: z.number().int(),
  disclosure: DisclosureView,
});
