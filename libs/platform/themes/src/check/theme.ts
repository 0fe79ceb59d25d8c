import { contrast, nearestPassing } from '../contrast.js';
import { helpers } from '../helpers.js';
import type { ThemeLibrary } from '../library.js';
import { fallbacks, parseMessage } from '../messages.js';
import { properties } from '../stylesheet.js';
import type { LoadFault, Theme } from '../theme.js';
import type { Finding } from '../theme-error.js';
import { nearest, propertyName, withOverrides, type TokenOverrides } from '../tokens.js';
import { Findings } from './rules.js';
import { TemplateCheck, type Uses } from './templates.js';

export interface CheckOptions {
  /** What the product asks for: `pages/brand/campaigns`, `emails/invite`. */
  readonly required?: readonly string[];
  /** Largest size of one asset in bytes, by kind of file. */
  readonly budgets?: Readonly<Record<string, number>>;
}

const BUDGETS: Readonly<Record<string, number>> = {
  css: 120_000,
  js: 120_000,
  svg: 40_000,
  png: 200_000,
  jpg: 250_000,
  jpeg: 250_000,
  webp: 200_000,
  avif: 200_000,
  woff2: 120_000,
};
const TEXT = /\.(?:hbs|json|css|js|svg|txt|html|webmanifest)$/;

/** Lists what is wrong with a theme as its files stand now, its family's included, each by rule, file and line with its mend. */
export function checkTheme(library: ThemeLibrary, name: string, options: CheckOptions = {}): Finding[] {
  const findings = new Findings();
  const faults: LoadFault[] = [];
  const theme = library.draft(name, (fault) => faults.push(fault));
  if (!theme) {
    for (const { file, says } of faults) findings.add('T01', file, 1, says, 'mend this first');
    return findings.list();
  }
  const uses = checkTemplates(theme, findings);
  tellFaults(faults, findings);
  checkTexts(theme, uses, findings);
  checkStyles(theme, findings);
  checkFiles(theme, library.forbiddenWords, { ...BUDGETS, ...options.budgets }, findings);
  for (const finding of checkContrast(theme)) {
    findings.add('T12', 'tokens.json', 1, finding.says, finding.mend);
  }
  for (const setting of Object.keys(theme.settings)) {
    if (uses.settings.has(setting)) continue;
    findings.add(
      'T18',
      'theme.json',
      1,
      `setting ${setting} is not used`,
      'use it or leave it out',
      'warning',
    );
  }
  for (const path of options.required ?? []) {
    if (!theme.files.has(`${path}.hbs`))
      findings.add('T19', `${path}.hbs`, 1, `${path} is missing`, 'add it');
  }
  return findings.list();
}

/** Faults of loading that no other rule has named already. */
function tellFaults(faults: readonly LoadFault[], findings: Findings): void {
  const named = new Set(findings.list().map(({ file }) => file));
  for (const { file, says } of faults) {
    if (file === 'tokens.json') {
      const rule = says.endsWith('is not declared') ? 'T04' : 'T20';
      findings.add(rule, file, 1, says, 'give it a value of its type');
    } else if (!named.has(file)) {
      findings.add('T01', file, 1, says.split('\n')[0]!, 'mend the template');
    }
  }
}

/** What a label's own tokens would break: unknown ones, values out of type, contrast, each with what would pass. */
export function checkTokens(theme: Theme, overrides: TokenOverrides): Finding[] {
  const { findings } = withOverrides(theme.tokens, overrides);
  return findings.length > 0 ? findings : checkContrast(theme, overrides);
}

function checkContrast(theme: Theme, overrides: TokenOverrides = {}): Finding[] {
  const schemes = properties(theme, overrides);
  return theme.pairs.flatMap(({ foreground, background, ratio }) =>
    (['light', 'dark'] as const).flatMap((scheme): Finding[] => {
      const front = schemes[scheme].get(propertyName(foreground));
      const back = schemes[scheme].get(propertyName(background));
      if (!front?.startsWith('#') || !back?.startsWith('#')) {
        const says = `the pair ${foreground} on ${background} names no colours`;
        return [
          { rule: 'T12', level: 'error', file: foreground, line: 0, says, mend: 'name two colour tokens' },
        ];
      }
      const found = contrast(front, back);
      if (found >= ratio) return [];
      const says = `${scheme}: ${foreground} ${front} on ${background} ${back} is ${found.toFixed(2)}:1, under ${ratio}:1`;
      const mend = `${nearestPassing(front, back, ratio)} passes`;
      return [{ rule: 'T12', level: 'error', file: foreground, line: 0, says, mend }];
    }),
  );
}

