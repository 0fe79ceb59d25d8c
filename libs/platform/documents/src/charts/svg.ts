import { escaped } from './words.js';

/**
 * Takes the renderer's drawing apart and keeps what a strict page may hold: no style attribute or element, no
 * class or attribute of the renderer's, identifiers that follow from the chart alone.
 */
export function innerSvg(rendered: string, idPrefix: string): string {
  return rendered
    .replace(/^<svg[^>]*>|<\/svg>\s*$/g, '')
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/^\s*<rect[^>]*fill="none"[^>]*><\/rect>/, '')
    .replace(/ (?:class|pointer-events|ecmeta_\w+|xml:space|paint-order|stroke-miterlimit)="[^"]*"/g, '')
    .replace(/\bzr\d+-/g, idPrefix)
    .replace(/ style="([^"]*)"/g, (_, css: string) => presentation(css))
    .replace(/\n+/g, '');
}

/** `font-size:12px;font-weight:600` as attributes; the family is set once, on the root. */
function presentation(css: string): string {
  const attributes: string[] = [];
  for (const declaration of css.split(';')) {
    const [name = '', value = ''] = declaration.split(/:(.*)/s).map((part) => part.trim());
    if (name === 'font') attributes.push(...fontAttributes(value));
    else if (name === 'font-size' || name === 'font-weight' || name === 'font-style')
      attributes.push(`${name}="${value}"`);
  }
  return attributes.length > 0 ? ` ${attributes.join(' ')}` : '';
}

/** `normal 600 12px family`: style, weight, size. */
function fontAttributes(font: string): string[] {
  const size = /(\d[\d.]*)px/.exec(font)?.[1];
  const weight = /\b([1-9]00|bold)\b(?!px)/.exec(font)?.[1];
  return [...(size ? [`font-size="${size}"`] : []), ...(weight ? [`font-weight="${weight}"`] : [])];
}

/**
 * Right-to-left words keep their order inside a drawing that is laid out left to right: positions are absolute,
 * so the drawing itself must not turn round with the page.
 */
export function isolated(svg: string): string {
  return svg.replace(/(<text\b[^>]*>)([^<]+)(<\/text>)/g, '$1\u2067$2\u2069$3');
}

export interface Frame {
  type: string;
  title: string;
  description: string;
  widthPx: number;
  heightPx: number;
  font: string;
}

export function framed(
  content: string,
  { type, title, description, widthPx, heightPx, font }: Frame,
): string {
  const box = `width="${widthPx}" height="${heightPx}" viewBox="0 0 ${widthPx} ${heightPx}"`;
  const words = `role="img" aria-label="${escaped(title)}"`;
  const look = `class="chart chart-${type}" direction="ltr" font-family="${escaped(font)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${box} ${words} ${look}><title>${escaped(title)}</title><desc>${escaped(description)}</desc>${content}</svg>`;
}
