import type { Schemes } from './stylesheet.js';

interface Rule {
  readonly steps: readonly Compound[];
  readonly selector: string;
  readonly weight: number;
  readonly declarations: readonly (readonly [property: string, value: string])[];
}

/** `td.figure` of `.facts td.figure`. */
interface Compound {
  readonly tag: string | null;
  readonly classes: readonly string[];
}

/** A theme's mail styles, read once: rules that can be written into elements, and the rest as it stands. */
export interface MailStyles {
  readonly rules: readonly Rule[];
  /** At-rules and selectors (`:hover`) that only a style element can hold. */
  readonly rest: string;
}

const SIMPLE = /^(?:[a-z][a-z0-9]*|\*)?(?:\.[\w-]+)*$/;
const VOID = /^(?:img|br|hr|meta|link|input|col|source|wbr|area|base)$/;

/** Reads a sheet of plain rules; mail programs know no more. */
export function readMailStyles(css: string): MailStyles {
  const rules: Rule[] = [];
  let rest = '';
  const clean = css.replace(/\/\*[^]*?\*\//g, '');
  for (let at = 0; ;) {
    const open = clean.indexOf('{', at);
    if (open < 0) return { rules, rest };
    const close = closing(clean, open);
    const head = clean.slice(at, open).trim();
    const body = clean.slice(open + 1, close);
    at = close + 1;
    if (head.startsWith('@')) {
      rest += `${head}{${body}}`;
      continue;
    }
    const declarations = body.split(';').flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 0 ? [] : [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const];
    });
    for (const selector of head.split(',').map((part) => part.trim().replace(/\s+/g, ' '))) {
      const parts = selector.split(' ');
      if (!parts.every((part) => part !== '' && SIMPLE.test(part))) {
        rest += `${selector}{${body.trim()}}`;
        continue;
      }
      const steps = parts.map(compound);
      const classes = steps.reduce((sum, step) => sum + step.classes.length, 0);
      const tags = steps.filter((step) => step.tag !== null).length;
      rules.push({ steps, selector, weight: classes * 100 + tags, declarations });
    }
  }
}

/**
 * Writes the styles into a mail's elements with the label's values in place of properties, and adds a style
 * element with what elements cannot hold: at-rules, and the colours of the dark scheme.
 */
export function inlineMailStyles(html: string, styles: MailStyles, schemes: Schemes): string {
  const ranked = [...styles.rules].sort((a, b) => a.weight - b.weight);
  const light = (value: string): string => fill(value, schemes.light);
  const open: { tag: string; classes: readonly string[] }[] = [];
  const styled = html.replace(
    /<!--[^]*?-->|<(\/?)([a-zA-Z][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/g,
    (piece, slash: string | undefined, name: string | undefined, attributes: string = '') => {
      const tag = name?.toLowerCase();
      if (tag === undefined) return piece;
      if (slash === '/') {
        const index = open.findLastIndex((element) => element.tag === tag);
        if (index >= 0) open.length = index;
        return piece;
      }
      const classes = (/\sclass\s*=\s*"([^"]*)"/.exec(attributes)?.[1] ?? '').split(/\s+/);
      const trail = [...open, { tag, classes }];
      if (!VOID.test(tag) && !attributes.endsWith('/')) open.push({ tag, classes });
      const chosen = new Map<string, string>();
      for (const rule of ranked) {
        if (!applies(rule, trail)) continue;
        for (const [property, value] of rule.declarations) {
          chosen.delete(property);
          chosen.set(property, light(value));
        }
      }
      if (chosen.size === 0) return piece;
      const own = /\sstyle\s*=\s*"([^"]*)"/.exec(attributes);
      const css = [...chosen]
        .map(([property, value]) => `${property}:${value.replaceAll('"', "'")}`)
        .join(';');
      const others = own ? attributes.replace(own[0], '') : attributes;
      return `<${name}${others} style="${css}${own ? `;${own[1]}` : ''}">`;
    },
  );
  const sheet = styleElement(styles, schemes);
  return sheet === '' ? styled : styled.replace('</head>', () => `<style>${sheet}</style></head>`);
}

/** `var(--name)` and `var(--name, fallback)` by their values. */
function fill(value: string, values: ReadonlyMap<string, string>): string {
  let filled = value;
  for (let depth = 0; depth < 5 && filled.includes('var('); depth++) {
    filled = filled.replace(
      /var\(\s*--([\w-]+)\s*(?:,([^()]*))?\)/g,
      (_whole, name: string, other: string | undefined) => values.get(name) ?? other?.trim() ?? 'inherit',
    );
  }
  return filled;
}

function styleElement(styles: MailStyles, schemes: Schemes): string {
  const dark = styles.rules.flatMap(({ selector, declarations }) => {
    const changed = declarations.flatMap(([property, value]) => {
      const night = fill(value, schemes.dark);
      return night === fill(value, schemes.light) ? [] : [`${property}:${night}!important`];
    });
    return changed.length === 0 ? [] : [`${selector}{${changed.join(';')}}`];
  });
  const night = dark.length === 0 ? '' : `@media (prefers-color-scheme:dark){${dark.join('')}}`;
  return fill(styles.rest, schemes.light).replace(/\s+/g, ' ') + night;
}

function applies({ steps }: Rule, trail: readonly { tag: string; classes: readonly string[] }[]): boolean {
  let step = steps.length - 1;
  for (let depth = trail.length - 1; depth >= 0 && step >= 0; depth--) {
    const { tag, classes } = steps[step]!;
    const element = trail[depth]!;
    const fits =
      (tag === null || tag === element.tag) && classes.every((name) => element.classes.includes(name));
    if (fits) step--;
    else if (depth === trail.length - 1) return false;
  }
  return step < 0;
}

function compound(part: string): Compound {
  const [tag = '', ...classes] = part.split('.');
  return { tag: tag === '' || tag === '*' ? null : tag, classes };
}

function closing(css: string, open: number): number {
  let depth = 0;
  for (let at = open; at < css.length; at++) {
    if (css[at] === '{') depth++;
    else if (css[at] === '}' && --depth === 0) return at;
  }
  return css.length;
}
