import { hoverShade, nearestPassing, onColour, softShade } from './contrast.js';
import { flattenOverrides, resolveTokens, tokenKey, withOverrides, type TokenOverrides } from './tokens.js';
import type { TokenTable } from './tokens.js';

/** What of a theme decides its custom properties. */
export interface Palette {
  readonly tokens: TokenTable;
  /** Names that its styles and templates read, without the dashes: no other derived colour is written out. */
  readonly used: ReadonlySet<string>;
  readonly pairs: readonly ContrastPair[];
  /** Tokens whose light override also speaks for the dark scheme, made to pass there. */
  readonly carried: readonly string[];
}

/** Two tokens that are seen on one another, and the ratio they owe: 4.5 for text, 3 for large text and controls. */
export interface ContrastPair {
  readonly foreground: string;
  readonly background: string;
  readonly ratio: number;
}

/** Custom properties by scheme, without the dashes in front. */
export type Schemes = Record<'light' | 'dark', Map<string, string>>;

const SURFACES = ['color-surface', 'color-canvas', 'color-background', 'color-paper', 'color-page'];
const HEX = /^#[0-9a-f]{6}(?:[0-9a-f]{2})?$/;

/** Every property of both schemes: tokens, a label's overrides, and the colours derived from them. */
export function properties(palette: Palette, overrides: TokenOverrides): Schemes {
  let { table } = withOverrides(palette.tokens, overrides);
  table = carryToDark(palette, table, overrides);
  const schemes = resolveTokens(table);
  derive(schemes.light, palette.used, 0.1);
  derive(schemes.dark, palette.used, 0.2);
  return schemes;
}

/** The generated head of a stylesheet: light, then dark by the system's wish or by `data-scheme`. */
export function rootRules({ light, dark }: Schemes): string {
  const differing = new Map([...dark].filter(([name, value]) => light.get(name) !== value));
  const night = declarations(differing, 'dark');
  return (
    `:root{${declarations(light, 'light')}}` +
    `@media (prefers-color-scheme:dark){:root:not([data-scheme="light"]){${night}}}` +
    `:root[data-scheme="dark"]{${night}}`
  );
}

function declarations(values: ReadonlyMap<string, string>, scheme: string): string {
  let out = `color-scheme:${scheme};`;
  for (const [name, value] of values) out += `--${name}:${value};`;
  return out;
}

/** A label that types one accent means it by night too: there it keeps its hue and moves until it passes. */
function carryToDark(palette: Palette, table: TokenTable, overrides: TokenOverrides): TokenTable {
  const changed = flattenOverrides(overrides);
  const carried = palette.carried.filter(
    (path) =>
      changed.some((item) => item.path === path && item.scheme !== 'dark') &&
      !changed.some((item) => item.path === path && item.scheme === 'dark'),
  );
  if (carried.length === 0) return table;
  const merged = new Map(table);
  const { light, dark } = resolveTokens(table);
  for (const path of carried) {
    const colour = light.get(path.replaceAll('.', '-'));
    const surface = surfaceOf(dark);
    if (!colour || !HEX.test(colour) || !surface) continue;
    const ratio = palette.pairs.find((pair) => pair.foreground === path)?.ratio ?? 4.5;
    const value = nearestPassing(colour, surface, ratio);
    merged.set(tokenKey('dark', path), { path, scheme: 'dark', type: 'color', value });
  }
  return merged;
}

/** `color-accent` gives `color-on-accent`, `-hover`, `-soft` and `-text`, where used and not declared. */
function derive(values: Map<string, string>, used: ReadonlySet<string>, softness: number): void {
  const surface = surfaceOf(values) ?? '#ffffff';
  for (const [name, value] of [...values]) {
    if (!HEX.test(value)) continue;
    const add = (derived: string, make: () => string): void => {
      if (used.has(derived) && !values.has(derived)) values.set(derived, make());
    };
    add(name.replace(/^(.*-)?([^-]+)$/, '$1on-$2'), () => onColour(value));
    add(name.replace(/^([^-]+)-(.+)$/, '$1-on-$2'), () => onColour(value));
    add(`${name}-on`, () => onColour(value));
    add(`${name}-hover`, () => hoverShade(value));
    add(`${name}-soft`, () => softShade(value, surface, softness));
    add(`${name}-text`, () => nearestPassing(value, surface, 4.5));
  }
}

function surfaceOf(values: ReadonlyMap<string, string>): string | undefined {
  const name = SURFACES.find((candidate) => HEX.test(values.get(candidate) ?? ''));
  return name === undefined ? undefined : values.get(name);
}
