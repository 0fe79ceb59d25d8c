import { parseTemplate } from '../compiler.js';
import type { ThemeFile } from '../folder.js';
import { nearest } from '../tokens.js';
import { FILLED, Markup, type Tag } from './markup.js';
import type { Findings } from './rules.js';

/** What a template may refer to. */
export interface Surroundings {
  readonly helpers: ReadonlySet<string>;
  readonly partials: ReadonlySet<string>;
  readonly assets: ReadonlySet<string>;
  readonly icons: ReadonlySet<string>;
  readonly tokens: ReadonlySet<string>;
  readonly settings: ReadonlySet<string>;
}

/** What a template was seen to use, for rules that need the whole theme. */
export interface Uses {
  readonly texts: { readonly key: string; readonly file: string; readonly line: number }[];
  readonly settings: Set<string>;
  readonly partials: Map<string, Set<string>>;
}

const URL_ATTRIBUTES =
  /^(?:href|src|srcset|action|formaction|poster|cite|background|data|ping|manifest|longdesc|xlink:href|hx-(?:get|post|put|patch|delete|push-url|replace-url|boost-url))$/;
const BLOCKS = new Set(['if', 'unless', 'each', 'with', 'times', 'range', 'content', 'errors']);

type Mustache = hbs.AST.MustacheStatement;
type Expression = hbs.AST.Expression;

/** Applies every rule that one template can break by itself. */
export class TemplateCheck {
  private markup = new Markup((tag) => this.tag(tag));

  constructor(
    private readonly file: ThemeFile,
    private readonly around: Surroundings,
    private readonly uses: Uses,
    private readonly findings: Findings,
  ) {}

  run(): void {
    const source = this.file.body.toString('utf8');
    let program: hbs.AST.Program;
    try {
      program = parseTemplate(source, this.file.path);
    } catch (error) {
      const line = Number(/line (\d+)/.exec((error as Error).message)?.[1] ?? 1);
      const says = (error as Error).message.split('\n')[0]!;
      this.findings.add('T01', this.file.path, line, says, 'close each block and each mustache');
      return;
    }
    this.program(program);
  }

  private program(program: hbs.AST.Program | undefined): void {
    for (const statement of program?.body ?? []) this.statement(statement);
  }

  private statement(statement: hbs.AST.Statement): void {
    const line = statement.loc.start.line;
    switch (statement.type) {
      case 'ContentStatement':
        this.markup.feed(String((statement as hbs.AST.ContentStatement).original), line);
        return;
      case 'MustacheStatement':
        this.mustache(statement as Mustache);
        return;
      case 'BlockStatement':
        this.block(statement as hbs.AST.BlockStatement);
        return;
      case 'PartialStatement':
      case 'PartialBlockStatement':
        this.partial(statement as hbs.AST.PartialStatement);
        this.program((statement as hbs.AST.PartialBlockStatement).program);
        return;
      case 'Decorator':
      case 'DecoratorBlock':
        this.say('T01', line, 'a decorator', 'use a partial with a block: {{#> card}}…{{/card}}');
        return;
      default:
    }
  }

  private block(block: hbs.AST.BlockStatement): void {
    const name = block.path.original as string;
    if (this.markup.place().kind === 'script' || this.markup.place().kind === 'style') {
      this.say(
        'T06',
        block.loc.start.line,
        `{{#${name}}} inside <script> or <style>`,
        'use data-… attributes or tokens',
      );
    }
    if (!BLOCKS.has(name)) {
      const mend = this.around.helpers.has(name)
        ? 'it takes no block'
        : 'write {{#each}}, {{#if}} or {{#with}}';
      this.say('T02', block.loc.start.line, `unknown block helper ${name}`, mend);
    }
    this.arguments(block.path as hbs.AST.PathExpression, block.params, block.hash);
    // Both branches start in the same place; markup goes on from the first.
    const before = this.markup.copy();
    this.program(block.program);
    if (!block.inverse) return;
    const after = this.markup;
    this.markup = before;
    this.program(block.inverse);
    this.markup = after;
  }

