import { UntrustedError } from '../untrusted-error.js';
import {
  ACTIVE,
  ATTRIBUTES,
  ELEMENTS,
  paintedDeclarations,
  paintedSheet,
  paints,
  reachesOut,
  REFERENCES,
  UNWRAPPED,
} from './allowed.js';
import { readXml, XmlError, type XmlElement } from './xml.js';

const LIMIT_BYTES = 256 * 1024;
/** With every reference drawn out: some pictures are small to send and endless to draw. */
const MOST_DRAWN = 20_000;
const SVG = 'http://www.w3.org/2000/svg';
const XLINK = 'http://www.w3.org/1999/xlink';

/** What was left out of a picture because it could run, load or lead somewhere. */
export interface LeftOut {
  readonly line: number;
  readonly says: string;
}

/**
 * A picture somebody uploaded, written anew from what may be in one: shapes, text, paint, references inside itself.
 * Script, handlers, foreign content, animation and addresses are left out; what is no picture, declares entities or
 * would draw for ever is refused with an UntrustedError.
 */
export function sanitizeSvg(source: string): string {
  if (Buffer.byteLength(source) > LIMIT_BYTES)
    throw new UntrustedError('tooLarge', 'the picture is too large');
  try {
    return rewritten(source).svg;
  } catch (error) {
    if (error instanceof XmlError)
      throw new UntrustedError('forbidden', `line ${error.line}: ${error.message}`);
    throw error;
  }
}

/** What `sanitizeSvg` would leave out or refuse of a theme's own picture, line by line. */
export function unsafeSvg(source: string): readonly LeftOut[] {
  try {
    return rewritten(source).leftOut;
  } catch (error) {
    return [{ line: error instanceof XmlError ? error.line : 1, says: (error as Error).message }];
  }
}

function rewritten(source: string): { svg: string; leftOut: LeftOut[] } {
  const root = readXml(source);
  if (root.name !== 'svg') throw new XmlError('it is no SVG', root.line);
  if (drawn(root) > MOST_DRAWN) throw new XmlError('it would draw too much', root.line);
  const leftOut: LeftOut[] = [];
  return { svg: write(root, leftOut, true), leftOut };
}

function write(element: XmlElement, leftOut: LeftOut[], isRoot = false): string {
  const { name, children, line } = element;
  const inside = (): string =>
    children.map((child) => (typeof child === 'string' ? escape(child) : write(child, leftOut))).join('');
  if (UNWRAPPED.has(name)) return inside();
  if (!ELEMENTS.has(name)) {
    if (ACTIVE.test(name)) leftOut.push({ line, says: `a ${name}` });
    return '';
  }
  if (name === 'style') return writeSheet(element, leftOut);
  const attributes = element.attributes.flatMap(({ name: attribute, value, line: at }) => {
    const kept = keep(attribute, value);
    if (kept === null && isActive(attribute, value))
      leftOut.push({ line: at, says: `${attribute} of ${name}` });
    return kept === null ? [] : [` ${attribute}="${escape(kept)}"`];
  });
  const spaces = isRoot ? ` xmlns="${SVG}" xmlns:xlink="${XLINK}"` : '';
  const body = inside();
  return body === ''
    ? `<${name}${spaces}${attributes.join('')}/>`
    : `<${name}${spaces}${attributes.join('')}>${body}</${name}>`;
}

function writeSheet({ children, line }: XmlElement, leftOut: LeftOut[]): string {
  const css = children.filter((child) => typeof child === 'string').join('');
  if (reachesOut(css)) leftOut.push({ line, says: 'a style that reaches outside' });
  const sheet = paintedSheet(css);
  return sheet === null || sheet === '' ? '' : `<style>${escape(sheet)}</style>`;
}

/** The value to write, or null to leave the attribute out. */
function keep(name: string, value: string): string | null {
  if (REFERENCES.has(name)) return /^#[\w.:-]+$/.test(value.trim()) ? value.trim() : null;
  if (name === 'style') return paintedDeclarations(value);
  if (name === 'aria-label') return value;
  return ATTRIBUTES.has(name) && paints(value) ? value : null;
}

function isActive(name: string, value: string): boolean {
  const local = name.toLowerCase().replace(/^.*:/, '');
  if (/^on/.test(local) || /^(?:href|src|from|to|values|begin|attributename)$/.test(local)) return true;
  return name === 'xml:base' || (name !== 'xmlns' && !name.startsWith('xmlns:') && reachesOut(value));
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** How many elements are drawn once every reference is followed. A circle of references never ends. */
function drawn(root: XmlElement): number {
  const byId = new Map<string, XmlElement>();
  const collect = (element: XmlElement): void => {
    const id = element.attributes.find(({ name }) => name === 'id')?.value;
    if (id !== undefined && !byId.has(id)) byId.set(id, element);
    for (const child of element.children) if (typeof child !== 'string') collect(child);
  };
  collect(root);
  const known = new Map<XmlElement, number>();
  const open = new Set<XmlElement>();
  const count = (element: XmlElement): number => {
    const before = known.get(element);
    if (before !== undefined) return before;
    if (open.has(element)) throw new XmlError('it refers to itself', element.line);
    open.add(element);
    let total = 1;
    for (const child of element.children) if (typeof child !== 'string') total += count(child);
    for (const { name, value } of element.attributes)
      for (const id of referencesIn(name, value)) {
        const target = byId.get(id);
        if (target) total += count(target);
      }
    open.delete(element);
    known.set(element, Math.min(total, MOST_DRAWN + 1));
    return total;
  };
  return count(root);
}

function referencesIn(name: string, value: string): string[] {
  if (REFERENCES.has(name)) return value.trim().startsWith('#') ? [value.trim().slice(1)] : [];
  return [...value.matchAll(/url\s*\(\s*["']?#([\w.:-]+)/gi)].map((match) => match[1]!);
}