function checkTemplates(theme: Theme, findings: Findings): Uses {
  const uses: Uses = { texts: [], settings: new Set(), partials: new Map() };
  const templates = [...theme.files.values()].filter((file) => file.path.endsWith('.hbs'));
  const around = {
    helpers: new Set(Object.keys(helpers)),
    partials: new Set(
      templates.flatMap(({ path }) =>
        path.startsWith('partials/') ? [path.slice('partials/'.length, -4)] : [],
      ),
    ),
    assets: new Set(theme.assets.keys()),
    icons: new Set(theme.icons.keys()),
    tokens: new Set([
      ...[...theme.tokens.values()].map((token) => token.path),
      // Derived colours: `color.on-accent`.
      ...[...properties(theme, {}).light.keys()].map((property) => property.replace('-', '.')),
    ]),
    settings: new Set(Object.keys(theme.settings)),
  };
  for (const file of templates) new TemplateCheck(file, around, uses, findings).run();
  for (const template of theme.templates.values()) {
    const { layout } = template;
    if (layout === undefined || layout === 'none' || layout.startsWith('parent/')) continue;
    if (!theme.templates.has(`layouts/${layout}`)) {
      findings.add(
        'T21',
        template.path,
        1,
        `there is no layout ${layout}`,
        'name a file of layouts/, or none',
      );
    }
  }
  for (const name of around.partials) {
    if (reaches(name, name, uses.partials, new Set())) {
      findings.add(
        'T03',
        `partials/${name}.hbs`,
        1,
        `${name} includes itself`,
        'use {{#each}} over a flat list',
      );
    }
  }
  return uses;
}

function reaches(
  from: string,
  to: string,
  graph: ReadonlyMap<string, ReadonlySet<string>>,
  seen: Set<string>,
): boolean {
  for (const next of graph.get(from) ?? []) {
    if (next === to) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    if (reaches(next, to, graph, seen)) return true;
  }
  return false;
}

function checkTexts(theme: Theme, uses: Uses, findings: Findings): void {
  const english = theme.locales.get('en') ?? new Map<string, string>();
  for (const { key, file, line } of uses.texts) {
    if (english.has(key)) continue;
    const near = nearest(key, [...english.keys()]);
    findings.add('T10', file, line, `no text ${key} in the locale en`, `add it, or did you mean ${near}?`);
  }
  for (const [locale, texts] of theme.locales) {
    const folder = [...theme.files.keys()].find((path) => path.startsWith(`locales/${locale}/`));
    const file = folder ?? `locales/${locale}.json`;
    // A regional file (de-AT) only holds what differs from its language.
    const whole = new Set(
      fallbacks(locale).flatMap((tag) =>
        tag === 'en' && locale !== 'en' ? [] : [...(theme.locales.get(tag)?.keys() ?? [])],
      ),
    );
    for (const key of english.keys()) {
      if (!whole.has(key))
        findings.add('T10', file, 1, `${key} is missing`, `translate: ${english.get(key)}`);
    }
    for (const [key, text] of texts) {
      if (!english.has(key) && locale !== 'en') {
        findings.add('T10', file, 1, `${key} is not in en`, 'add it there or drop it here', 'warning');
      }
      checkMessage(text, key, locale, file, findings);
    }
  }
}

