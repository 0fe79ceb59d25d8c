import { type ChartPalette, type ChartSpec, drawChart } from '#platform/documents';
import type { Look } from '#platform/themes';

/** A chart as view models carry it: without words, language or colours. */
interface ChartView extends Omit<ChartSpec, 'title' | 'series' | 'locale' | 'dir'> {
  readonly titleKey: string;
  readonly series: readonly { readonly nameKey: string; readonly values: readonly (number | null)[] }[];
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

const PHONE_PX = 328;

/** Draws a chart in a label's language and look: once for wide places and, since text scales with it, once for phones. */
export function drawInLook(view: unknown, look: Look): string {
  if (!isChart(view)) return '';
  const { titleKey, series, ...rest } = view;
  const spec: ChartSpec = {
    ...rest,
    title: look.text(titleKey),
    series: series.map(({ nameKey, values }) => ({ name: look.text(nameKey), values })),
    locale: look.locale,
    dir: look.direction,
  };
  if (spec.width !== undefined) return drawChart(spec, PALETTE);
  const wide = drawChart(spec, PALETTE);
  const narrow = drawChart({ ...spec, width: PHONE_PX }, PALETTE);
  return `<div class="wide-only">${wide}</div><div class="narrow-only">${narrow}</div>`;
}

function isChart(view: unknown): view is ChartView {
  return typeof view === 'object' && view !== null && 'titleKey' in view && 'series' in view;
}
