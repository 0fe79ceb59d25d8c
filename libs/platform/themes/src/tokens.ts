import { hex } from './contrast.js';
import type { Finding } from './theme-error.js';

/** Where a token applies: in both schemes, or in one of them. */
export type Scheme = 'any' | 'light' | 'dark';

export interface Token {
  readonly path: string;
  readonly scheme: Scheme;
  readonly type: string | null;
  readonly value: unknown;
}

/** Tokens by `scheme:path`; a child theme's and a label's overrides replace entries one by one. */
export type TokenTable = ReadonlyMap<string, Token>;

/** What a label changes: `{"color.accent": "#a4471f", "dark.color.accent": "#e98a5d"}`, or nested as in tokens.json. */
export type TokenOverrides = Readonly<Record<string, unknown>>;

/** Custom properties ready for a stylesheet: name without dashes in front → CSS value. */
export type Properties = ReadonlyMap<string, string>;

const NAME = /^[A-Za-z0-9_-]+$/;

export function tokenKey(scheme: Scheme, path: string): string {
  return `${scheme}:${path}`;
}

/** `light.color.accent` → light, `color.accent`; a path without a scheme applies to both. */
export function splitScheme(path: string): [Scheme, string] {
  const match = /^(light|dark)\.(.+)$/.exec(path);
  return match ? [match[1] as Scheme, match[2]!] : ['any', path];
}

/** Reads W3C Design Tokens JSON (groups, inherited `$type`, aliases left as they are). */
export function readTokens(json: unknown, faults: string[] = []): Map<string, Token> {
  const table = new Map<string, Token>();
  const visit = (node: unknown, trail: readonly string[], inherited: string | null): void => {
    if (typeof node !== 'object' || node === null || Array.isArray(node)) {
      faults.push(`${trail.join('.')}: a group or {"$value": …} was expected`);
      return;
    }
    const group = node as Record<string, unknown>;
    const type = typeof group.$type === 'string' ? group.$type : inherited;
    if ('$value' in group) {
      const [scheme, path] = splitScheme(trail.join('.'));
      table.set(tokenKey(scheme, path), { path, scheme, type, value: group.$value });
      return;
    }
    for (const [name, child] of Object.entries(group)) {
      if (name.startsWith('$')) continue;
      if (NAME.test(name)) visit(child, [...trail, name], type);
      else faults.push(`${[...trail, name].join('.')}: names hold letters, figures, - and _`);
    }
  };
  visit(json, [], null);
  return table;
}

/** Overrides as (scheme, path, value), whichever way they were written. */
export function flattenOverrides(
  overrides: TokenOverrides,
): { scheme: Scheme; path: string; value: unknown }[] {
  const found: { scheme: Scheme; path: string; value: unknown }[] = [];
  const visit = (node: unknown, trail: string): void => {
    const group = typeof node === 'object' && node !== null && !Array.isArray(node);
    if (group && !('$value' in node) && trail.split('.').length < 8) {
      for (const [name, child] of Object.entries(node)) {
        if (!name.startsWith('$')) visit(child, trail === '' ? name : `${trail}.${name}`);
      }
      return;
    }
    const [scheme, path] = splitScheme(trail);
    found.push({ scheme, path, value: group ? (node as { $value?: unknown }).$value : node });
  };
  visit(overrides, '');
  return found;
}

/**
 * The table with a label's overrides in it. Only tokens that the theme declares can be overridden, in their
 * type; each fault is named with what would be right.
 */
export function withOverrides(
  table: TokenTable,
  overrides: TokenOverrides,
): { table: TokenTable; findings: Finding[] } {
  const merged = new Map(table);
  const findings: Finding[] = [];
  for (const { scheme, path, value } of flattenOverrides(overrides)) {
    const known =
      table.get(tokenKey(scheme, path)) ??
      table.get(tokenKey('any', path)) ??
      table.get(tokenKey('light', path));
    const file = `${scheme === 'any' ? '' : `${scheme}.`}${path}`;
    if (!known) {
      const near = nearest(path, [...new Set([...table.values()].map((token) => token.path))]);
      findings.push(fault('T401', file, `the theme has no token ${path}`, `did you mean ${near}?`));
      continue;
    }
    const type = known.type ?? 'string';
    try {
      cssValue(type, value);
    } catch (error) {
      findings.push(fault('T402', file, `${JSON.stringify(value)} is no ${type}`, (error as Error).message));
      continue;
    }
    const slot = scheme === 'any' && !table.has(tokenKey('any', path)) ? 'light' : scheme;
    merged.set(tokenKey(slot, path), { path, scheme: slot, type: known.type, value });
  }
  return { table: merged, findings };
}

/** Every property as light and as dark show it, aliases followed. */
export function resolveTokens(
  table: TokenTable,
  faults: string[] = [],
): Record<'light' | 'dark', Map<string, string>> {
  const paths = [...new Set([...table.values()].map((token) => token.path))];
  const resolveIn = (scheme: 'light' | 'dark'): Map<string, string> => {
    const other = scheme === 'light' ? 'dark' : 'light';
    const find = (path: string): Token | undefined =>
      table.get(tokenKey(scheme, path)) ??
      table.get(tokenKey('any', path)) ??
      table.get(tokenKey(other, path));
    const follow = (value: unknown, trail: readonly string[]): unknown => {
      if (Array.isArray(value)) return value.map((item) => follow(item, trail));
      if (typeof value === 'object' && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, follow(item, trail)]));
      }
      const alias = typeof value === 'string' ? /^\{([^{}]+)\}$/.exec(value) : null;
      if (!alias) return value;
      const [, path] = splitScheme(alias[1]!);
      const target = find(path);
      if (!target) throw new Error(`{${path}} is not declared`);
      if (trail.includes(path)) throw new Error(`{${path}} refers to itself`);
      return follow(target.value, [...trail, path]);
    };
    const resolved = new Map<string, string>();
    for (const path of paths) {
      const token = find(path)!;
      try {
        resolved.set(propertyName(path), cssValue(typeOf(token, find), follow(token.value, [path])));
      } catch (error) {
        const says = `${token.scheme === 'any' ? '' : `${token.scheme}.`}${path}: ${(error as Error).message}`;
        if (!faults.includes(says)) faults.push(says);
      }
    }
    return resolved;
  };
  return { light: resolveIn('light'), dark: resolveIn('dark') };
}

