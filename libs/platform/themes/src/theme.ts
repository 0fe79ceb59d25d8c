import {
  hashOf,
  inlineIcon,
  isStyle,
  linkUrls,
  stylesInOrder,
  toAsset,
  trimCss,
  type Asset,
} from './assets.js';
import { Instance, parentPartial, type Compiler, type Template } from './compiler.js';
import { readMailStyles, type MailStyles } from './mail-styles.js';
import { Recent } from './recent.js';
import { readJson, type ThemeFile, type ThemeFolder } from './folder.js';
import { helpers } from './helpers.js';
import { Html } from './html.js';
import { Catalogue, flattenTexts, type Texts } from './messages.js';
import { properties, rootRules, type ContrastPair, type Palette, type Schemes } from './stylesheet.js';
import { ThemeError } from './theme-error.js';
import { flattenOverrides, readTokens, resolveTokens, type Token, type TokenOverrides } from './tokens.js';

/** A template with what it is wrapped in; `layout` is null where it stands alone. */
export interface ThemeTemplate {
  readonly run: Template;
  readonly path: string;
  readonly owner: string;
  /** As written in `{{!< name}}`; undefined where the file says nothing. */
  readonly layout: string | undefined;
}

/** What kept a file of a theme from loading. */
export interface LoadFault {
  readonly file: string;
  readonly line?: number | undefined;
  readonly says: string;
}

/** Labels whose sheet is kept as text; the others' are made again from their tokens when asked for. */
const RECENT = 64;
const LAYOUT = /^\s*\{\{!<\s*([\w./-]+)\s*\}\}/;

/**
 * One version of one theme with its ancestors folded in, frozen: every label that uses it shares this object,
 * its compiled templates and its texts.
 */
