import { ENGAGEMENT_PARTS, type Figures, type Metric, viewsAreImpressions } from '../figures/metrics.js';

/** One published piece with what is known of it. Amounts are in minor units of the campaign's currency. */
export interface MeasuredPost {
  readonly platform: string;
  readonly figures: Figures;
  /** Of the channel, when the report was drawn. */
  readonly followers: number | null;
  /** What the piece cost; null where the reader may not know or nothing is spent yet. */
  readonly spendMinor: number | null;
}

export interface FormulaInput {
  readonly posts: readonly MeasuredPost[];
  readonly validClicks: number;
  /** Of everything that is spent, also where no figures are known. */
  readonly spendMinor: number | null;
}

export type FormulaUnit = 'count' | 'percent' | 'money' | 'ratio';

export interface Formula {
  readonly id: FormulaId;
  /** Goes up whenever the same input gives another value. */
  readonly version: number;
  /** Locale keys of what it is called and what it says: `<key>.name`, `<key>.text`. */
  readonly key: string;
  readonly unit: FormulaUnit;
  readonly inputs: readonly string[];
  /** Fixed where a model brings its own currency; else the campaign's. */
  readonly currency?: string;
  /** Whether it tells something about what was paid. */
  readonly ofMoney: boolean;
  /**
   * Null is "not known". Money is in minor units, with fractions: a view costs less than a cent. Percent is in points.
   */
  compute(input: FormulaInput): number | null;
}

export const FORMULA_IDS = [
  'views',
  'reach',
  'impressions',
  'engagements',
  'er_followers',
  'er_reach',
  'er_views',
  'er_impressions',
  'frequency',
  'valid_clicks',
  'spend',
  'cpm',
  'cpe',
  'cpv',
  'cpc',
  'emv',
] as const;
export type FormulaId = (typeof FORMULA_IDS)[number];

/** A known count; hidden, missing and impossible ones are none. */
export function known(figures: Figures, metric: Metric): number | null {
  const value = figures[metric]?.value ?? null;
  return value === null || value < 0 ? null : value;
}

/** As far as the platform reports them. Hidden likes hide the sum: without them it would be another figure. */
export function engagementsOf(figures: Figures): number | null {
  if (figures.likes?.value === null) return null;
  const parts = ENGAGEMENT_PARTS.map((metric) => known(figures, metric)).filter((value) => value !== null);
  return parts.length === 0 ? null : parts.reduce((sum, value) => sum + value, 0);
}

/** Impressions, or views where the platform reports those in their place. */
export function impressionsOf({ platform, figures }: MeasuredPost): number | null {
  return known(figures, 'impressions') ?? (viewsAreImpressions(platform) ? known(figures, 'views') : null);
}

type Take = (post: MeasuredPost) => number | null;

const views: Take = ({ figures }) => known(figures, 'views');
const reach: Take = ({ figures }) => known(figures, 'reach');
const engagements: Take = ({ figures }) => engagementsOf(figures);
const spend: Take = ({ spendMinor }) => spendMinor;
const followers: Take = (post) => post.followers;

function sum(posts: readonly MeasuredPost[], take: Take): number | null {
  const values = posts.map(take).filter((value) => value !== null);
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0);
}

/** Over those posts of which both are known, so that a missing figure bends neither side. */
function ratio(posts: readonly MeasuredPost[], above: Take, below: Take): number | null {
  const both = posts.filter((post) => above(post) !== null && below(post) !== null);
  return divided(sum(both, above), sum(both, below));
}

/** Zero and missing denominators give "not known": never 0, never infinity. */
export function divided(above: number | null, below: number | null): number | null {
  return above === null || below === null || below <= 0 ? null : above / below;
}

function times(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}

/** USD for a thousand views; this model's own assumption, which is why it bears a name. */
const EMV_CPM_USD: Readonly<Record<string, number>> = { tiktok: 5, youtube: 20 };
const EMV_CPM_USD_OTHERS = 10;

