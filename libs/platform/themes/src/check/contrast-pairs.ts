import { contrast, nearestPassing } from '../contrast.js';
import { properties, type Palette } from '../stylesheet.js';
import { propertyName, type TokenOverrides } from '../tokens.js';

/** A declared pair that does not hold, in one of the schemes. */
export interface ContrastFault {
  /** Which of the declared pairs. */
  readonly index: number;
  readonly foreground: string;
  readonly background: string;
  readonly scheme: 'light' | 'dark';
  readonly says: string;
  readonly fix: string;
  /** Null where the pair names no colours. */
  readonly measured: {
    readonly front: string;
    readonly back: string;
    readonly found: number;
    readonly owed: number;
    /** The nearest foreground that passes. */
    readonly nearest: string;
  } | null;
}

/** Measures every declared pair in both schemes, as a theme or a label's overrides leave it. */
export function contrastFaults(palette: Palette, overrides: TokenOverrides = {}): ContrastFault[] {
  const schemes = properties(palette, overrides);
  return palette.pairs.flatMap(({ foreground, background, ratio }, index) =>
    (['light', 'dark'] as const).flatMap((scheme): ContrastFault[] => {
      const front = schemes[scheme].get(propertyName(foreground));
      const back = schemes[scheme].get(propertyName(background));
      if (isUnresolved(palette, foreground, front) || isUnresolved(palette, background, back)) return [];
      const pair = { index, foreground, background, scheme };
      if (!front?.startsWith('#') || !back?.startsWith('#')) {
        const says = `the pair ${foreground} on ${background} names no colours`;
        return [{ ...pair, says, fix: 'name two colour tokens', measured: null }];
      }
      const found = contrast(front, back);
      if (found >= ratio) return [];
      const says = `${scheme}: ${foreground} ${front} on ${background} ${back} is ${found.toFixed(2)}:1, under ${ratio}:1`;
      const nearest = nearestPassing(front, back, ratio);
      const measured = { front, back, found, owed: ratio, nearest };
      return [{ ...pair, says, fix: `${nearest} passes`, measured }];
    }),
  );
}

/** Declared, but with a value that could not be read, which is told as such. */
function isUnresolved({ tokens }: Palette, path: string, value: string | undefined): boolean {
  return value === undefined && [...tokens.values()].some((token) => token.path === path);
}
