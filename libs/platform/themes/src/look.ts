import { hashOf, type Asset } from './assets.js';
import { HOOKS } from './compiler.js';
import { Formats } from './formats.js';
import type { Html } from './html.js';
import { assertPlain } from './plain.js';
import { toPlainText } from './plain-text.js';
import { show, translate, whileRendering, type Rendering } from './rendering.js';
import { inlineMailStyles } from './mail-styles.js';
import type { Theme, ThemeTemplate } from './theme.js';
import { ThemeError } from './theme-error.js';
import type { TokenOverrides } from './tokens.js';
import { wordsIn, type LabelWords } from './words.js';

/** What a label tells about itself; anything more it holds reaches templates as `label.…` too. */
export interface LabelFacts {
  readonly name: string;
  readonly locale: string;
  /** All locales it offers; its own is among them. */
  readonly locales?: readonly string[];
  readonly currency: string;
  readonly timeZone: string;
  readonly [fact: string]: unknown;
}

export interface LookInput {
  /** Name of a theme in the library. */
  readonly theme: string;
  readonly label: LabelFacts;
  readonly tokens?: TokenOverrides;
  readonly words?: LabelWords;
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
}

/** What a template gets: `{data, form, chrome, page, …}`; the look adds `label` and `settings`. */
export type PageData = Readonly<Record<string, unknown>>;

export interface Stylesheet {
  readonly hash: string;
  readonly path: string;
  readonly css: string;
}

export interface Mail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export interface LookServices {
  readonly chart: (spec: unknown, look: Look) => string;
  /** Data is searched for functions and entities before each rendering; for tests and development. */
  readonly verify: boolean;
}

const PLAIN_HOOKS = { ...HOOKS.ltr, escape: show, text: show };

/**
 * One label's look: a theme with its tokens, words and locale. It holds only what is the label's own (about a
 * kilobyte); templates, texts and sheets are the theme's.
 */
export class Look {
  private readonly formats: Formats;
  private readonly words: Readonly<Record<string, string>>;
  private readonly label: Readonly<Record<string, unknown>>;
  private hash: string | undefined;
  private sheet: string | undefined;
  private others: Map<string, Look> | undefined;

  constructor(
    private readonly theme: Theme,
    private readonly input: LookInput,
    private readonly services: LookServices,
    readonly locale: string = input.label.locale,
  ) {
    this.formats = Formats.of(locale, input.label.timeZone);
    this.words = wordsIn(theme, locale, input.words, input.label.name);
    this.label = Object.freeze({ ...input.label, locale, dir: this.formats.direction, words: this.words });
  }

  /** Changes whenever anything of the look does. */
  get id(): string {
    this.hash ??= hashOf(this.theme.version, JSON.stringify(this.input), this.locale);
    return this.hash;
  }

  /** The label's own name. */
  get name(): string {
    return this.input.label.name;
  }

  /** What the label tells about itself. */
  get facts(): LabelFacts {
    return this.input.label;
  }

  get currency(): string {
    return this.input.label.currency;
  }

  get timeZone(): string {
    return this.input.label.timeZone;
  }

  get direction(): 'ltr' | 'rtl' {
    return this.formats.direction;
  }

  get settings(): Readonly<Record<string, unknown>> {
    return this.input.settings ? { ...this.theme.settings, ...this.input.settings } : this.theme.settings;
  }

  /** The same look in another of the label's locales; one it does not offer gives its own. */
  in(locale: string): Look {
    if (locale === this.locale) return this;
    if (!this.input.label.locales?.includes(locale) && locale !== this.input.label.locale) return this;
    this.others ??= new Map();
    let found = this.others.get(locale);
    if (!found) this.others.set(locale, (found = new Look(this.theme, this.input, this.services, locale)));
    return found;
  }

  /** Tokens of both schemes, then the theme's styles; `css` is made when read, and kept by the theme, not here. */
  stylesheet(): Stylesheet {
    const { theme } = this;
    const overrides = this.overrides;
    const hash = (this.sheet ??= theme.sheetHash(overrides));
    return {
      hash,
      path: `/assets/look-${hash}.css`,
      get css() {
        return theme.sheetText(hash, overrides);
      },
    };
  }

  /** `img/topo.svg` → its hashed address, or null where the theme has no such file. */
  assetPath(name: string): string | null {
    return this.theme.assets.get(name)?.path ?? null;
  }