export class Theme implements Palette {
  readonly version: string;
  readonly files: ReadonlyMap<string, ThemeFile>;
  readonly templates: ReadonlyMap<string, ThemeTemplate>;
  readonly locales: ReadonlyMap<string, Texts>;
  readonly tokens: ReadonlyMap<string, Token>;
  readonly used: ReadonlySet<string>;
  readonly pairs: readonly ContrastPair[];
  readonly carried: readonly string[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly icons: ReadonlyMap<string, Html>;
  /** `url(…)` of styles that no asset answers, as `file: reference`. */
  readonly brokenUrls: readonly string[];
  /** Styles of `assets/mail/`, written into each mail's elements; null where the theme has none. */
  readonly mailStyles: MailStyles | null;
  readonly instance: Instance;
  private readonly byPath: ReadonlyMap<string, Asset>;
  private readonly styles: string;
  private readonly catalogues = new Map<string, Catalogue>();
  private readonly found = new Map<string, ThemeTemplate | null>();
  private plainSheet: string | undefined;
  private readonly sheets = new Recent<string>(RECENT);
  private readonly resolved = new Recent<Schemes>(RECENT);

  /** `chain` runs from this theme to the root of its family. */
  constructor(
    readonly name: string,
    readonly chain: readonly ThemeFolder[],
    compiler: Compiler,
    private readonly missing: Set<string>,
    /** Faults of loading are told here and stepped over; without it the first one throws. */
    private readonly told?: (fault: LoadFault) => void,
  ) {
    const rootFirst = [...chain].reverse();
    this.files = new Map(rootFirst.flatMap((folder) => [...folder.files, ...logosOf(folder)]));
    this.version = hashOf(
      ...[...this.files].sort(byKey).flatMap(([path, file]) => [path, file.owner, file.body]),
    );
    this.locales = mergedLocales(rootFirst);
    this.tokens = this.mergedTokens(rootFirst);
    this.pairs = rootFirst.flatMap(({ manifest }) =>
      manifest.contrast.map(([foreground, background, ratio]) => ({
        foreground,
        background,
        ratio: ratio ?? 4.5,
      })),
    );
    this.carried = [...new Set(rootFirst.flatMap(({ manifest }) => manifest.carryToDark))];
    this.settings = Object.freeze(
      Object.assign({}, ...rootFirst.map((folder) => folder.manifest.settings)) as Record<string, unknown>,
    );
    this.assets = new Map(
      [...this.files.values()]
        .filter(({ path }) => path.startsWith('assets/') && !isStyle(path))
        .map(({ path, body }) => [path.slice('assets/'.length), toAsset(path.slice('assets/'.length), body)]),
    );
    this.byPath = new Map([...this.assets.values()].map((asset) => [asset.path, asset]));
    this.icons = new Map(
      [...this.assets]
        .filter(([asset]) => /^icons\/.+\.svg$/.test(asset))
        .map(([asset, { body }]) => {
          const name = asset.slice(6, -4);
          return [name, new Html(inlineIcon(name, body.toString()))];
        }),
    );
    const broken: string[] = [];
    this.styles = stylesInOrder(rootFirst.map(({ files }) => files))
      .map(({ path, body }) =>
        trimCss(linkUrls(body.toString('utf8'), path, this.assets, (url) => broken.push(`${path}: ${url}`))),
      )
      .join('\n');
    this.brokenUrls = broken;
    const mail = rootFirst.flatMap(({ files }) =>
      [...files.values()].filter(({ path }) => /^assets\/mail\/.+\.css$/.test(path)),
    );
    this.mailStyles = mail.length > 0 ? readMailStyles(mail.map(text).join('\n')) : null;
    this.used = usedProperties(this.styles, this.files);
    this.instance = new Instance(helpers);
    this.templates = this.compileAll(compiler);
  }

  catalogue(locale: string): Catalogue {
    let found = this.catalogues.get(locale);
    if (!found) this.catalogues.set(locale, (found = new Catalogue(locale, this.locales, this.missing)));
    return found;
  }

  /** Noted for tests: a text, icon or asset that a template asked for and the theme has not. */
  noteMissing(what: string): void {
    this.missing.add(what);
  }

  /** `pages/brand/sign-in` falls back to `pages/shared/sign-in`, which every portal has. */
  find(kind: 'pages' | 'emails' | 'documents' | 'layouts', name: string): ThemeTemplate | null {
    const key = `${kind}/${name}`;
    let found = this.found.get(key);
    if (found === undefined) {
      const shared = name.replace(/^[^/]+\//, '');
      const elsewhere =
        kind === 'pages' && shared !== name ? [`pages/shared/${shared}`, `pages/${shared}`] : [];
      found = [key, ...elsewhere].map((path) => this.templates.get(path)).find(Boolean) ?? null;
      if (found) this.found.set(key, found);
    }
    return found;
  }

  /** The layout of a template: the one it names, else `fallback` where the theme has it; `none` means none. */
  layoutOf(template: ThemeTemplate, fallback: string | null): ThemeTemplate | null {
    const name = template.layout ?? fallback;
    if (name === null || name === 'none') return null;
    const key = name.startsWith('parent/')
      ? `layouts/${parentPartial(template.owner, name.slice('parent/'.length))}`
      : `layouts/${name}`;
    const found = this.templates.get(key);
    if (found) return found;
    if (template.layout === undefined) return null;
    throw new ThemeError(`theme ${this.name}: ${template.path} asks for layout ${name}, which is not there`);
  }

  asset(path: string): Asset | null {
    return this.byPath.get(path) ?? null;
  }

  /**
   * The hash that names the sheet for these tokens: of all it follows from, not of its text, so that a label's pages can
   * name its sheet without making it. How colours are carried and derived is seen by a label that changes every one.
   */
  sheetHash(overrides: TokenOverrides | null): string {
    this.plainSheet ??= hashOf(this.buildSheet(null), rootRules(properties(this, this.everyColour())));
    return overrides === null
      ? this.plainSheet
      : hashOf(this.plainSheet, JSON.stringify(flattenOverrides(overrides)));
  }

  private everyColour(): TokenOverrides {
    const colours = [...this.tokens.values()].filter(
      ({ type, scheme }) => type === 'color' && scheme !== 'dark',
    );
    return Object.fromEntries(colours.map(({ path }) => [path, '#5c1a00']));
  }

  sheetText(hash: string, overrides: TokenOverrides | null): string {
    return this.sheets.get(hash, () => this.buildSheet(overrides));
  }

  /** Every custom property for these tokens, in both schemes. */
  schemes(overrides: TokenOverrides | null): Schemes {
    return this.resolved.get(overrides === null ? '' : JSON.stringify(overrides), () =>
      properties(this, overrides ?? {}),
    );
  }

  private buildSheet(overrides: TokenOverrides | null): string {
    return `${rootRules(this.schemes(overrides))}\n${this.styles}`;
  }

  private fault(file: string, says: string): void {
    if (this.told) this.told({ file, says });
    else throw new ThemeError(`theme ${this.name}: ${file}: ${says}`);
  }

  private mergedTokens(rootFirst: readonly ThemeFolder[]): Map<string, Token> {
    const faults: string[] = [];
    const merged = new Map<string, Token>();
    for (const folder of rootFirst) {
      const own = readTokens(readJson(folder.files.get('tokens.json'), folder.name, 'tokens.json'), faults);
      for (const [key, token] of own) {
        // A child that restates a value need not restate its type.
        const inherited = merged.get(key)?.type ?? merged.get(`any:${token.path}`)?.type ?? null;
        merged.set(key, { ...token, type: token.type ?? inherited });
      }
    }
    resolveTokens(merged, faults);
    for (const says of faults) this.fault('tokens.json', says);
    return merged;
  }

  private compileAll(compiler: Compiler): Map<string, ThemeTemplate> {
    const templates = new Map<string, ThemeTemplate>();
    const wanted: { owner: string; name: string; folder: 'partials' | 'layouts' }[] = [];
    const add = (file: ThemeFile, key: string): ThemeTemplate | null => {
      const source = file.body.toString('utf8');
      try {
        const compiled = compiler.compile(source, file.owner, file.path);
        const run = this.instance.template(compiled);
        const layout = LAYOUT.exec(source)?.[1];
        const template = { run, path: file.path, owner: file.owner, layout };
        templates.set(key, template);
        wanted.push(
          ...compiled.parents.map((name) => ({ owner: file.owner, name, folder: 'partials' as const })),
        );
        if (layout?.startsWith('parent/')) {
          wanted.push({ owner: file.owner, name: layout.slice('parent/'.length), folder: 'layouts' });
        }
        return template;
      } catch (error) {
        this.fault(file.path, (error as Error).message);
        return null;
      }
    };
    for (const file of this.files.values()) {
      if (!/^(?:pages|layouts|partials|emails|documents)\/.+\.hbs$/.test(file.path)) continue;
      const template = add(file, file.path.slice(0, -'.hbs'.length));
      if (template && file.path.startsWith('partials/')) {
        this.instance.registerPartial(file.path.slice('partials/'.length, -'.hbs'.length), template.run);
      }
    }
    for (let next = wanted.pop(); next; next = wanted.pop()) {
      const { owner, name, folder } = next;
      const alias = parentPartial(owner, name);
      if (templates.has(`${folder}/${alias}`)) continue;
      const from = this.chain.slice(this.chain.findIndex((theme) => theme.name === owner) + 1);
      const file = from.map(({ files }) => files.get(`${folder}/${name}.hbs`)).find(Boolean);
      if (!file) {
        this.fault('theme.json', `${owner} asks for parent/${name}, which no parent has`);
        continue;
      }
      const template = add(file, `${folder}/${alias}`);
      if (template && folder === 'partials') this.instance.registerPartial(alias, template.run);
    }
    return templates;
  }
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** Shapes of a logo that a theme may leave out: its one logo stands for them, never its parent's. */
const LOGOS = ['logo-dark', 'logo-nav', 'logo-nav-dark', 'logo-square', 'favicon'];

function logosOf({ name, files }: ThemeFolder): [string, ThemeFile][] {
  const logo = files.get('assets/logo.svg');
  if (!logo) return [];
  return LOGOS.map((shape) => `assets/${shape}.svg`)
    .filter((path) => !files.has(path))
    .map((path) => [path, { path, owner: name, body: logo.body }]);
}

/** Locale files add up key by key, so that a child may change one text. */
function mergedLocales(rootFirst: readonly ThemeFolder[]): Map<string, Texts> {
  const merged = new Map<string, Map<string, string>>();
  for (const { name, files } of rootFirst) {
    for (const file of files.values()) {
      const locale = /^locales\/([\w-]+)(?:\/[\w/-]+)?\.json$/.exec(file.path)?.[1];
      if (!locale) continue;
      const texts = merged.get(locale) ?? new Map<string, string>();
      merged.set(locale, flattenTexts(readJson(file, name, file.path), '', texts));
    }
  }
  return merged;
}

/** Every `var(--…)` that styles and templates read. */
function usedProperties(styles: string, files: ReadonlyMap<string, ThemeFile>): Set<string> {
  const texts = [
    styles,
    ...[...files.values()].filter(({ path }) => /\.(?:hbs|css|svg|json|js)$/.test(path)).map(text),
  ];
  const names = texts.flatMap((source) =>
    [...source.matchAll(/var\(\s*--([\w-]+)/g)].map((match) => match[1]!),
  );
  const asked = texts.flatMap((source) =>
    [...source.matchAll(/\btoken ["']([\w.-]+)["']/g)].map((match) => match[1]!),
  );
  return new Set([...names, ...asked.map((path) => path.replaceAll('.', '-'))]);
}

function text(file: ThemeFile): string {
  return file.body.toString('utf8');
}
