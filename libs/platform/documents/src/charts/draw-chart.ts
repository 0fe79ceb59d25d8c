import { createHash } from 'node:crypto';
import { checkSpec, type ChartPalette, type ChartSpec } from './chart.types.js';
import { donutPlan } from './donut.js';
import { echarts } from './echarts.js';
import { formatsOf, type Formats } from './formats.js';
import { lyingPlan } from './lying.js';
import { Ink, type Plan, type Sheet } from './plan.js';
import { sparklinePlan } from './sparkline.js';
import { framed, innerSvg, isolated } from './svg.js';
import { places, uprightPlan } from './upright.js';

const drawn = new Map<string, string>();
const drawnMost = 500;

/**
 * One chart as inline SVG: the same spec and palette always give the same text, and the 500 last ones are kept.
 * Series are named beside their marks, or in a row above where there is no room; exact figures show on hover.
 */
export function drawChart(spec: ChartSpec, palette: ChartPalette): string {
  checkSpec(spec);
  const key = createHash('sha256')
    .update(JSON.stringify([spec, palette]))
    .digest('base64url');
  const svg = drawn.get(key) ?? draw(spec, palette, `c${key.replace(/[^a-z0-9]/gi, '').slice(0, 8)}-`);
  drawn.delete(key);
  drawn.set(key, svg);
  if (drawn.size > drawnMost) drawn.delete(drawn.keys().next().value ?? '');
  return svg;
}

function draw(spec: ChartSpec, palette: ChartPalette, idPrefix: string): string {
  const ink = new Ink(palette);
  const widthPx = spec.width ?? (spec.type === 'sparkline' ? 120 : 640);
  const sheet: Sheet = { spec, widthPx, ink, formats: formatsOf(spec) };
  const plan = planOf(sheet);
  const marks = render(plan, widthPx, idPrefix);
  const content = ink.restore(spec.dir === 'rtl' ? isolated(marks) : marks);
  return framed(content, {
    type: spec.type,
    title: spec.title,
    description: spec.description ?? describe(spec, sheet.formats),
    widthPx,
    heightPx: plan.heightPx,
    font: palette.font,
  });
}

function planOf(sheet: Sheet): Plan {
  switch (sheet.spec.type) {
    case 'line':
    case 'stacked':
      return uprightPlan(sheet);
    case 'bar':
      return sheet.spec.dates ? uprightPlan(sheet) : lyingPlan(sheet);
    case 'funnel':
      return lyingPlan(sheet);
    case 'donut':
      return donutPlan(sheet);
    case 'sparkline':
      return sparklinePlan(sheet);
  }
}

function render(plan: Plan, widthPx: number, idPrefix: string): string {
  const chart = echarts().init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: widthPx,
    height: plan.heightPx,
  });
  try {
    chart.setOption(plan.option);
    const marks = innerSvg(chart.renderToSVGString(), idPrefix);
    return marks + (plan.labels?.(chart) ?? []).join('');
  } finally {
    chart.dispose();
  }
}

/** Words alone would need a language; names and figures do not. */
function describe(spec: ChartSpec, formats: Formats): string {
  const names = spec.dates?.map(formats.day) ?? places(spec);
  const say = (value: number | null | undefined) => {
    const plotted = formats.plotted(value);
    return plotted === null ? '–' : formats.exact(plotted);
  };
  const sentences = spec.series.map(({ name, values }) => {
    const all = values.map((value, index) => `${names[index] ?? ''} ${say(value)}`.trim());
    const told = all.length > 12 ? [all[0], '…', all.at(-1)] : all;
    return `${name}: ${told.join(', ')}`;
  });
  return sentences.join('. ');
}