function earnedMediaValue({ posts }: FormulaInput): number | null {
  return sum(posts, (post) => {
    const cpmUsd = EMV_CPM_USD[post.platform] ?? EMV_CPM_USD_OTHERS;
    return times(views(post), (cpmUsd * 100) / 1000);
  });
}

type Definition = Omit<Formula, 'id' | 'key' | 'version' | 'ofMoney'> & { readonly version?: number };

const DEFINITIONS: Readonly<Record<FormulaId, Definition>> = {
  views: { unit: 'count', inputs: ['views'], compute: ({ posts }) => sum(posts, views) },
  reach: { unit: 'count', inputs: ['reach'], compute: ({ posts }) => sum(posts, reach) },
  impressions: { unit: 'count', inputs: ['impressions'], compute: ({ posts }) => sum(posts, impressionsOf) },
  engagements: {
    unit: 'count',
    inputs: ['likes', 'comments', 'shares', 'saves'],
    compute: ({ posts }) => sum(posts, engagements),
  },
  er_followers: {
    unit: 'percent',
    inputs: ['engagements', 'followers'],
    compute: ({ posts }) => times(ratio(posts, engagements, followers), 100),
  },
  er_reach: {
    unit: 'percent',
    inputs: ['engagements', 'reach'],
    compute: ({ posts }) => times(ratio(posts, engagements, reach), 100),
  },
  er_views: {
    unit: 'percent',
    inputs: ['engagements', 'views'],
    compute: ({ posts }) => times(ratio(posts, engagements, views), 100),
  },
  er_impressions: {
    unit: 'percent',
    inputs: ['engagements', 'impressions'],
    compute: ({ posts }) => times(ratio(posts, engagements, impressionsOf), 100),
  },
  frequency: {
    unit: 'ratio',
    inputs: ['impressions', 'reach'],
    compute: ({ posts }) => ratio(posts, impressionsOf, reach),
  },
  valid_clicks: { unit: 'count', inputs: ['clicks'], compute: ({ validClicks }) => validClicks },
  spend: { unit: 'money', inputs: ['spend'], compute: ({ spendMinor }) => spendMinor },
  cpm: {
    unit: 'money',
    inputs: ['spend', 'impressions'],
    compute: ({ posts }) => times(ratio(posts, spend, impressionsOf), 1000),
  },
  cpe: {
    unit: 'money',
    inputs: ['spend', 'engagements'],
    compute: ({ posts }) => ratio(posts, spend, engagements),
  },
  cpv: { unit: 'money', inputs: ['spend', 'views'], compute: ({ posts }) => ratio(posts, spend, views) },
  cpc: {
    unit: 'money',
    inputs: ['spend', 'clicks'],
    compute: ({ spendMinor, validClicks }) => divided(spendMinor, validClicks),
  },
  emv: { unit: 'money', inputs: ['views'], currency: 'USD', compute: earnedMediaValue },
};

/** Every formula by its id, in the order in which reports show them. */
export const FORMULAS: Readonly<Record<FormulaId, Formula>> = Object.freeze(
  Object.fromEntries(
    FORMULA_IDS.map((id) => {
      const definition = DEFINITIONS[id];
      const ofMoney = definition.inputs.includes('spend');
      return [id, Object.freeze({ version: 1, ...definition, id, key: `formulas.${id}`, ofMoney })];
    }),
  ) as Record<FormulaId, Formula>,
);

export interface ComputedFigure {
  readonly id: FormulaId;
  readonly version: number;
  readonly unit: FormulaUnit;
  readonly value: number | null;
  /** Of `money`. */
  readonly currency: string | null;
}

/** Rounded where a reader could not tell and a file should not lie: 15 digits are no measurement. */
export function compute(id: FormulaId, input: FormulaInput, currency: string): ComputedFigure {
  const formula = FORMULAS[id];
  const value = formula.compute(input);
  return {
    id,
    version: formula.version,
    unit: formula.unit,
    value: value === null || !Number.isFinite(value) ? null : Math.round(value * 1e4) / 1e4,
    currency: formula.unit === 'money' ? (formula.currency ?? currency) : null,
  };
}
