import type { PostView } from '../figures/figures.dto.js';
import type { ChartView, ClicksView, Report } from './report.dto.js';

/** More bars than this are a table's matter. */
const MOST_BARS = 16;
const MOST_CHART_DAYS = 60;

export function clicksChart({ days, total }: ClicksView): ChartView | null {
  if (total === 0) return null;
  const shown = days.slice(-MOST_CHART_DAYS);
  return {
    type: 'stacked',
    titleKey: 'results.charts.clicks',
    dates: shown.map(({ day }) => day),
    series: [
      { nameKey: 'results.valid', values: shown.map(({ valid }) => valid) },
      { nameKey: 'results.invalid', values: shown.map(({ invalid }) => invalid) },
    ],
    unit: 'count',
  };
}

/** The strongest posts; a creator's second and third on a platform are numbered, a single creator is not named. */
export function engagementChart(posts: readonly PostView[]): ChartView | null {
  const numbers = new Map<string, number>();
  const one = new Set(posts.map(({ collaborationId }) => collaborationId)).size === 1;
  const named = posts.map((post) => {
    const key = `${post.collaborationId}/${post.platform}`;
    const number = (numbers.get(key) ?? 0) + 1;
    numbers.set(key, number);
    const place = { key: `campaigns.platforms.${post.platform}`, number };
    return { name: one ? '' : post.influencerName, place, post };
  });
  const shown = named
    .filter(({ post }) => post.engagements !== null)
    .sort((a, b) => (b.post.engagements ?? 0) - (a.post.engagements ?? 0))
    .slice(0, MOST_BARS);
  if (shown.length === 0) return null;
  return {
    type: 'bar',
    titleKey: 'results.charts.engagement',
    categories: shown.map(({ name }) => name),
    places: shown.map(({ place }) => place),
    series: [{ nameKey: 'formulas.engagements.name', values: shown.map(({ post }) => post.engagements) }],
    unit: 'count',
  };
}

export function spendChart(creators: Report['creators'], currency: string): ChartView | null {
  const spent = creators
    .map(({ name, figures }) => ({ name, minor: figures.find(({ id }) => id === 'spend')?.value ?? null }))
    .filter(({ minor }) => minor !== null)
    .sort((a, b) => (b.minor ?? 0) - (a.minor ?? 0))
    .slice(0, MOST_BARS);
  if (spent.length < 2) return null;
  return {
    type: 'bar',
    titleKey: 'results.charts.spend',
    categories: spent.map(({ name }) => name),
    series: [{ nameKey: 'formulas.spend.name', values: spent.map(({ minor }) => minor) }],
    unit: 'money',
    currency,
  };
}
