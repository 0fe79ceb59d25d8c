import { describe, expect, it } from '@jest/globals';
import type { ChartPalette, ChartSpec, ChartType } from './chart.types.js';
import { drawChart } from './draw-chart.js';

const palette: ChartPalette = {
  accent: 'var(--color-accent)',
  neutrals: ['var(--color-2)', 'var(--color-3)', 'var(--color-4)'],
  text: 'currentColor',
  muted: 'var(--color-muted)',
  grid: 'var(--color-line)',
  background: 'var(--color-surface)',
  font: 'var(--font-body), "Open Sans"',
};

const spec: ChartSpec = {
  type: 'bar',
  title: 'Spend by creator',
  categories: ['Anna', 'Jo & Max', 'Mia'],
  series: [{ name: 'Spend', values: [1_250_000, null, 120_050] }],
  unit: 'money',
  currency: 'EUR',
  locale: 'de-DE',
  dir: 'ltr',
};

const line: ChartSpec = {
  type: 'line',
  title: 'Clicks',
  dates: ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'],
  series: [
    { name: 'Valid', values: [10, 20, null, 30, 40] },
    { name: 'All', values: [15, 25, 30, 35, 45] },
  ],
  unit: 'count',
  locale: 'en-US',
  dir: 'ltr',
};

const all = (['line', 'bar', 'stacked', 'funnel', 'donut', 'sparkline'] as ChartType[]).map(
  (type): ChartSpec => ({ ...spec, type }),
);

