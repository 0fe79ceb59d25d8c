import { fontPx, round, smallPx, still, textAt, type Plan, type Sheet } from './plan.js';
import { shortened, textWidth } from './words.js';

interface Part {
  name: string;
  value: number;
  index: number;
}

/** Beyond this many parts, or on a phone, words around a ring collide: they go into a list below it. */
const aroundMost = 6;
const aroundFromPx = 480;
const rowPx = 22;

/** A ring of shares: each part named beside it, the whole in the middle. Unknown and negative parts are left out. */
export function donutPlan(sheet: Sheet): Plan {
  const { spec, widthPx, ink, formats } = sheet;
  const series = spec.series[0];
  const names = spec.categories ?? (spec.dates ?? []).map(formats.day);
  const parts = names
    .map((name, index) => ({ name, value: formats.plotted(series?.values[index]), index }))
    .filter((part): part is Part => part.value !== null && part.value > 0);
  const whole = parts.reduce((sum, part) => sum + part.value, 0);
  const around = parts.length <= aroundMost && widthPx >= aroundFromPx;
  const ringPx = spec.height ?? (around ? 260 : 208);
  const listPx = around ? 0 : parts.length * rowPx + 8;
  const outer = around ? Math.min(ringPx / 2 - 34, widthPx * 0.23) : ringPx / 2 - 8;
  const option = {
    animation: false,
    series: [
      {
        type: 'pie',
        ...still,
        center: [widthPx / 2, ringPx / 2],
        radius: [outer * 0.66, outer],
        startAngle: 90,
        clockwise: spec.dir === 'ltr',
        itemStyle: { borderColor: ink.background, borderWidth: 2 },
        labelLine: { show: around, length: 20, length2: 12, lineStyle: { color: ink.muted, width: 0.75 } },
        label: around ? aroundLabel(sheet, whole, widthPx / 2 - outer - 40) : { show: false },
        data: parts.map(({ name, value, index }) => ({
          name,
          value,
          itemStyle: { color: ink.series(index) },
        })),
      },
    ],
  };
  const labels = () => [
    ...middle(sheet, ringPx, outer, whole),
    ...(around ? [] : parts.flatMap((part, row) => listed(sheet, part, whole, ringPx + 8 + row * rowPx))),
  ];
  return { heightPx: ringPx + listPx, option, labels };
}

function aroundLabel({ ink, formats }: Sheet, whole: number, roomPx: number) {
  const second = { color: ink.muted, fontSize: smallPx, lineHeight: 16, textBorderWidth: 0 };
  return {
    fontSize: fontPx,
    lineHeight: 16,
    color: ink.text,
    textBorderWidth: 0,
    formatter: ({ name, value }: { name: string; value: number }) =>
      `${shortened(name, fontPx, roomPx)}\n{second|${formats.label(value)} · ${formats.share(value / whole)}}`,
    rich: { second },
  };
}

function middle(
  { spec, widthPx, ink, formats }: Sheet,
  ringPx: number,
  outer: number,
  whole: number,
): string[] {
  const total = whole > 0 ? formats.label(whole) : '–';
  const name = shortened(spec.series[0]?.name ?? '', smallPx, outer * 1.15);
  return [
    textAt(widthPx / 2, ringPx / 2 - 7, total, ink.text, { anchor: 'middle', sizePx: 20, weight: 600 }),
    textAt(widthPx / 2, ringPx / 2 + 13, name, ink.muted, { anchor: 'middle', sizePx: smallPx }),
  ];
}

function listed({ spec, widthPx, ink, formats }: Sheet, part: Part, whole: number, top: number): string[] {
  const rtl = spec.dir === 'rtl';
  const y = top + rowPx / 2;
  const figures = `${formats.label(part.value)} · ${formats.share(part.value / whole)}`;
  const name = shortened(part.name, fontPx, widthPx - textWidth(figures, fontPx) - 30);
  const mirrored = (x: number) => (rtl ? widthPx - x : x);
  const [start, end] = rtl ? (['end', 'start'] as const) : (['start', 'end'] as const);
  return [
    `<rect x="${round(mirrored(rtl ? 8 : 0))}" y="${round(y - 4)}" width="8" height="8" rx="2" fill="${ink.series(part.index)}"></rect>`,
    textAt(mirrored(14), y, name, ink.text, { anchor: start }),
    textAt(mirrored(widthPx), y, figures, ink.muted, { anchor: end }),
  ];
}