function checkMessage(text: string, key: string, locale: string, file: string, findings: Findings): void {
  let elements: Element[];
  try {
    elements = parseMessage(text, locale).getAst() as unknown as Element[];
  } catch (error) {
    findings.add(
      'T11',
      file,
      1,
      `${key}: ${(error as Error).message}`,
      'mend the message: {n, plural, one {…} other {…}}',
    );
    return;
  }
  const visit = (nodes: readonly Element[]): void => {
    for (const node of nodes) {
      const options = Object.keys(node.options ?? {});
      if (node.pluralType) {
        const needed = new Intl.PluralRules(locale, { type: node.pluralType }).resolvedOptions()
          .pluralCategories;
        const lacking = needed.filter((form) => !options.includes(form) && !covered(form, options, locale));
        if (lacking.length > 0) {
          findings.add(
            'T11',
            file,
            1,
            `${key}: plural forms ${lacking.join(', ')} are missing`,
            `${locale} needs ${needed.join(', ')}`,
          );
        }
      }
      for (const option of Object.values(node.options ?? {})) visit(option.value);
    }
  };
  visit(elements);
}

/** The shape of a parsed message that the plural rule reads. */
interface Element {
  readonly pluralType?: 'cardinal' | 'ordinal';
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>;
}

/** `many` of French or Spanish only serves millions, and `=0`, `=1`, `=2` may stand for zero, one, two in Arabic. */
function covered(form: string, options: readonly string[], locale: string): boolean {
  const exact = { zero: '=0', one: '=1', two: '=2' }[form];
  return (
    (exact !== undefined && options.includes(exact)) ||
    (form === 'many' && /^(?:fr|es|it|pt|ca)\b/.test(locale))
  );
}

function checkStyles(theme: Theme, findings: Findings): void {
  const declared = new Set([...properties(theme, {}).light.keys()]);
  const styles = [...theme.files.values()].filter(({ path }) => path.endsWith('.css'));
  for (const { body } of styles) {
    for (const match of body.toString('utf8').matchAll(/(?:^|[\s;{])--([\w-]+)\s*:/g))
      declared.add(match[1]!);
  }
  const inline = [...theme.files.values()].filter(({ path }) => path.endsWith('.hbs'));
  for (const { body } of inline) {
    for (const match of body.toString('utf8').matchAll(/["\s;]--([\w-]+)\s*:/g)) declared.add(match[1]!);
  }
  for (const { path, body } of styles) {
    body
      .toString('utf8')
      .split('\n')
      .forEach((line, index) => {
        for (const [, name, fallback] of line.matchAll(/var\(\s*--([\w-]+)\s*(,?)/g)) {
          if (declared.has(name!) || fallback === ',') continue;
          findings.add(
            'T04',
            path,
            index + 1,
            `unknown token --${name}`,
            `did you mean --${nearest(name!, [...declared])}?`,
          );
        }
        for (const [, address] of line.matchAll(
          /(?:url\(\s*["']?|@import\s+["'])((?:https?:)?\/\/[^"')\s]+)/gi,
        )) {
          findings.add('T14', path, index + 1, `a style loads ${address}`, 'keep the file in assets/');
        }
      });
  }
  for (const broken of theme.brokenUrls) {
    const [file = '', reference = ''] = broken.split(/: (.+)/, 2);
    if (!/^https?:/.test(reference))
      findings.add('T16', file, 1, `no asset ${reference}`, 'add it to assets/');
  }
}

function checkFiles(
  theme: Theme,
  forbidden: readonly string[],
  budgets: Readonly<Record<string, number>>,
  findings: Findings,
): void {
  const words = forbidden.map((word) => word.toLowerCase());
  for (const { path, body } of theme.files.values()) {
    const budget = budgets[path.split('.').at(-1)!.toLowerCase()];
    if (path.startsWith('assets/') && budget !== undefined && body.length > budget) {
      const size = `${Math.ceil(body.length / 1000)} kB, over ${budget / 1000} kB`;
      findings.add('T17', path, 1, size, 'make it smaller', 'warning');
    }
    if (words.length === 0 || !TEXT.test(path)) continue;
    body
      .toString('utf8')
      .toLowerCase()
      .split('\n')
      .forEach((line, index) => {
        for (const word of words) {
          if (line.includes(word))
            findings.add('T13', path, index + 1, `the word ${word}`, 'use {{label.name}}');
        }
      });
  }
}