  /** What to serve at a hashed address (this look's stylesheet included), cacheable for ever; null is a 404. */
  asset(path: string): Asset | null {
    const found = this.theme.asset(path);
    if (found) return found;
    if (!path.startsWith('/assets/look-')) return null;
    const sheet = this.stylesheet();
    return sheet.path === path ? { path, body: sheet.css, contentType: 'text/css; charset=utf-8' } : null;
  }

  /** `color.accent` as this label shows it. */
  token(path: string, scheme: 'light' | 'dark' = 'light'): string | null {
    return this.theme.schemes(this.overrides)[scheme].get(path.replaceAll('.', '-')) ?? null;
  }

  /** A text of the theme in this look's locale and words. */
  text(key: string, params: Readonly<Record<string, unknown>> = {}): string {
    return whileRendering(this.begin({}, ''), () => translate(key, params));
  }

  hasText(key: string): boolean {
    return this.theme.catalogue(this.locale).has(key);
  }

  has(kind: 'pages' | 'emails' | 'documents', name: string): boolean {
    return this.theme.find(kind, name) !== null;
  }

  /** `brand/campaigns` with its layout (`app` where it names none). */
  page(name: string, data: PageData): string {
    return this.render('pages', name, 'app', data, '');
  }

  /** A document for printing; its layout is `document` where it names none. */
  document(name: string, data: PageData): string {
    return this.render('documents', name, 'document', data, '');
  }

  /**
   * A mail: subject from `mail.<name>.subject`, HTML, and a text that says the same. Links start with `origin`; `typed`
   * is what the label's staff wrote around every mail, sanitised.
   */
  email(
    name: string,
    data: PageData & { readonly origin?: string },
    typed: Readonly<Record<string, Html>> | null = null,
  ): Mail {
    const origin = data.origin ?? '';
    const { theme } = this;
    const bare = this.render('emails', name, 'email', data, origin, typed);
    const styles = theme.mailStyles;
    const html = styles ? inlineMailStyles(bare, styles, theme.schemes(this.overrides)) : bare;
    const state = this.begin(data, origin);
    return whileRendering(state, () => {
      const fields = typeof data.data === 'object' && data.data !== null ? data.data : {};
      const subject = translate(`mail.${name}.subject`, { ...data, ...fields });
      const own = theme.templates.get(`emails/${name}.txt`);
      const text = own ? theme.instance.run(own.run, state.root, PLAIN_HOOKS).trim() : toPlainText(bare);
      return { subject: subject.replace(/[\r\n]+/g, ' ').trim(), html, text };
    });
  }

  /** The renderer that the application gave for charts. */
  drawChart(spec: unknown): string {
    return this.services.chart(spec, this);
  }

  private get overrides(): TokenOverrides | null {
    return this.input.tokens && Object.keys(this.input.tokens).length > 0 ? this.input.tokens : null;
  }

  private render(
    kind: 'pages' | 'emails' | 'documents',
    name: string,
    layout: string,
    data: PageData,
    origin: string,
    typed: Rendering['typed'] = null,
  ): string {
    const { theme } = this;
    let template: ThemeTemplate | null = theme.find(kind, name);
    if (!template) throw new ThemeError(`theme ${theme.name} has no ${kind}/${name}.hbs`);
    const state = { ...this.begin(data, origin), typed };
    return whileRendering(state, () => {
      const hooks = HOOKS[this.formats.direction];
      let html = theme.instance.run(template!.run, state.root, hooks);
      let outer = theme.layoutOf(template!, layout);
      for (let depth = 0; outer; depth++) {
        if (depth > 8) throw new ThemeError(`theme ${theme.name}: layouts of ${kind}/${name} go in a circle`);
        state.body = html;
        html = theme.instance.run(outer.run, state.root, hooks);
        template = outer;
        outer = theme.layoutOf(template, null);
      }
      return html;
    });
  }

  private begin(data: PageData, origin: string): Rendering {
    if (this.services.verify) assertPlain(data);
    const given = data.label;
    const label = typeof given === 'object' && given !== null ? { ...this.label, ...given } : this.label;
    return {
      look: this,
      theme: this.theme,
      formats: this.formats,
      catalogue: this.theme.catalogue(this.locale),
      words: this.words,
      root: { settings: this.settings, ...data, label },
      currency: this.input.label.currency,
      origin,
      body: '',
      slots: null,
      typed: null,
    };
  }
}
