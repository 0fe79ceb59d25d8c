import culori from 'culori/require';

const { clampChroma, converter, formatHex, formatHex8, interpolate, parse, wcagContrast } = culori;
const oklch = converter('oklch');
const rgb = converter('rgb');

/** Any CSS colour as `#rrggbb` (or `#rrggbbaa`) inside sRGB; `null` when it is no colour. */
export function hex(colour: string): string | null {
  const parsed = parse(colour.trim());
  if (!parsed) return null;
  const inside = clampChroma(parsed, 'oklch');
  return (parsed.alpha ?? 1) < 1 ? formatHex8(inside) : formatHex(inside);
}

/** WCAG 2.2 contrast ratio, 1 to 21; a translucent foreground counts as it looks on its background. */
export function contrast(foreground: string, background: string): number {
  return wcagContrast(over(foreground, background), background);
}

/** The better of black and white on this background: never under 4.58:1. */
export function onColour(background: string): '#000000' | '#ffffff' {
  return wcagContrast('#ffffff', background) >= wcagContrast('#000000', background) ? '#ffffff' : '#000000';
}

/**
 * The colour nearest to `foreground` in lightness, of the same hue, that reaches `ratio` on `background`;
 * black or white where no lightness does.
 */
export function nearestPassing(foreground: string, background: string, ratio: number): string {
  const start = over(foreground, background);
  if (contrast(start, background) >= ratio) return start;
  const { l, c, h } = { h: 0, ...oklch(start)! };
  const at = (lightness: number): string =>
    formatHex(clampChroma({ mode: 'oklch', l: lightness, c, h }, 'oklch'));
  const candidates = [0, 1]
    .filter((end) => contrast(at(end), background) >= ratio)
    .map((end) => {
      let failing = l;
      let passing = end;
      for (let step = 0; step < 20; step++) {
        const middle = (failing + passing) / 2;
        if (contrast(at(middle), background) >= ratio) passing = middle;
        else failing = middle;
      }
      return passing;
    })
    .sort((a, b) => Math.abs(a - l) - Math.abs(b - l));
  return candidates[0] === undefined ? onColour(background) : at(candidates[0]);
}

/** A step away from the text that stands on this colour, so that hovering never lowers its contrast. */
export function hoverShade(colour: string): string {
  const { l, c, h } = { h: 0, ...oklch(colour)! };
  const step = onColour(colour) === '#ffffff' ? -0.06 : 0.06;
  return formatHex(clampChroma({ mode: 'oklch', l: Math.min(1, Math.max(0, l + step)), c, h }, 'oklch'));
}

/** A tint of this colour on its surface, for selected rows and badges. */
export function softShade(colour: string, surface: string, share: number): string {
  return formatHex(interpolate([surface, over(colour, surface)], 'oklab')(share));
}

function over(foreground: string, background: string): string {
  const front = rgb(parse(foreground));
  const back = rgb(parse(background));
  if (!front || !back) throw new TypeError(`no colour: ${front ? background : foreground}`);
  const alpha = front.alpha ?? 1;
  const mix = (a: number, b: number): number => a * alpha + b * (1 - alpha);
  return formatHex({
    mode: 'rgb',
    r: mix(front.r, back.r),
    g: mix(front.g, back.g),
    b: mix(front.b, back.b),
  });
}
