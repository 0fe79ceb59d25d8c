import type { EChartsType } from 'echarts';
import { dayTicks, dayToMs } from './formats.js';
import { fontPx, round, smallPx, still, textAt, type Plan, type Sheet } from './plan.js';
import { escaped, shortened, spread, textWidth } from './words.js';

const directLabelsMost = 8;
const narrowPx = 480;
const labelGapPx = 18;
const swatchPx = 14;

/** Lines, columns and stacks: value upwards, days or categories in reading direction. */
export function uprightPlan(sheet: Sheet): Plan {
  const { spec, widthPx, ink, formats } = sheet;
  const rtl = spec.dir === 'rtl';
  const key = keyOf(sheet);
  const heightPx = spec.height ?? 248 + key.heightPx;
  const side = sideLabelWidth(sheet);
  const values = spec.series.map((series) =>
    places(spec).map((_, index) => formats.plotted(series.values[index])),
  );
  const empty = values.every((row) => row.every((value) => value === null));
  const option = {
    animation: false,
    grid: {
      top: 10 + key.heightPx,
      bottom: 6,
      [rtl ? 'left' : 'right']: side || 8,
      [rtl ? 'right' : 'left']: 1,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: { ...placeAxis(sheet, widthPx - side), inverse: rtl },
    yAxis: {
      type: 'value',
      position: rtl ? 'right' : 'left',
      splitNumber: 4,
      ...(spec.unit === 'count' ? { minInterval: 1 } : {}),
      ...(empty
        ? { min: 0, max: 1, axisLabel: { show: false } }
        : { axisLabel: axisWords(ink.muted, formats.short) }),
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { lineStyle: { color: ink.grid, width: 1 } },
    },
    series: spec.series.map((_, index) => seriesOption(sheet, index, values[index] ?? [])),
  };
  const labels = (chart: EChartsType) => [
    ...hints(sheet, chart, heightPx, key.heightPx),
    ...key.elements,
    ...(side ? sideLabels(sheet, chart, values, heightPx, side) : []),
  ];
  return { heightPx, option, labels };
}

export function places(spec: Sheet['spec']): readonly string[] {
  return spec.dates ?? spec.categories ?? [];
}

function axisWords(color: string, formatter: (value: number) => string) {
  return { color, fontSize: smallPx, margin: 10, formatter };
}

function placeAxis({ spec, ink, formats }: Sheet, roomPx: number) {
  const axisLine = { lineStyle: { color: ink.grid, width: 1 } };
  const look = { z: spec.type === 'line' ? 0 : 3, axisTick: { show: false }, axisLine };
  const words = { color: ink.muted, fontSize: smallPx, margin: 10, hideOverlap: true };
  if (!spec.dates) {
    const data = spec.categories ?? [];
    const width = Math.max(40, roomPx / Math.max(data.length, 1) - 8);
    return {
      type: 'category',
      data,
      boundaryGap: spec.type !== 'line',
      ...look,
      axisLabel: { ...words, formatter: (name: string) => shortened(name, smallPx, width) },
    };
  }
  const ticks = dayTicks(spec.dates, spec.locale, Math.max(2, Math.floor(roomPx / 72)));
  if (spec.type === 'line') {
    const customValues = [...ticks.keys()];
    return {
      type: 'time',
      min: dayToMs(spec.dates[0] ?? ''),
      max: dayToMs(spec.dates.at(-1) ?? ''),
      ...look,
      axisLabel: { ...words, customValues, formatter: (at: number) => ticks.get(at) ?? '' },
    };
  }
  const formatter = (date: string) => ticks.get(dayToMs(date)) ?? '';
  const some = spec.dates.some((date) => ticks.has(dayToMs(date)));
  const interval = some ? (_: number, date: string) => ticks.has(dayToMs(date)) : 'auto';
  return {
    type: 'category',
    data: spec.dates,
    ...look,
    axisLabel: { ...words, interval, formatter: some ? formatter : formats.day },
  };
}

function seriesOption({ spec, ink }: Sheet, index: number, values: readonly (number | null)[]) {
  const color = ink.series(index);
  if (spec.type !== 'line') {
    const stacked = spec.type === 'stacked';
    return {
      type: 'bar',
      ...still,
      ...(stacked ? { stack: 'all' } : {}),
      barMaxWidth: 40,
      barCategoryGap: '32%',
      barGap: '12%',
      itemStyle: stacked
        ? { color, borderColor: ink.background, borderWidth: 1 }
        : { color, borderRadius: [2, 2, 0, 0] },
      data: values,
    };
  }
  const last = values.findLastIndex((value) => value !== null);
  const data = values.map((value, at) => {
    const alone = value !== null && values[at - 1] == null && values[at + 1] == null;
    const size = at === last ? 8 : alone ? 6 : 0;
    const at0 = spec.dates ? dayToMs(spec.dates[at] ?? '') : at;
    return { value: [at0, value], symbol: size && value !== null ? 'circle' : 'none', symbolSize: size };
  });
  return {
    type: 'line',
    ...still,
    data,
    z: 10 - index,
    showSymbol: true,
    showAllSymbol: true,
    lineStyle: {
      color,
      width: index === 0 ? 2.25 : 1.75,
      cap: 'round',
      join: 'round',
      type: ink.isRepeated(index) ? [5, 4] : 'solid',
    },
    itemStyle: { color, borderColor: ink.background, borderWidth: 1.5 },
    ...(spec.series.length === 1 ? { areaStyle: { color, opacity: 0.08 } } : {}),
  };
}

/** Beside the marks there is room for the names of few series, on a wide drawing; else they stand above. */
function isDirect({ spec, widthPx }: Sheet): boolean {
  const few = spec.series.length > 1 && spec.series.length <= directLabelsMost;
  return few && widthPx >= narrowPx && spec.type !== 'bar';
}

function sideLabelWidth(sheet: Sheet): number {
  if (!isDirect(sheet)) return 0;
  const widest = Math.max(...sheet.spec.series.map((series) => textWidth(series.name, fontPx) * 1.06));
  return Math.min(Math.ceil(widest) + swatchPx + 14, Math.round(sheet.widthPx * 0.3));
}

/** Names at the level where each series ends, a little swatch tying name and mark together. */
function sideLabels(
  sheet: Sheet,
  chart: EChartsType,
  values: (number | null)[][],
  heightPx: number,
  side: number,
) {
  const { spec, ink, widthPx } = sheet;
  const rtl = spec.dir === 'rtl';
  const levels: number[] = [];
  let below = 0;
  for (const row of values) {
    const last = spec.type === 'stacked' ? (row.at(-1) ?? 0) : (row.findLast((value) => value !== null) ?? 0);
    const level = spec.type === 'stacked' ? below + last / 2 : last;
    if (spec.type === 'stacked') below += last;
    levels.push(chart.convertToPixel({ yAxisIndex: 0 }, level));
  }
  const ys = spread(levels, labelGapPx, 8, heightPx - 30);
  return spec.series.flatMap((series, index) => {
    const inner = rtl ? side - 10 : widthPx - side + 10;
    const x = rtl ? inner - swatchPx : inner + swatchPx;
    const name = shortened(series.name, fontPx, side - swatchPx - 10);
    return [
      swatch(rtl ? inner - 8 : inner, ys[index] ?? 0, ink.series(index)),
      textAt(x, ys[index] ?? 0, name, ink.text, {
        anchor: rtl ? 'end' : 'start',
        weight: index === 0 ? 600 : 400,
      }),
    ];
  });
}

function swatch(x: number, y: number, fill: string): string {
  return `<rect x="${round(x)}" y="${round(y - 4)}" width="8" height="8" rx="2" fill="${fill}"></rect>`;
}

/** The names in rows above the drawing, where they do not fit beside it. */
function keyOf(sheet: Sheet): { heightPx: number; elements: string[] } {
  const { spec, ink, widthPx } = sheet;
  if (spec.series.length < 2 || isDirect(sheet)) return { heightPx: 0, elements: [] };
  const rtl = spec.dir === 'rtl';
  const elements: string[] = [];
  let along = 0;
  let row = 0;
  spec.series.forEach((series, index) => {
    const name = shortened(series.name, fontPx, widthPx - swatchPx);
    const room = swatchPx + textWidth(name, fontPx) + 16;
    if (along > 0 && along + room - 16 > widthPx) {
      along = 0;
      row += 1;
    }
    const y = 10 + row * 20;
    elements.push(swatch(rtl ? widthPx - along - 8 : along, y, ink.series(index)));
    const x = rtl ? widthPx - along - swatchPx : along + swatchPx;
    elements.push(textAt(x, y, name, ink.text, { anchor: rtl ? 'end' : 'start' }));
    along += room;
  });
  return { heightPx: (row + 1) * 20 + 8, elements };
}

const hintsMost = 150;

/** An unseen strip over each day or category says its exact figures when the pointer rests on it. */
function hints(
  { spec, formats, widthPx }: Sheet,
  chart: EChartsType,
  heightPx: number,
  top: number,
): string[] {
  const all = places(spec);
  if (all.length === 0 || all.length > hintsMost) return [];
  const byTime = spec.type === 'line' && spec.dates;
  const xs = all.map((place, index) =>
    chart.convertToPixel({ xAxisIndex: 0 }, byTime ? dayToMs(place) : index),
  );
  const half = Math.abs((xs[1] ?? widthPx) - (xs[0] ?? 0)) / 2;
  return all.map((place, index) => {
    const x = xs[index] ?? 0;
    const edges = [xs[index - 1], xs[index + 1]]
      .map((next, side) =>
        next === undefined ? x + (side === 0 ? -half : half) * direction(spec.dir) : (x + next) / 2,
      )
      .map((edge) => Math.min(Math.max(edge, 0), widthPx));
    const left = Math.min(...edges);
    const figures = spec.series.map((series) => {
      const value = formats.plotted(series.values[index]);
      return `${series.name}: ${value === null ? '–' : formats.exact(value)}`;
    });
    const words = [spec.dates ? formats.day(place) : place, ...figures].join('\n');
    const box = `x="${round(left)}" y="${round(top)}" width="${round(Math.max(...edges) - left)}" height="${round(heightPx - top)}"`;
    return `<rect ${box} fill="none" pointer-events="all"><title>${escaped(words)}</title></rect>`;
  });
}

function direction(dir: 'ltr' | 'rtl'): number {
  return dir === 'rtl' ? -1 : 1;
}
