import { createHash } from 'node:crypto';
import { extname, posix } from 'node:path';
import type { ThemeFile } from './folder.js';

/** A file as it is served: its address holds a hash of its content, so it may be cached for ever. */
export interface Asset {
  readonly path: string;
  readonly body: Buffer | string;
  readonly contentType: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.txt': 'text/plain; charset=utf-8',
};

export function hashOf(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** `img/topo.svg` → `/assets/img/topo-0123456789abcdef.svg`. The theme's name is no part of it. */
export function toAsset(name: string, body: Buffer): Asset {
  const extension = extname(name);
  return {
    path: `/assets/${name.slice(0, name.length - extension.length)}-${hashOf(body)}${extension}`,
    body,
    contentType: TYPES[extension.toLowerCase()] ?? 'application/octet-stream',
  };
}

export function isStyle(path: string): boolean {
  return path.startsWith('assets/css/') && path.endsWith('.css');
}

/** Style files of a chain, root theme first, by name; a child's file of the same path takes its parent's place. */
export function stylesInOrder(chain: readonly ReadonlyMap<string, ThemeFile>[]): ThemeFile[] {
  const ordered = new Map<string, ThemeFile>();
  for (const files of chain) {
    for (const path of [...files.keys()].filter(isStyle).sort()) ordered.set(path, files.get(path)!);
  }
  return [...ordered.values()];
}

/** Points `url(…)` of a style file at hashed addresses; what is not found is told to `missing` and left alone. */
export function linkUrls(
  css: string,
  from: string,
  assets: ReadonlyMap<string, Asset>,
  missing: (reference: string) => void,
): string {
  return css.replace(
    /url\(\s*(["']?)([^"')]+)\1\s*\)/g,
    (whole: string, _quote: string, reference: string) => {
      if (/^(?:data:|#|https?:|\/\/)/i.test(reference)) return whole;
      const [file = '', fragment] = reference.split(/(?=[?#])/, 2);
      const name = file.startsWith('/')
        ? file.replace(/^\/(?:assets\/)?/, '')
        : posix.join(posix.dirname(from), file).replace(/^assets\//, '');
      const asset = assets.get(name) ?? assets.get(file.replace(/^(?:\.{0,2}\/)+/, ''));
      if (!asset) {
        missing(reference);
        return whole;
      }
      return `url("${asset.path}${fragment?.startsWith('#') ? fragment : ''}")`;
    },
  );
}

/** Drops comments and needless space; nothing that could change what the sheet means. */
export function trimCss(css: string): string {
  return css
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/[ \t]*\n\s*/g, '\n')
    .trim();
}

/** An icon ready to stand in a page: no prolog, hidden from screen readers unless it names itself. */
export function inlineIcon(name: string, svg: string): string {
  const start = svg.indexOf('<svg');
  const clean = (start < 0 ? '' : svg.slice(start)).replace(/<!--[^]*?-->/g, '').trim();
  return clean.replace(/^<svg([^>]*)>/, (_whole, attributes: string) => {
    const has = (attribute: string): boolean => new RegExp(`\\s${attribute}=`).test(attributes);
    const added = [
      has('class') ? '' : ` class="icon icon-${name.replaceAll('/', '-')}"`,
      has('aria-hidden') || has('aria-label') || has('role') ? '' : ' aria-hidden="true"',
      has('focusable') ? '' : ' focusable="false"',
    ];
    return `<svg${attributes}${added.join('')}>`;
  });
}
