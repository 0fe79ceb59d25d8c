import { minorDigits } from '#platform/kernel';
import { CLICK_REASONS, CLICK_RULES_VERSION } from '../clicks/click-rules.js';
import type { ObservedRow, PostRow } from '../figures/figures.queries.js';
import { figuresOf, toPostView } from '../figures/post-view.js';
import {
  compute,
  type ComputedFigure,
  type FormulaId,
  FORMULAS,
  type FormulaInput,
  type MeasuredPost,
} from '../formulas/formulas.js';
import type { PostView } from '../figures/figures.dto.js';
import type { ClicksView, FigureView, Report } from './report.dto.js';
import { clicksChart, engagementChart, spendChart } from './report-charts.js';
import type { DayRow, LinkRow } from './report.queries.js';

export interface ReportSource {
  readonly name: string;
  readonly organizationName: string;
  readonly currency: string;
  readonly asOf: Date;
  readonly past: boolean;
  /** Whether the reader may know what was paid. */
  readonly prices: boolean;
  /** Whether the reader gets the links, to hand out and to try. */
  readonly addressOf: ((link: LinkRow) => { address: string; tryAddress: string }) | null;
  readonly posts: readonly PostRow[];
  readonly observed: readonly ObservedRow[];
  readonly days: readonly DayRow[];
  readonly links: readonly LinkRow[];
}

const HEADLINE: readonly FormulaId[] = [
  'views',
  'engagements',
  'er_views',
  'valid_clicks',
  'reach',
  'er_followers',
  'frequency',
  'emv',
];
const COST: readonly FormulaId[] = ['spend', 'cpm', 'cpe', 'cpv', 'cpc'];
const OF_A_CREATOR: readonly FormulaId[] = [
  'views',
  'engagements',
  'er_views',
  'valid_clicks',
  'spend',
  'cpe',
  'cpc',
];

/** Work that is paid for. */
const EARNED = ['verified', 'measured'];
const OUT = ['published', ...EARNED];
const MOST_DAYS = 366;

/** Puts a report together; pure, so that the same rows give the same report at any time. */
export function buildReport(source: ReportSource): Report {
  const byPost = Map.groupBy(source.observed, (row) => row.deliverable_id);
  const measured = source.posts.map((row) => measuredPost(row, byPost.get(row.id) ?? [], source.prices));
  const posts = source.posts.map((row) => toPostView(row, byPost.get(row.id) ?? []));
  const clicks = clicksOf(source.days);
  const whole: FormulaInput = { posts: measured, validClicks: clicks.valid, spendMinor: spendOf(measured) };
  const figures = (ids: readonly FormulaId[], input: FormulaInput) =>
    ids
      .filter((id) => source.prices || !FORMULAS[id].ofMoney)
      .map((id) => withMajor(compute(id, input, source.currency)));
  const creators = creatorsOf(source, measured, figures);
  return {
    name: source.name,
    organizationName: source.organizationName,
    currency: source.currency,
    asOf: source.asOf.toISOString(),
    past: source.past,
    prices: source.prices,
    headline: figures(HEADLINE, whole),
    cost: figures(COST, whole),
    coverage: coverageOf(posts, source.observed),
    clicks,
    posts,
    creators,
    charts: {
      clicks: clicksChart(clicks),
      engagement: engagementChart(posts),
      spend: source.prices ? spendChart(creators, source.currency) : null,
    },
  };
}

function withMajor(figure: ComputedFigure): FigureView {
  const { value, currency } = figure;
  return {
    ...figure,
    major: value === null || currency === null ? null : value / 10 ** minorDigits(currency),
  };
}

function measuredPost(row: PostRow, observed: readonly ObservedRow[], prices: boolean): MeasuredPost {
  return {
    platform: row.platform,
    figures: figuresOf(observed),
    followers: row.followers === null ? null : Number(row.followers),
    spendMinor: prices && EARNED.includes(row.state) ? row.price_minor : null,
  };
}

function spendOf(posts: readonly MeasuredPost[]): number | null {
  const spent = posts.map(({ spendMinor }) => spendMinor).filter((minor) => minor !== null);
  return spent.length === 0 ? null : spent.reduce((sum, minor) => sum + minor, 0);
}

function creatorsOf(
  { posts, links, observed, addressOf }: ReportSource,
  measured: readonly MeasuredPost[],
  figures: (ids: readonly FormulaId[], input: FormulaInput) => FigureView[],
): Report['creators'] {
  const known = new Set(
    observed.filter(({ source }) => source !== 'estimate').map((row) => row.deliverable_id),
  );
  const groups = Map.groupBy(
    posts.map((row, index) => ({ row, post: measured[index] })),
    ({ row }) => row.collaboration_id,
  );
  return [...groups].flatMap(([collaborationId, group]) => {
    const first = group[0]?.row;
    if (!first) return [];
    const own = group.flatMap(({ post }) => (post ? [post] : []));
    const link = links.find((row) => row.collaboration_id === collaborationId);
    return {
      collaborationId,
      name: first.name,
      platform: first.platform,
      handle: first.handle,
      posts: group.length,
      withFigures: group.filter(({ row }) => known.has(row.id)).length,
      clicks: link?.total ?? 0,
      link: link && addressOf ? addressOf(link) : null,
      figures: figures(OF_A_CREATOR, { posts: own, validClicks: link?.valid ?? 0, spendMinor: spendOf(own) }),
    };
  });
}

function coverageOf(posts: readonly PostView[], observed: readonly ObservedRow[]): Report['coverage'] {
  const out = posts.filter(({ state }) => OUT.includes(state));
  const moments = observed
    .filter(({ source }) => source !== 'estimate')
    .map((row) => row.captured_at.toISOString())
    .sort();
  return {
    posts: posts.length,
    published: out.length,
    complete: out.filter(({ missing }) => missing.length === 0).length,
    estimatesOnly: out.filter(({ estimatesOnly }) => estimatesOnly).length,
    flagged: posts.flatMap(({ figures }) => Object.values(figures)).filter(({ flags }) => flags.length > 0)
      .length,
    capturedFrom: moments[0] ?? null,
    capturedTo: moments.at(-1) ?? null,
  };
}

function clicksOf(rows: readonly DayRow[]): ClicksView {
  const count = (filter: (row: DayRow) => boolean) =>
    rows.filter(filter).reduce((sum, row) => sum + row.count, 0);
  const byDay = Map.groupBy(rows, ({ day }) => day);
  const days = daysBetween(rows[0]?.day, rows.at(-1)?.day).map((day) => {
    const own = byDay.get(day) ?? [];
    const valid = own.find(({ reason }) => reason === null)?.count ?? 0;
    return { day, valid, invalid: own.reduce((sum, row) => sum + row.count, 0) - valid };
  });
  return {
    total: count(() => true),
    valid: count(({ reason }) => reason === null),
    rulesVersion: CLICK_RULES_VERSION,
    byReason: CLICK_REASONS.map((reason) => ({
      reason,
      count: count((row) => row.reason === reason),
    })).filter((item) => item.count > 0),
    days,
  };
}

/** Every day from the first to the last, so that a chart shows the empty ones too; the newest if there are too many. */
function daysBetween(first: string | undefined, last: string | undefined): string[] {
  if (first === undefined || last === undefined) return [];
  const days: string[] = [];
  for (let at = Date.parse(`${last}T00:00:00Z`); days.length < MOST_DAYS; at -= 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    if (day < first) break;
    days.unshift(day);
  }
  return days;
}
