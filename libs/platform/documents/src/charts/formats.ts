import { minorDigits } from '#platform/kernel';
import type { ChartSpec } from './chart.types.js';

const dayMs = 86_400_000;

/** How a chart's figures and days read in its locale. */
export interface Formats {
  /** Values as they are plotted: money in major units, so that ticks fall on round amounts. */
  plotted: (value: number | null | undefined) => number | null;
  /** For axes: as short as can be. */
  short: (plotted: number) => string;
  /** For labels: exact while it is short. */
  label: (plotted: number) => string;
  /** For descriptions and hints: exact. */
  exact: (plotted: number) => string;
  share: (ratio: number) => string;
  day: (date: string) => string;
}

/** Formatters are dear to make and few: one set a locale, unit and currency. */
const made = new Map<string, Formats>();

export function formatsOf(spec: ChartSpec): Formats {
  const key = `${spec.locale} ${spec.unit} ${spec.currency ?? ''}`;
  const formats = made.get(key) ?? makeFormats(spec);
  made.set(key, formats);
  return formats;
}

function makeFormats({ unit, currency, locale, dir }: ChartSpec): Formats {
  const scale = unit === 'money' && currency ? 10 ** minorDigits(currency) : 1;
  const style: Intl.NumberFormatOptions =
    unit === 'money' && currency
      ? {
          style: 'currency',
          currency,
          currencyDisplay: 'narrowSymbol',
          trailingZeroDisplay: 'stripIfInteger',
        }
      : unit === 'percent'
        ? { style: 'percent' }
        : {};
  const fraction = unit === 'money' ? {} : { maximumFractionDigits: unit === 'percent' ? 2 : 1 };
  const short = new Intl.NumberFormat(locale, {
    ...style,
    notation: unit === 'percent' ? 'standard' : 'compact',
    minimumFractionDigits: 0,
    useGrouping: 'always',
    maximumFractionDigits: 1,
  });
  const exact = new Intl.NumberFormat(locale, { ...style, ...fraction });
  const share = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const smallShare = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  // As pages write it: a date in figures reads from either end inside right-to-left text.
  const dateStyle = dir === 'rtl' ? 'long' : 'medium';
  const day = new Intl.DateTimeFormat(locale, { dateStyle, timeZone: 'UTC' });
  return {
    plotted: (value) => (value == null || !Number.isFinite(value) ? null : value / scale),
    short: (plotted) => short.format(plotted),
    label: (plotted) => (Math.abs(plotted) >= 100_000 ? short : exact).format(plotted),
    exact: (plotted) => exact.format(plotted),
    share: (ratio) => (ratio < 0.1 ? smallShare : share).format(ratio),
    day: (date) => day.format(dayToMs(date)),
  };
}

export function dayToMs(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/** Days to mark on an axis, with their words: whole days, weeks or months, at most `most` of them. */
export function dayTicks(dates: readonly string[], locale: string, most: number): Map<number, string> {
  const first = dayToMs(dates[0] ?? '');
  const last = dayToMs(dates.at(-1) ?? '');
  if (!Number.isFinite(first) || !Number.isFinite(last)) return new Map();
  const days = Math.round((last - first) / dayMs);
  const step = [1, 2, 7, 14].find((candidate) => days / candidate + 1 <= most);
  if (step === undefined) return monthTicks(first, last, locale, most);
  const words = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const ticks = new Map<number, string>();
  for (let at = first; at <= last; at += step * dayMs) ticks.set(at, words.format(at));
  return ticks;
}

function monthTicks(first: number, last: number, locale: string, most: number): Map<number, string> {
  const start = new Date(first);
  const months = (last - first) / (30.4 * dayMs);
  const step = [1, 2, 3, 6, 12, 24, 60].find((candidate) => months / candidate + 1 <= most) ?? 120;
  const month = new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' });
  const withYear = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const ticks = new Map<number, string>();
  let index = Math.ceil((start.getUTCMonth() + (start.getUTCDate() > 1 ? 1 : 0)) / step) * step;
  let year: number | undefined;
  for (; ; index += step) {
    const at = Date.UTC(start.getUTCFullYear(), index, 1);
    if (at > last) return ticks;
    const thisYear = new Date(at).getUTCFullYear();
    ticks.set(at, (thisYear === year ? month : withYear).format(at));
    year = thisYear;
  }
}
