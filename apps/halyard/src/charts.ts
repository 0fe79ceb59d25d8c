import { type ChartPalette, type ChartSeries, type ChartSpec, drawChart } from '#platform/documents';
import type { Look } from '#platform/themes';

/** A chart as view models carry it: without language and colours; words as themselves or by their locale keys. */
interface ChartView extends Omit<ChartSpec, 'title' | 'series' | 'locale' | 'dir'> {
  readonly title?: string;
  readonly titleKey?: string;
  /** What follows each category's name. */
  readonly places?: readonly { readonly key: string; readonly number: number }[];
  readonly series: readonly {
    readonly name?: string;
    readonly nameKey?: string;
    readonly values: ChartSeries['values'];
  }[];
}

/** Colours as custom properties, so that one drawing serves light and dark and follows the label's tokens. */
const PALETTE: ChartPalette = {
  accent: 'var(--color-accent)',
  neutrals: ['var(--color-edge)', 'var(--color-muted)', 'var(--color-line)'],
  text: 'var(--color-ink)',
  muted: 'var(--color-muted)',
  grid: 'var(--color-line)',
  background: 'var(--color-canvas)',
  font: 'var(--font-text)',
};

const WIDE_PX = 960;
const PHONE_PX = 328;
const HEIGHT_PX = 260;

/** Draws a chart in a label's language and look: once for wide places and, since text scales with it, once for phones. */
export function drawInLook(view: unknown, look: Look): string {
  if (!isChart(view)) return '';
  const { title, titleKey, series, places, ...rest } = view;
  const words = (text: string | undefined, key: string | undefined) =>
    key === undefined ? (text ?? '') : look.text(key);
  const spec: ChartSpec = {
    ...rest,
    ...(places && {
      categories: places.map(({ key, number }, at) => {
        const place = number > 1 ? `${look.text(key)} ${number}` : look.text(key);
        return [rest.categories?.[at], place].filter(Boolean).join(' · ');
      }),
    }),
    title: words(title, titleKey),
    series: series.map(({ name, nameKey, values }) => ({ name: words(name, nameKey), values })),
    locale: look.locale,
    dir: look.direction,
  };
  if (spec.width !== undefined || spec.type === 'sparkline') return drawChart(spec, PALETTE);
  const height = spec.dates && spec.height === undefined ? { height: HEIGHT_PX } : {};
  const wide = drawChart({ ...spec, ...height, width: WIDE_PX }, PALETTE);
  const narrow = drawChart({ ...spec, width: PHONE_PX }, PALETTE);
  return `<div class="wide-only">${wide}</div><div class="narrow-only">${narrow}</div>`;
}

function isChart(view: unknown): view is ChartView {
  return typeof view === 'object' && view !== null && 'type' in view && 'series' in view;
}
