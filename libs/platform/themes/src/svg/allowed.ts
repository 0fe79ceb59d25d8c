/** What a picture may be made of: shapes, text, paint and references inside itself. Everything else is left out. */
export const ELEMENTS = new Set(
  'svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title desc clipPath mask pattern linearGradient radialGradient stop marker style'.split(
    ' ',
  ),
);

/** Left out, but not what is inside them. */
export const UNWRAPPED = new Set(['a', 'switch']);

/** Left out with a warning: they run, load or change what was checked. */
export const ACTIVE =
  /^(?:\w+:)?(?:script|foreignObject|iframe|object|embed|audio|video|canvas|image|feImage|animate\w*|set|discard|handler|listener|html|body|link|meta|base)$/i;

/** Paint and text, as attributes and as declarations of styles alike. */
export const PROPERTIES = new Set(
  'clip-path clip-rule color color-interpolation direction display dominant-baseline alignment-baseline baseline-shift enable-background fill fill-opacity fill-rule font font-family font-size font-style font-variant font-weight font-stretch isolation letter-spacing marker marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-rendering transform transform-origin unicode-bidi vector-effect visibility word-spacing writing-mode'.split(
    ' ',
  ),
);

export const ATTRIBUTES = new Set([
  ...PROPERTIES,
  ...'aria-hidden aria-label aria-labelledby class clipPathUnits cx cy d dx dy focusable fr fx fy gradientTransform gradientUnits height id lang lengthAdjust markerHeight markerUnits markerWidth maskContentUnits maskUnits method offset orient pathLength patternContentUnits patternTransform patternUnits points preserveAspectRatio r refX refY role rotate rx ry side spacing spreadMethod startOffset textLength version viewBox width x x1 x2 xml:lang xml:space y y1 y2'.split(
    ' ',
  ),
]);

/** Attributes that refer; only to a part of the same picture. */
export const REFERENCES = new Set(['href', 'xlink:href']);

const FUNCTIONS = /^(?:url|rgba?|hsla?|matrix|translate[XY]?|scale[XY]?|rotate|skew[XY])$/;

/** Whether a value only paints: known functions, references inside the picture, no escapes that could hide others. */
export function paints(value: string): boolean {
  if (/[\\@<>{};]|\/\*/.test(value)) return false;
  for (const [, name = ''] of value.matchAll(/([\w-]*)\s*\(/g)) if (!FUNCTIONS.test(name)) return false;
  return !/url\s*\((?!\s*(["']?)#[\w.:-]+\1\s*\))/i.test(value);
}

/** `fill:red;stroke:url(#a)` with what does not paint left out; null where nothing remains. */
export function paintedDeclarations(css: string): string | null {
  const kept = css.split(';').flatMap((declaration) => {
    const colon = declaration.indexOf(':');
    const property = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim();
    return colon > 0 && PROPERTIES.has(property) && paints(value) ? [`${property}:${value}`] : [];
  });
  return kept.length > 0 ? kept.join(';') : null;
}

/** A sheet of plain rules with what does not paint left out; null where it holds anything but plain rules. */
export function paintedSheet(css: string): string | null {
  const bare = css.replace(/\/\*[^]*?\*\//g, '').trim();
  if (/[@\\<]/.test(bare)) return null;
  const rules = [...bare.matchAll(/([^{}]+)\{([^{}]*)\}/g)];
  if (bare.replace(/[^{}]+\{[^{}]*\}/g, '').trim() !== '') return null;
  return rules
    .flatMap(([, selector = '', declarations = '']) => {
      const kept = paintedDeclarations(declarations);
      return /^[\w\s.#,>*+~:()-]+$/.test(selector) && kept !== null ? [`${selector.trim()}{${kept}}`] : [];
    })
    .join('');
}

/** Whether styles reach for something outside of the picture. */
export function reachesOut(css: string): boolean {
  return /[@\\]|url\s*\((?!\s*["']?#)|image\s*\(|image-set|expression\s*\(|javascript:/i.test(css);
}
