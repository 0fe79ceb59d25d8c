import type { EChartsType } from 'echarts';
import { fontPx, smallPx, still, textAt, type Plan, type Sheet } from './plan.js';
import { shortened, textWidth } from './words.js';

const edgePx = 6;

/** Bars that lie down, each with its figure at the end, so that no value axis is needed. */
export function lyingPlan(sheet: Sheet): Plan {
  const { spec, widthPx, ink, formats } = sheet;
  const rtl = spec.dir === 'rtl';
  const funnel = spec.type === 'funnel';
  const series = funnel ? spec.series.slice(0, 1) : spec.series;
  const names = spec.categories ?? (spec.dates ?? []).map(formats.day);
  const values = series.map((one) => names.map((_, index) => formats.plotted(one.values[index])));
  const rowPx = funnel ? 50 : series.length * 19 + 12;
  const heightPx = spec.height ?? Math.max(names.length, 1) * rowPx + (funnel ? -14 : 4);
  const nameRoom = Math.min(
    Math.max(0, ...names.map((name) => textWidth(name, fontPx))) + 12,
    widthPx * 0.34,
  );
  const figures = values.map((row, at) => row.map((value, index) => figureOf(sheet, at, index, value)));
  const figureRoom = Math.max(0, ...figures.flat().map((figure) => textWidth(figure, fontPx))) + edgePx + 4;
  const [low, high] = extent(values);
  const option = {
    animation: false,
    grid: {
      top: 0,
      bottom: funnel ? -14 : 0,
      [rtl ? 'right' : 'left']: nameRoom + (low < 0 ? figureRoom : 0),
      [rtl ? 'left' : 'right']: figureRoom,
      outerBoundsMode: 'none',
    },
    xAxis: { type: 'value', show: false, min: low, max: high, inverse: rtl },
    yAxis: { type: 'category', inverse: true, data: names, show: false, position: rtl ? 'right' : 'left' },
    series: series.map((_, index) => ({
      type: 'bar',
      ...still,
      data: (values[index] ?? []).map((value) => ({
        value,
        itemStyle: { borderRadius: rounded(rtl !== (value ?? 0) < 0) },
      })),
      barWidth: funnel ? 28 : series.length === 1 ? 18 : 15,
      barGap: '24%',
      itemStyle: { color: ink.series(index) },
    })),
  };
  const labels = (chart: EChartsType) => [
    baseline(sheet, chart, heightPx),
    ...names.map((name, index) => {
      const y = chart.convertToPixel({ yAxisIndex: 0 }, index);
      const x = rtl ? widthPx : 0;
      return textAt(x, y, shortened(name, fontPx, nameRoom - 10), ink.text, {
        anchor: rtl ? 'end' : 'start',
      });
    }),
    ...values.flatMap((row, at) =>
      row.map((value, index) => endLabel(sheet, chart, at, index, value, figures)),
    ),
    ...(funnel ? conversions(sheet, chart, values[0] ?? []) : []),
  ];
  return { heightPx, option, labels };
}

/** The far end of a bar is rounded, the end at the baseline is not. */
function rounded(leftwards: boolean): number[] {
  return leftwards ? [2, 0, 0, 2] : [0, 2, 2, 0];
}

/** Always with zero, and never empty. */
function extent(values: (number | null)[][]): [number, number] {
  const known = values.flat().filter((value) => value !== null);
  const low = Math.min(0, ...known);
  const high = Math.max(0, ...known);
  return low === high ? [0, 1] : [low, high];
}

/** In the first group of several series the figure is followed by the name: that is the whole legend. */
function figureOf({ spec, formats }: Sheet, at: number, index: number, value: number | null): string {
  const figure = value === null ? '–' : formats.label(value);
  const named = spec.type === 'bar' && spec.series.length > 1 && index === 0;
  return named ? `${figure}  ${spec.series[at]?.name ?? ''}` : figure;
}

function endLabel(
  { spec, ink }: Sheet,
  chart: EChartsType,
  at: number,
  index: number,
  value: number | null,
  figures: string[][],
): string {
  const rows = figures.length;
  const centre = chart.convertToPixel({ yAxisIndex: 0 }, index);
  const y = centre + (at - (rows - 1) / 2) * 15 * 1.24;
  const end = chart.convertToPixel({ xAxisIndex: 0 }, value ?? 0);
  const forward = (spec.dir === 'rtl') === (value ?? 0) < 0;
  const fill = value === null ? ink.muted : ink.text;
  return textAt(end + (forward ? edgePx : -edgePx), y, figures[at]?.[index] ?? '', fill, {
    anchor: forward ? 'start' : 'end',
    weight: at === 0 && value !== null ? 600 : 400,
  });
}

function baseline({ ink }: Sheet, chart: EChartsType, heightPx: number): string {
  const x = Math.round(chart.convertToPixel({ xAxisIndex: 0 }, 0)) - 0.5;
  return `<path d="M${x} 0V${heightPx}" stroke="${ink.grid}" fill="none"></path>`;
}

/** Between two steps, what share of the upper one came through. */
function conversions({ spec, ink, formats }: Sheet, chart: EChartsType, values: (number | null)[]): string[] {
  const rtl = spec.dir === 'rtl';
  const x = chart.convertToPixel({ xAxisIndex: 0 }, 0) + (rtl ? -8 : 8);
  return values.flatMap((value, index) => {
    const before = values[index - 1];
    if (value === null || !before) return [];
    const upper = chart.convertToPixel({ yAxisIndex: 0 }, index - 1);
    const lower = chart.convertToPixel({ yAxisIndex: 0 }, index);
    const look = { anchor: rtl ? ('end' as const) : ('start' as const), sizePx: smallPx };
    return [textAt(x, (upper + lower) / 2, `↓ ${formats.share(value / before)}`, ink.muted, look)];
  });
}
