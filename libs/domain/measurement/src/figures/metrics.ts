/** What is observed of a post. */
export const METRICS = ['views', 'impressions', 'reach', 'likes', 'comments', 'shares', 'saves'] as const;
export type Metric = (typeof METRICS)[number];

/** What engagements are made of. */
export const ENGAGEMENT_PARTS = ['likes', 'comments', 'shares', 'saves'] as const satisfies readonly Metric[];

export const SOURCES = ['platform', 'creator', 'upload', 'estimate'] as const;
export type Source = (typeof SOURCES)[number];

const USUAL: readonly Metric[] = ['views', 'likes', 'comments'];

/** What each platform's own statistics show of any post: with these a deliverable counts as measured. */
const NEEDED: Readonly<Record<string, readonly Metric[]>> = {
  instagram: USUAL,
  tiktok: ['views', 'likes', 'comments', 'shares'],
  youtube: USUAL,
  facebook: ['views', 'likes', 'comments', 'shares'],
  x: ['impressions', 'likes', 'comments', 'shares'],
  linkedin: ['impressions', 'likes', 'comments'],
  pinterest: ['impressions', 'saves'],
  twitch: ['views'],
  snapchat: ['views'],
  blog: ['views'],
  podcast: ['views'],
};

/** What must be known (or said to be hidden) of a piece; a story has no likes that anybody could count. */
export function neededMetrics(platform: string, format: string): readonly Metric[] {
  if (/stor/i.test(format)) return ['views'];
  return NEEDED[platform] ?? USUAL;
}

/** Platforms that report views where others report impressions (Instagram since April 2025). */
export function viewsAreImpressions(platform: string): boolean {
  return platform === 'instagram' || platform === 'tiktok' || platform === 'youtube';
}

/** A figure as it was observed. `value` null is hidden: the platform does not show it. */
export interface Observed {
  readonly value: number | null;
  readonly source: Source;
  readonly capturedAt: Date;
}

export type Figures = Readonly<Partial<Record<Metric, Observed>>>;

export const FLAGS = ['negative', 'decreasing', 'more_than_views', 'reach_over_impressions'] as const;
export type Flag = (typeof FLAGS)[number];

/**
 * What cannot well be about new values beside those known before; flagged for a person to look at, never refused,
 * since platforms do correct their counts.
 */
export function implausible(
  metric: Metric,
  value: number | null,
  beside: Readonly<Partial<Record<Metric, number | null>>>,
  before: number | null,
): Flag[] {
  if (value === null) return [];
  const flags: Flag[] = [];
  if (value < 0) flags.push('negative');
  if (before !== null && value < before) flags.push('decreasing');
  const views = beside.views ?? null;
  const impressions = beside.impressions ?? null;
  if ((metric === 'likes' || metric === 'comments') && views !== null && value > views)
    flags.push('more_than_views');
  if (metric === 'reach' && impressions !== null && value > impressions) flags.push('reach_over_impressions');
  return flags;
}
