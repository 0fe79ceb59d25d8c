import { CampaignHead, CollaborationHead } from '#domain/campaigns';
import { z } from 'zod';
import { CLICK_REASONS } from '../clicks/click-rules.js';
import { PostView } from '../figures/figures.dto.js';
import { FORMULA_IDS } from '../formulas/formulas.js';

/** A figure and the formula that it came from. Money is in minor units, with fractions; percent in points. */
export const FigureView = z.object({
  id: z.enum(FORMULA_IDS),
  version: z.number().int(),
  unit: z.enum(['count', 'percent', 'money', 'ratio']),
  value: z.number().nullable(),
  currency: z.string().nullable(),
  /** The same money in whole units, for figures of less than one. */
  major: z.number().nullable(),
});
export type FigureView = z.infer<typeof FigureView>;

/** What a chart shows, before it has words: `…Key` are locale keys, filled in where it is drawn. */
export const ChartView = z.object({
  type: z.enum(['stacked', 'bar']),
  titleKey: z.string(),
  series: z.array(z.object({ nameKey: z.string(), values: z.array(z.number().nullable()) })),
  dates: z.array(z.string()).optional(),
  categories: z.array(z.string()).optional(),
  /** What follows a category's name: a word by its locale key, and which of several it is. */
  places: z.array(z.object({ key: z.string(), number: z.number().int() })).optional(),
  unit: z.enum(['count', 'money']),
  currency: z.string().optional(),
});
export type ChartView = z.infer<typeof ChartView>;

export const ClicksView = z.object({
  total: z.number().int(),
  valid: z.number().int(),
  rulesVersion: z.number().int(),
  byReason: z.array(z.object({ reason: z.enum(CLICK_REASONS), count: z.number().int() })),
  /** Days of the label's time zone, without gaps; the last 366. */
  days: z.array(z.object({ day: z.string(), valid: z.number().int(), invalid: z.number().int() })),
});
export type ClicksView = z.infer<typeof ClicksView>;

export const CreatorView = z.object({
  collaborationId: z.uuid(),
  name: z.string(),
  platform: z.string(),
  handle: z.string().nullable(),
  posts: z.number().int(),
  withFigures: z.number().int(),
  clicks: z.number().int(),
  link: z.object({ address: z.string(), tryAddress: z.string() }).nullable(),
  figures: z.array(FigureView),
});

/** What a campaign did, as far as this reader may know. */
export const Report = z.object({
  name: z.string(),
  organizationName: z.string(),
  currency: z.string(),
  asOf: z.string(),
  /** Whether `asOf` was asked for, and not just the present. */
  past: z.boolean(),
  prices: z.boolean(),
  headline: z.array(FigureView),
  cost: z.array(FigureView),
  coverage: z.object({
    posts: z.number().int(),
    published: z.number().int(),
    complete: z.number().int(),
    estimatesOnly: z.number().int(),
    flagged: z.number().int(),
    capturedFrom: z.string().nullable(),
    capturedTo: z.string().nullable(),
  }),
  clicks: ClicksView,
  posts: z.array(PostView),
  creators: z.array(CreatorView),
  charts: z.object({
    clicks: ChartView.nullable(),
    engagement: ChartView.nullable(),
    spend: ChartView.nullable(),
  }),
});
export type Report = z.infer<typeof Report>;

export const ShareView = z.object({
  id: z.uuid(),
  note: z.string(),
  prices: z.boolean(),
  createdAt: z.string(),
  expiresAt: z.string(),
  state: z.enum(['open', 'expired', 'revoked']),
});

export const DocumentView = z.object({
  id: z.uuid(),
  state: z.enum(['queued', 'running', 'done', 'failed']),
  asOf: z.string(),
  createdAt: z.string(),
});

export const ReportPage = z.object({
  campaign: CampaignHead,
  report: Report,
  /** Null for those who may not hand the report on. */
  shares: z.array(ShareView).nullable(),
  documents: z.array(DocumentView),
  mayMeasure: z.boolean(),
});
export type ReportPage = z.infer<typeof ReportPage>;

/** An influencer's own results: nobody else's, and nothing of what the brand pays. */
export const OwnReportPage = z.object({
  campaign: CollaborationHead,
  report: Report,
  mayMeasure: z.boolean(),
});
export type OwnReportPage = z.infer<typeof OwnReportPage>;

export const SharedReport = z.object({ report: Report, expiresAt: z.string() });
export type SharedReport = z.infer<typeof SharedReport>;

export const ReportSearch = z.object({
  /** The report as it stood at the end of this day. */
  asOf: z.iso.date().meta({ form: 'date' }).optional(),
});
export type ReportSearch = z.infer<typeof ReportSearch>;

export const ShareInput = z.object({
  expiresInDays: z.number().int().min(1).max(365).default(30),
  prices: z.boolean().default(false),
  /** For whom it is, so that the right one is revoked later. */
  note: z.string().trim().max(120).default(''),
});
export type ShareInput = z.infer<typeof ShareInput>;

/** The only time that the secret, and the address with it, is told. */
export const ShareMade = z.object({
  campaign: CampaignHead,
  share: ShareView,
  secret: z.string(),
  url: z.string(),
});
export type ShareMade = z.infer<typeof ShareMade>;

export const DocumentAsked = z.object({ id: z.uuid(), documentId: z.uuid() });
