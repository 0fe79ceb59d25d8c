import { describe, expect, it } from '@jest/globals';
import { type Figures, implausible, type Metric, neededMetrics } from '../figures/metrics.js';
import { compute, divided, engagementsOf, FORMULA_IDS, FORMULAS, type MeasuredPost } from './formulas.js';

const seen = (values: Partial<Record<Metric, number | null>>): Figures =>
  Object.fromEntries(
    Object.entries(values).map(([metric, value]) => [
      metric,
      { value, source: 'creator' as const, capturedAt: new Date(0) },
    ]),
  );
const post = (
  values: Partial<Record<Metric, number | null>>,
  rest: Partial<Omit<MeasuredPost, 'figures'>> = {},
): MeasuredPost => ({
  platform: 'facebook',
  followers: 10_000,
  spendMinor: 50_000,
  ...rest,
  figures: seen(values),
});
const value = (
  id: (typeof FORMULA_IDS)[number],
  posts: MeasuredPost[],
  validClicks = 0,
  spendMinor: number | null = 100_000,
) => compute(id, { posts, validClicks, spendMinor }, 'EUR').value;

const full = { views: 2_000, impressions: 4_000, reach: 1_000, likes: 80, comments: 10, shares: 6, saves: 4 };

describe('formulas', () => {
  it.each([
    ['views', 2_000],
    ['engagements', 100],
    ['er_followers', 1],
    ['er_reach', 10],
    ['er_views', 5],
    ['er_impressions', 2.5],
    ['frequency', 4],
    ['cpm', 12_500],
    ['cpe', 500],
    ['cpv', 25],
    ['spend', 100_000],
  ] as const)('%s of a full post is %s', (id, expected) => {
    expect(value(id, [post(full)])).toBe(expected);
  });

  it('gives the cost of a valid click', () => {
    expect(value('cpc', [], 50)).toBe(2_000);
    expect(value('cpc', [], 0)).toBeNull();
    expect(value('cpc', [], 50, null)).toBeNull();
  });

  it.each(FORMULA_IDS.filter((id) => !['valid_clicks', 'spend'].includes(id)))(
    '%s of nothing is not known',
    (id) => {
      expect(value(id, [])).toBeNull();
      expect(value(id, [post({})])).toBeNull();
    },
  );

  it.each([
    'er_followers',
    'er_reach',
    'er_views',
    'er_impressions',
    'frequency',
    'cpm',
    'cpe',
    'cpv',
  ] as const)('%s over zero is not known: never 0, never infinity', (id) => {
    const zeros = post({ views: 0, impressions: 0, reach: 0, likes: 0, comments: 0 }, { followers: 0 });
    expect(value(id, [zeros])).toBeNull();
  });

  it('does not take hidden likes for none', () => {
    expect(engagementsOf(seen({ likes: null, comments: 10 }))).toBeNull();
    expect(engagementsOf(seen({ comments: 10 }))).toBe(10);
    expect(engagementsOf(seen({}))).toBeNull();
  });

  it('divides only over posts of which both sides are known', () => {
    const known = post({ likes: 100, views: 1_000 });
    const half = post({ likes: 900 });
    expect(value('er_views', [known, half])).toBe(10);
    expect(value('cpv', [known, half])).toBe(50);
  });

  it('passes over a count that cannot be', () => {
    expect(value('views', [post({ views: -5 }), post({ views: 7 })])).toBe(7);
  });

  it('takes views for impressions where the platform reports them in their place, and nowhere else', () => {
    expect(value('impressions', [post({ views: 500 }, { platform: 'instagram' })])).toBe(500);
    expect(value('impressions', [post({ views: 500 }, { platform: 'facebook' })])).toBeNull();
  });

  it('values earned media by its own named model, in dollars', () => {
    const posts = ['tiktok', 'youtube', 'instagram'].map((platform) => post({ views: 1_000 }, { platform }));
    expect(compute('emv', { posts, validClicks: 0, spendMinor: null }, 'EUR')).toMatchObject({
      value: 3_500,
      currency: 'USD',
    });
  });

  it('names itself, with a version', () => {
    for (const id of FORMULA_IDS)
      expect(FORMULAS[id]).toMatchObject({ id, version: 1, key: `formulas.${id}` });
    expect(divided(1, null)).toBeNull();
  });
});

describe('plausibility', () => {
  it.each([
    ['views', -1, {}, null, ['negative']],
    ['views', 90, {}, 100, ['decreasing']],
    ['views', 100, {}, 100, []],
    ['likes', 11, { views: 10 }, null, ['more_than_views']],
    ['likes', 11, { views: null }, null, []],
    ['reach', 11, { impressions: 10 }, null, ['reach_over_impressions']],
    ['likes', null, { views: 10 }, 5, []],
  ] as const)('%s of %s beside %j after %s: %j', (metric, count, beside, before, expected) => {
    expect(implausible(metric, count, beside, before)).toEqual(expected);
  });

  it('asks of each platform what its statistics show, and of a story its views', () => {
    expect(neededMetrics('tiktok', 'video')).toContain('shares');
    expect(neededMetrics('instagram', 'story')).toEqual(['views']);
    expect(neededMetrics('unheard-of', 'post')).toEqual(['views', 'likes', 'comments']);
  });
});
