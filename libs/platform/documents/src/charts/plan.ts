import type { EChartsCoreOption, EChartsType } from 'echarts';
import type { ChartPalette, ChartSpec } from './chart.types.js';
import type { Formats } from './formats.js';
import { escaped } from './words.js';

/** What every kind of chart is planned from. */
export interface Sheet {
  spec: ChartSpec;
  widthPx: number;
  ink: Ink;
  formats: Formats;
}

/** A chart before it is drawn: the marks as options, then whatever is placed by where the marks came to lie. */
export interface Plan {
  heightPx: number;
  option: EChartsCoreOption;
  labels?: (chart: EChartsType) => string[];
}

/**
 * The renderer computes with colours and would not know `var(--…)`; it is given stand-ins, which `restore` turns
 * back into the palette's own words.
 */
export class Ink {
  private readonly words: string[] = [];

  constructor(private readonly palette: ChartPalette) {}

  get text(): string {
    return this.of(this.palette.text);
  }
  get muted(): string {
    return this.of(this.palette.muted ?? this.palette.text);
  }
  get grid(): string {
    return this.of(this.palette.grid);
  }
  get background(): string {
    return this.of(this.palette.background);
  }

  /** The accent, then the neutrals over and over. */
  series(index: number): string {
    const { accent, neutrals } = this.palette;
    const neutral = neutrals[(index - 1) % Math.max(neutrals.length, 1)];
    return this.of(index === 0 ? accent : (neutral ?? accent));
  }

  /** Whether this series has the colour of an earlier one, and needs another sign of its own. */
  isRepeated(index: number): boolean {
    return index > this.palette.neutrals.length;
  }

  restore(svg: string): string {
    return svg.replace(/#fe00([0-9a-f]{2})/g, (_, hex: string) =>
      escaped(this.words[Number.parseInt(hex, 16)] ?? ''),
    );
  }

  private of(word: string): string {
    let index = this.words.indexOf(word);
    if (index < 0) index = this.words.push(word) - 1;
    return `#fe00${index.toString(16).padStart(2, '0')}`;
  }
}

export const fontPx = 12;
export const smallPx = 11;

export interface TextLook {
  anchor?: 'start' | 'middle' | 'end';
  sizePx?: number;
  weight?: number;
}

/** A line of text, centred on its `y`. */
export function textAt(x: number, y: number, text: string, fill: string, look: TextLook = {}): string {
  const weight = look.weight ? ` font-weight="${look.weight}"` : '';
  const place = `x="${round(x)}" y="${round(y)}" text-anchor="${look.anchor ?? 'start'}"`;
  const size = `font-size="${look.sizePx ?? fontPx}"`;
  return `<text ${place} dominant-baseline="central" ${size}${weight} fill="${fill}">${escaped(text)}</text>`;
}

export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** Marks lie still and whole: no motion, no hover effects, nothing cut at the edge. */
export const still = { silent: true, clip: false, emphasis: { disabled: true } } as const;
