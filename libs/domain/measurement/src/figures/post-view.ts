import { engagementsOf, known } from '../formulas/formulas.js';
import type { FigureSeen, PostView } from './figures.dto.js';
import type { ObservedRow, PostRow } from './figures.queries.js';
import { type Figures, type Metric, METRICS, neededMetrics } from './metrics.js';
import type { z } from 'zod';

type Seen = z.infer<typeof FigureSeen>;

/** First-party figures of one post; estimates are kept away from them. */
export function figuresOf(rows: readonly ObservedRow[]): Figures {
  return Object.fromEntries(
    rows
      .filter(({ source }) => source !== 'estimate')
      .map(({ metric, value, source, captured_at: capturedAt }) => [metric, { value, source, capturedAt }]),
  );
}

/** What is still to be read before a post counts as measured: neither known nor said to be hidden. */
export function missingOf(platform: string, format: string, figures: Figures): Metric[] {
  return neededMetrics(platform, format).filter((metric) => figures[metric] === undefined);
}

export function toPostView(post: PostRow, rows: readonly ObservedRow[]): PostView {
  const figures = figuresOf(rows);
  const engagements = engagementsOf(figures);
  const views = known(figures, 'views');
  const firstParty = rows.filter(({ source }) => source !== 'estimate');
  const er = engagements === null || views === null || views === 0 ? null : (engagements / views) * 100;
  return {
    id: post.id,
    collaborationId: post.collaboration_id,
    influencerName: post.name,
    platform: post.platform,
    format: post.format,
    position: post.position,
    state: post.state,
    postUrl: post.post_url,
    publishedAt: post.published_at?.toISOString() ?? null,
    figures: Object.fromEntries(firstParty.map((row) => [row.metric, toSeen(row)])),
    engagements,
    erViews: er === null ? null : Math.round(er * 1e4) / 1e4,
    missing: missingOf(post.platform, post.format, figures),
    estimatesOnly: firstParty.length === 0 && rows.length > 0,
  };
}

export function toSeen({ value, source, flags, captured_at: at }: ObservedRow): Seen {
  return { value, hidden: value === null, source, flags, capturedAt: at.toISOString() };
}

/** In the order in which people read them. */
export function byMetric<T extends { readonly metric: Metric }>(rows: readonly T[]): T[] {
  return [...rows].sort((a, b) => METRICS.indexOf(a.metric) - METRICS.indexOf(b.metric));
}