/** `color.accent` → `color-accent`. */
export function propertyName(path: string): string {
  return path.replaceAll('.', '-');
}

/** An alias without a type of its own has its target's. */
function typeOf(token: Token, find: (path: string) => Token | undefined): string {
  let current: Token | undefined = token;
  for (let hops = 0; current && hops < 10; hops++) {
    if (current.type) return current.type;
    const alias: RegExpExecArray | null =
      typeof current.value === 'string' ? /^\{([^{}]+)\}$/.exec(current.value) : null;
    current = alias ? find(splitScheme(alias[1]!)[1]) : undefined;
  }
  return 'string';
}

const LENGTH = /^(?:0|-?\d*\.?\d+(?:px|rem|em|ch|ex|lh|vh|vw|svh|dvh|cqi|%|pt|mm|cm|in|fr))$/;
const COMPUTED = /^(?:calc|clamp|min|max|var)\([\w\s.,+*/%()-]+\)$/;
const FAMILY = /^-?[\p{L}\p{N}][\p{L}\p{N} _-]*$/u;

/**
 * One token as CSS. What a label types ends up in a stylesheet, so each type is matched whole and nothing
 * that could close a declaration passes. Throws with what would be right.
 */
export function cssValue(type: string, value: unknown): string {
  switch (type) {
    case 'color':
      return colour(value);
    case 'dimension':
      return measure(value, LENGTH, 'a length such as "16px" was expected');
    case 'duration':
      return measure(value, /^\d*\.?\d+m?s$/, 'a duration such as "150ms" was expected');
    case 'number':
      return figure(value);
    case 'fontWeight':
      if (typeof value === 'string' && /^(?:normal|bold|lighter|bolder)$/.test(value)) return value;
      return figure(value);
    case 'fontFamily':
      return families(value);
    case 'cubicBezier':
      if (Array.isArray(value) && value.length === 4) return `cubic-bezier(${value.map(figure).join(', ')})`;
      throw new Error('four numbers were expected');
    case 'shadow':
      return typeof value === 'string' ? words(value) : list(value).map(shadow).join(', ');
    default:
      return words(value);
  }
}

function colour(value: unknown): string {
  if (typeof value === 'string') {
    const found = hex(value);
    if (found) return found;
  } else if (typeof value === 'object' && value !== null) {
    const { hex: short, colorSpace, components, alpha } = value as Record<string, unknown>;
    if (Array.isArray(components) && components.every((part) => typeof part === 'number')) {
      const space = colorSpace === 'srgb' ? 'color(srgb' : `${String(colorSpace)}(`;
      const share = typeof alpha === 'number' ? ` / ${alpha}` : '';
      const found = hex(`${space} ${components.join(' ')}${share})`.replace('( ', '('));
      if (found) return found;
    }
    if (typeof short === 'string') return colour(short);
  }
  throw new Error('a colour such as "#a4471f" was expected');
}

function measure(value: unknown, shape: RegExp, expected: string): string {
  if (value === 0) return '0';
  const { value: amount, unit } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  const text =
    typeof value === 'string' ? value.trim() : typeof amount === 'number' ? `${amount}${String(unit)}` : '';
  if (shape.test(text) || COMPUTED.test(text)) return text;
  throw new Error(expected);
}

function figure(value: unknown): string {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return String(number);
  throw new Error('a number was expected');
}

function families(value: unknown): string {
  const names = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  const clean = names.map((name) =>
    typeof name === 'string' ? name.trim().replace(/^(["'])(.*)\1$/, '$2') : '',
  );
  if (clean.length === 0 || !clean.every((name) => FAMILY.test(name))) {
    throw new Error('names of font families were expected');
  }
  return clean.map((name) => (name.includes(' ') ? `"${name}"` : name)).join(', ');
}

function shadow(value: unknown): string {
  const part = value as Record<string, unknown>;
  const sides = ['offsetX', 'offsetY', 'blur', 'spread'].map((side) =>
    cssValue('dimension', part[side] ?? 0),
  );
  return `${part.inset === true ? 'inset ' : ''}${sides.join(' ')} ${colour(part.color)}`;
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === 'object' && value !== null) return [value];
  throw new Error('a shadow was expected');
}

function words(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (
    typeof text === 'string' &&
    /^[^;{}<>\\@"'\n\r!]{0,200}$/.test(text) &&
    !/url\s*\(|image\s*\(|\/\*/i.test(text)
  ) {
    return text.trim();
  }
  throw new Error('plain words or lengths were expected');
}

function fault(rule: string, file: string, says: string, fix: string): Finding {
  return { rule, level: 'error', file, line: 0, says, fix };
}

/** The known name that shares most with a mistyped one. */
export function nearest(wrong: string, known: readonly string[]): string {
  const pairs = (text: string): Set<string> =>
    new Set([...text].map((letter, index) => letter + (text[index + 1] ?? '')));
  const mine = pairs(wrong);
  const score = (name: string): number => {
    const theirs = pairs(name);
    return [...mine].filter((pair) => theirs.has(pair)).length / (mine.size + theirs.size);
  };
  return [...known].sort((a, b) => score(b) - score(a))[0] ?? 'none';
}
