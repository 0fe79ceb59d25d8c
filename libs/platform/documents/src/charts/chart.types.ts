export type ChartType = 'line' | 'bar' | 'stacked' | 'funnel' | 'donut' | 'sparkline';

export interface ChartSeries {
  name: string;
  /**
   * One value a category or date. Null (and anything not finite) is "not known": a gap, never zero.
   * Counts are plain, money is in minor units of `currency`, percent is a ratio (0.0139 is 1.39 %).
   */
  values: readonly (number | null)[];
}

export interface ChartSpec {
  /** `bar` lies down for categories and stands for dates; `funnel` and `donut` draw the first series. */
  type: ChartType;
  /** What the chart shows, for those who do not see it; a page prints its own heading beside it. */
  title: string;
  /** Longer words for the same; by default each series with its first and last value. */
  description?: string;
  series: readonly ChartSeries[];
  categories?: readonly string[];
  /** Days, `2026-03-31`, ascending; lines place them by time. */
  dates?: readonly string[];
  unit: 'count' | 'money' | 'percent';
  currency?: string;
  locale: string;
  dir: 'ltr' | 'rtl';
  /** In CSS pixels at full size: a phone gets its own drawing (about 328), since text scales with the picture. */
  width?: number;
  height?: number;
}

/**
 * CSS colours. `var(--…)` and `currentColor` are kept as they are, so one drawing serves light and dark: inline
 * SVG resolves them where it stands.
 */
export interface ChartPalette {
  /** The first series, and every single one. */
  accent: string;
  /** The further series, in order; repeated when they run out. */
  neutrals: readonly string[];
  text: string;
  /** Axis figures and second-rank words; by default as `text`. */
  muted?: string;
  grid: string;
  background: string;
  /** A CSS font family list. */
  font: string;
}

/** @throws TypeError where series and categories or dates do not fit together: a fault of the caller. */
export function checkSpec(spec: ChartSpec): void {
  const points = spec.type === 'sparkline' ? undefined : (spec.dates ?? spec.categories);
  if (spec.dates && spec.categories) throw new TypeError('A chart has dates or categories, not both.');
  if (!points && spec.type !== 'sparkline') throw new TypeError('A chart needs dates or categories.');
  for (const { name, values } of spec.series) {
    if (points && values.length !== points.length) {
      throw new TypeError(`Series ${name} has ${values.length} values for ${points.length} places.`);
    }
  }
  if (spec.unit === 'money' && !spec.currency) throw new TypeError('Money needs a currency.');
  const badDate = spec.dates?.find((date) => !/^\d{4}-\d\d-\d\d$/.test(date));
  if (badDate !== undefined) throw new TypeError(`Not a day: ${badDate}`);
}
