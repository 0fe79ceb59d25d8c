import { z } from 'zod';
import { CAMPAIGN_STATES } from './campaign.states.js';

export const PLATFORMS = [
  'instagram',
  'tiktok',
  'youtube',
  'facebook',
  'x',
  'linkedin',
  'twitch',
  'blog',
  'podcast',
] as const;
export const FORMATS = [
  'feed',
  'reel',
  'story',
  'video',
  'short',
  'live',
  'post',
  'article',
  'episode',
] as const;
export const OBJECTIVES = ['awareness', 'engagement', 'traffic', 'sales', 'content'] as const;

/** Sentences, one a line. */
const Lines = z.array(z.string().trim().min(1).max(500)).max(20).default([]).meta({ form: 'paragraphs' });
const IsoDate = z.iso.date().meta({ form: 'date' });

export const DeliverableInput = z.object({
  platform: z.enum(PLATFORMS),
  format: z.enum(FORMATS),
  quantity: z.number().int().min(1).max(50).default(1),
  durationSeconds: z.number().int().min(1).max(14_400).optional(),
  ratio: z
    .string()
    .regex(/^\d{1,2}:\d{1,2}$/)
    .optional(),
});

/** What a campaign is made of; every part but the name may be filled in later, until it is submitted. */
export const CampaignInput = z.object({
  name: z.string().trim().min(1).max(120),
  objective: z.enum(OBJECTIVES).default('awareness'),
  brief: z
    .object({
      summary: z.string().max(5_000).optional(),
      audience: z.string().max(1_000).optional(),
      keyMessages: Lines,
      dos: Lines,
      donts: Lines,
      references: Lines,
    })
    .prefault({}),
  markets: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .max(30)
    .default([])
    .meta({ form: 'lines' }),
  hashtags: z
    .array(z.string().regex(/^#?[\p{L}\p{N}_]{1,60}$/u))
    .max(10)
    .default([])
    .meta({ form: 'lines' }),
  mentions: z
    .array(z.string().regex(/^@?[\w.]{1,60}$/))
    .max(10)
    .default([])
    .meta({ form: 'lines' }),
  landingUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .optional(),
  deliverables: z.array(DeliverableInput).max(20).default([]),
  draftDue: IsoDate.optional(),
  publishFrom: IsoDate.optional(),
  publishTo: IsoDate.optional(),
  usageRights: z
    .object({
      channels: z
        .array(z.enum(['organic', 'paid', 'ownMedia', 'retail']))
        .max(4)
        .default([]),
      territory: z.string().max(100).optional(),
      months: z.number().int().min(0).max(60).optional(),
      starts: z.enum(['signing', 'delivery', 'posting']).default('posting'),
    })
    .prefault({}),
  revisionCap: z.number().int().min(0).max(10).default(2),
  killFeePercent: z.number().int().min(0).max(100).default(0),
  paymentTermsDays: z.number().int().min(0).max(180).optional(),
  budgetMinor: z.number().int().min(0).max(1_000_000_000_000).default(0).meta({ form: 'money' }),
});
export type CampaignInput = z.infer<typeof CampaignInput>;

export const CampaignRow = z.object({
  id: z.uuid(),
  name: z.string(),
  organizationId: z.uuid(),
  organizationName: z.string(),
  state: z.enum(CAMPAIGN_STATES),
  objective: z.string(),
  currency: z.string(),
  budgetMinor: z.number().int(),
  reservedMinor: z.number().int(),
  spentMinor: z.number().int(),
  collaborations: z.number().int(),
  publishFrom: z.string().nullable(),
  publishTo: z.string().nullable(),
  updatedAt: z.string(),
});
export type CampaignRow = z.infer<typeof CampaignRow>;

export const CampaignList = z.object({
  data: z.array(CampaignRow),
  next: z.string().nullable(),
  state: z.string().nullable(),
  q: z.string().nullable(),
});
export type CampaignList = z.infer<typeof CampaignList>;

export const CampaignFilter = z.object({
  state: z.enum(CAMPAIGN_STATES).optional(),
  q: z.string().max(100).optional(),
  cursor: z.uuid().optional(),
  limit: z.number().int().min(1).max(100).default(25),
});
export type CampaignFilter = z.infer<typeof CampaignFilter>;

export const ReasonInput = z.object({ reason: z.string().trim().min(3).max(2_000) });
export const DuplicateInput = z.object({ name: z.string().trim().min(1).max(120) });
export const BudgetInput = z.object({
  budgetMinor: z.number().int().min(1).max(1_000_000_000_000).meta({ form: 'money' }),
});
export const StaffCampaignInput = z.object({ ...CampaignInput.shape, organizationId: z.uuid() });
export type StaffCampaignInput = z.infer<typeof StaffCampaignInput>;

export const CampaignAnswer = z.object({ id: z.uuid(), state: z.enum(CAMPAIGN_STATES) });

/** Staff read besides whom a campaign waits for, and since when. */
export const StaffCampaignRow = z.object({
  ...CampaignRow.shape,
  waitingFor: z.enum(['staff', 'brand', 'influencer', 'nobody']),
  waitingSince: z.string().nullable(),
});
export const StaffCampaignList = z.object({
  data: z.array(StaffCampaignRow),
  next: z.string().nullable(),
  state: z.string().nullable(),
  q: z.string().nullable(),
});
export type StaffCampaignList = z.infer<typeof StaffCampaignList>;