  private mustache(mustache: Mustache): void {
    const line = mustache.loc.start.line;
    const path = mustache.path as hbs.AST.PathExpression;
    const helper = this.helperName(path, mustache.params, mustache.hash);
    this.arguments(path, mustache.params, mustache.hash);
    if (!mustache.escaped) {
      this.say(
        'T05',
        line,
        `raw output of ${String(path.original)}`,
        'write {{…}}; markup comes from helpers and partials',
      );
    }
    const place = this.markup.place();
    switch (place.kind) {
      case 'script':
      case 'style':
        if (place.kind === 'script' || helper !== 'token') {
          this.say(
            'T06',
            line,
            `a mustache inside <${place.kind}>`,
            'use data-… attributes, or {{token "…"}} in styles',
          );
        }
        break;
      case 'tag':
        if (helper !== 'checked' && helper !== 'selected') {
          this.say(
            'T08',
            line,
            'a mustache in place of an attribute',
            'write {{#if …}}name{{/if}}, or name="{{…}}"',
          );
        }
        break;
      case 'attribute':
        this.inAttribute(place, helper, line);
        break;
      case 'comment':
      case 'text':
    }
    this.markup.fill();
  }

  private inAttribute(
    place: { name: string; quoted: boolean; before: string },
    helper: string | null,
    line: number,
  ): void {
    if (!place.quoted) {
      this.say('T08', line, `a mustache in ${place.name} without quotes`, `write ${place.name}="{{…}}"`);
    }
    if (/^(?:on|hx-on)/.test(place.name) || place.name === 'hx-vals' || place.name === 'hx-vars') {
      this.say('T07', line, `a mustache in ${place.name}`, 'keep values in data-… attributes');
    }
    if (
      place.name === 'style' &&
      helper !== 'token' &&
      helper !== 'share' &&
      !/--[\w-]+:\s*$/.test(place.before)
    ) {
      this.say(
        'T06',
        line,
        'a mustache in style',
        'use a class, {{token "…"}}, or a custom property: --share: {{…}}',
      );
    }
    if (place.name === 'srcdoc')
      this.say('T05', line, 'a mustache in srcdoc', 'srcdoc is markup: leave it out');
    const begins = place.before.replaceAll(FILLED, '').trim();
    const anchored = /^(?:\/[\w-]|[#?])/.test(begins) || (begins === '' && place.before.includes(FILLED));
    if (
      URL_ATTRIBUTES.test(place.name) &&
      helper !== 'url' &&
      helper !== 'asset' &&
      helper !== 'stylesheet' &&
      !anchored
    ) {
      this.say('T09', line, `a mustache in ${place.name}`, `write ${place.name}="{{url …}}"`);
    }
  }

  private partial(partial: hbs.AST.PartialStatement): void {
    const line = partial.loc.start.line;
    if (partial.name.type === 'SubExpression') {
      this.say('T03', line, 'a computed partial', 'name it: {{> card}}; choose with {{#if}}');
      return;
    }
    const name = (partial.name as hbs.AST.PathExpression).original;
    for (const param of partial.params) this.expression(param);
    this.hash(partial.hash);
    if (name === '@partial-block') return;
    const known = this.around.partials.has(name) || name.startsWith('parent/');
    if (!known) {
      const near = nearest(name, [...this.around.partials]);
      this.say('T03', line, `unknown partial ${name}`, `did you mean ${near}?`);
    }
    const mine = this.file.path.replace(/^partials\/(.+)\.hbs$/, '$1');
    const includes = this.uses.partials.get(mine) ?? new Set();
    if (!name.startsWith('parent/')) includes.add(name);
    this.uses.partials.set(mine, includes);
  }

  /** The helper that a mustache calls, or null where it prints a path. */
  private helperName(
    path: hbs.AST.PathExpression,
    params: Expression[],
    hash: hbs.AST.Hash | undefined,
  ): string | null {
    if (path.type !== 'PathExpression') return null;
    const name = path.original;
    if (this.around.helpers.has(name)) return name;
    if (params.length > 0 || hash) {
      const near = nearest(name, [...this.around.helpers]);
      this.say('T02', path.loc.start.line, `unknown helper ${name}`, `did you mean ${near}?`);
    }
    return null;
  }

  private arguments(
    path: hbs.AST.PathExpression,
    params: Expression[],
    hash: hbs.AST.Hash | undefined,
  ): void {
    const [first] = params;
    const line = path.loc.start.line;
    const literal = first?.type === 'StringLiteral' ? (first as hbs.AST.StringLiteral).value : null;
    if (literal !== null) this.named(path.original, literal, line);
    for (const param of params) this.expression(param);
    this.hash(hash);
  }

  /** A helper whose first argument names something of the theme. */
  private named(helper: string, name: string, line: number): void {
    const known = { asset: this.around.assets, icon: this.around.icons, token: this.around.tokens }[helper];
    if (helper === 't') this.uses.texts.push({ key: name, file: this.file.path, line });
    if (helper === 'setting') {
      this.uses.settings.add(name);
      if (!this.around.settings.has(name)) {
        this.say('T18', line, `unknown setting ${name}`, 'declare it in theme.json with its default');
      }
    }
    if (!known || known.has(name)) return;
    const near = nearest(name, [...known]);
    this.say(helper === 'token' ? 'T04' : 'T16', line, `unknown ${helper} ${name}`, `did you mean ${near}?`);
  }

  private expression(expression: Expression): void {
    if (expression.type === 'PathExpression') {
      const { parts, data, original } = expression as hbs.AST.PathExpression;
      const [first, second] = parts as string[];
      if (!data && first === 'settings' && second !== undefined)
        this.named('setting', second, expression.loc.start.line);
      if (original === '@root')
        this.say('T02', expression.loc.start.line, '@root as a whole', 'name the field: @root.data');
    }
    if (expression.type !== 'SubExpression') return;
    const { path, params, hash } = expression as hbs.AST.SubExpression;
    this.helperName(
      path as hbs.AST.PathExpression,
      params,
      hash ?? { type: 'Hash', pairs: [], loc: expression.loc },
    );
    this.arguments(path as hbs.AST.PathExpression, params, hash);
  }

  private hash(hash: hbs.AST.Hash | undefined): void {
    for (const pair of hash?.pairs ?? []) this.expression(pair.value);
  }

  private tag(tag: Tag): void {
    const attribute = (name: string): string | undefined =>
      tag.attributes.find((candidate) => candidate.name === name)?.value;
    if (tag.name === 'img') {
      if (attribute('alt') === undefined) {
        this.say(
          'T15',
          tag.line,
          'an image without alt',
          'say what it shows, or alt="" where it only decorates',
        );
      }
      if (attribute('width') === undefined || attribute('height') === undefined) {
        const mend = 'give width and height, so that nothing jumps while it loads';
        this.findings.add('T15', this.file.path, tag.line, 'an image without its size', mend, 'warning');
      }
    }
    for (const { name, value, line } of tag.attributes) {
      if (URL_ATTRIBUTES.test(name) && /^\s*(?:https?:)?\/\//i.test(value)) {
        const mend = 'keep the file in assets/; take addresses from data';
        this.say('T14', line, `${name} leads to ${value.trim().slice(0, 60)}`, mend);
      }
      if (URL_ATTRIBUTES.test(name) && /^\s*(?:javascript|data|vbscript):/i.test(value)) {
        this.say('T09', line, `${name} holds code or data`, 'use an address');
      }
    }
  }

  private say(rule: Parameters<Findings['add']>[0], line: number, says: string, mend: string): void {
    this.findings.add(rule, this.file.path, line, says, mend);
  }
}