function texts(svg: string): string[] {
  return [...svg.matchAll(/<text\b[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) =>
    text.replaceAll('\u00a0', ' '),
  );
}

function placeOf(svg: string, text: string): number {
  const tag = new RegExp(`<text\\b([^>]*)>[\\u2067]?${text}[\\u2069]?</text>`).exec(svg)?.[1] ?? '';
  return Number(/translate\(([\d.]+)/.exec(tag)?.[1] ?? /\bx="([\d.]+)"/.exec(tag)?.[1]);
}

describe('drawChart', () => {
  it.each(all)('draws a $type that a strict page may hold, and that names no tool', (each) => {
    const svg = drawChart(each, palette);
    expect(svg).toMatch(/^<svg .*<\/svg>$/s);
    expect(svg).not.toMatch(/style|echarts|zrender|\bzr\d|ecmeta|#fe00|halyard/i);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg).toContain('role="img" aria-label="Spend by creator"');
    expect(svg).toContain('<title>Spend by creator</title><desc>');
  });

  it.each(all)('colours a $type in the words of the palette alone', (each) => {
    const colours = [...drawChart(each, palette).matchAll(/\b(?:fill|stroke)="([^"]*)"/g)].map(
      ([, colour]) => colour,
    );
    const known = [
      'none',
      'currentColor',
      'var(--color-accent)',
      ...palette.neutrals,
      palette.muted,
      palette.grid,
      palette.background,
    ];
    const drawn = drawChart(each, palette).replace(/<defs.*?<\/defs>/gs, '');
    expect(colours.filter((colour) => drawn.includes(`"${colour}"`) && !known.includes(colour))).toEqual([]);
  });

  it('gives the same text for the same chart, whatever was drawn before', () => {
    const first = drawChart({ ...line, title: 'Clicks again' }, palette);
    for (let index = 0; index < 501; index += 1)
      drawChart({ ...line, type: 'sparkline', title: `${index}` }, palette);
    expect(drawChart({ ...line, title: 'Clicks again' }, palette)).toBe(first);
  });

  it('writes figures as the locale does, money from minor units', () => {
    expect(texts(drawChart(spec, palette))).toEqual(expect.arrayContaining(['12.500 €', '1.200,50 €']));
    const yen = {
      ...spec,
      currency: 'JPY',
      locale: 'en-US',
      series: [{ name: 'Spend', values: [1_200, 5, 7] }],
    };
    expect(texts(drawChart(yen, palette))).toContain('¥1,200');
    const rate = {
      ...spec,
      unit: 'percent' as const,
      locale: 'en-US',
      series: [{ name: 'Rate', values: [0.0139, 0.5, 1] }],
    };
    expect(texts(drawChart(rate, palette))).toContain('1.39%');
  });

  it('shows what is not known as a gap, never as zero', () => {
    const bars = texts(drawChart(spec, palette));
    expect(bars).toContain('–');
    expect(bars).not.toContain('0 €');
    const single = { ...line, series: [{ name: 'Valid', values: [10, 20, null, 30, Number.NaN] }] };
    const stroke = /<path d="([^"]*)"[^>]*stroke="var\(--color-accent\)"[^>]*stroke-width="2.25"/.exec(
      drawChart(single, palette),
    )?.[1];
    expect(stroke?.match(/M/g)).toHaveLength(2);
    expect(drawChart(single, palette)).toContain('Valid: –');
  });

  it('marks a value that stands alone between gaps, where no line would show it', () => {
    const alone = drawChart(
      { ...line, series: [{ name: 'Valid', values: [null, 20, null, null, 40] }] },
      palette,
    );
    const without = drawChart(
      { ...line, series: [{ name: 'Valid', values: [null, null, null, null, 40] }] },
      palette,
    );
    const dots = (svg: string) =>
      svg.match(/<path [^>]*fill="var\(--color-accent\)"[^>]*stroke="var\(--color-surface\)"/g)?.length;
    expect(dots(alone)).toBe((dots(without) ?? 0) + 1);
  });

  it('begins bars at zero', () => {
    const bars = drawChart(
      { ...spec, series: [{ name: 'Spend', values: [100_000, 99_000, 98_000] }] },
      palette,
    );
    const widths = [
      ...bars.matchAll(/<path d="M([\d.]+) [\d.]+[lL]?([\d.]+)?[^"]*"[^>]*fill="var\(--color-accent\)"/g),
    ];
    expect(widths).toHaveLength(3);
    expect(new Set(widths.map(([, start]) => start)).size).toBe(1);
  });

  it('names few series beside their ends, and on a phone in a row above', () => {
    const wide = drawChart(line, palette);
    expect(placeOf(wide, 'Valid')).toBeGreaterThan(500);
    const narrow = drawChart({ ...line, width: 328 }, palette);
    expect(placeOf(narrow, 'Valid')).toBeLessThan(50);
    expect(narrow).toContain('viewBox="0 0 328 ');
  });

  it('runs from the right where the reading direction does', () => {
    const rtl = { ...line, dir: 'rtl' as const };
    expect(placeOf(drawChart(line, palette), 'Mar 1')).toBeLessThan(
      placeOf(drawChart(line, palette), 'Mar 5'),
    );
    expect(placeOf(drawChart(rtl, palette), 'Mar 1')).toBeGreaterThan(
      placeOf(drawChart(rtl, palette), 'Mar 5'),
    );
    expect(placeOf(drawChart(rtl, palette), 'Valid')).toBeLessThan(140);
    expect(drawChart(rtl, palette)).toContain('direction="ltr"');
  });

  it('says the exact figures of a day when the pointer rests on it', () => {
    expect(drawChart(line, palette)).toContain('<title>Mar 3, 2026\nValid: –\nAll: 30</title>');
  });

  it('says between the steps of a funnel how many came through', () => {
    const funnel = {
      ...spec,
      type: 'funnel' as const,
      unit: 'count' as const,
      locale: 'en-US',
      series: [{ name: 'People', values: [200, 50, 20] }],
    };
    expect(texts(drawChart(funnel, palette))).toEqual(expect.arrayContaining(['↓ 25%', '↓ 40%']));
  });

  it('escapes what people have named', () => {
    const named = { ...spec, title: '<script>"x"', categories: ['</svg><b>', '&', '"'] };
    const svg = drawChart(named, palette);
    expect(svg).not.toMatch(/<script|<b>/);
    expect(svg.match(/<\/svg>/g)).toHaveLength(1);
  });

  it.each(all)('draws a $type of nothing without failing', (each) => {
    const empty = { ...each, series: [{ name: 'Spend', values: [null, null, null] }] };
    expect(drawChart(empty, palette)).not.toContain('NaN');
    expect(
      drawChart({ ...each, categories: [], series: [{ name: 'Spend', values: [] }] }, palette),
    ).not.toContain('NaN');
    expect(drawChart({ ...each, categories: [], series: [] }, palette)).not.toMatch(/NaN|Infinity/);
  });

  it('refuses values that do not match their places, and money without a currency', () => {
    expect(() => drawChart({ ...spec, categories: ['Anna'] }, palette)).toThrow('3 values for 1 places');
    const { currency: _, ...bare } = spec;
    expect(() => drawChart(bare, palette)).toThrow('currency');
  });
});
