import { createHash } from 'node:crypto';
import Handlebars from 'handlebars';
import { escapeHtml, isolated } from './html.js';
import { inText } from './text-positions.js';

/** The part of Handlebars' compiler that its documentation names for overriding, and its types omit. */
interface JavaScriptCompiler {
  prototype: JavaScriptCompiler;
  compiler: unknown;
  aliasable(name: string): string;
  appendToBuffer(source: unknown): unknown;
  pushSource(source: unknown): void;
  popStack(): unknown;
  nameLookup(parent: unknown, name: string, type: string): unknown;
  internalNameLookup(parent: unknown, name: string): unknown;
  lookupPropertyFunctionVarDeclaration(): string;
  resolvePossibleLambda(): void;
  appendEscaped(): void;
  setupParams(name: string, size: number, params: unknown[]): Record<string, unknown>;
  objectLiteral(object: Record<string, unknown>): unknown;
  invokePartial(isDynamic: boolean, name: string, indent: string): void;
  push(source: unknown): void;
  readonly source: { functionCall(name: string, type: string, params: unknown[]): unknown };
  compile(environment: unknown, options: object, context: undefined, asObject: true): TemplateSpec;
}

/** The other half: from a parsed template to what is to be done, step by step. */
interface OpcodeCompiler {
  prototype: OpcodeCompiler;
  compiler: unknown;
  readonly options: { readonly inText?: ReadonlySet<hbs.AST.Node> };
  readonly opcodes: { opcode: string }[];
  MustacheStatement(node: hbs.AST.MustacheStatement): void;
  compile(program: hbs.AST.Program, options: object): unknown;
}

interface Environment {
  Compiler: new () => OpcodeCompiler;
  JavaScriptCompiler: new () => JavaScriptCompiler;
  template(spec: TemplateSpec): Template;
}

/** Compiled code of one source, bound to no theme; shared by all themes that hold the same file. */
export type TemplateSpec = object & { readonly brand?: 'TemplateSpec' };

export type Helper = (this: unknown, ...args: never[]) => unknown;

/** What Handlebars hands to a template that runs as a partial; building it once saves merging helpers a page. */
export interface RunOptions {
  readonly partial: true;
  readonly helpers: Readonly<Record<string, Helper>>;
  readonly partials: Readonly<Record<string, Template>>;
  readonly hooks: Hooks;
  readonly protoAccessControl: object;
  readonly data: { readonly root: unknown };
  /** What a partial is given beside its context. */
  readonly hash?: object | undefined;
  readonly name?: string;
}

export type Template = (context: unknown, options: RunOptions) => string;

const hasOwn = Object.prototype.hasOwnProperty;

/** The only way from a path in a template to data: own properties, never functions, so nothing is ever called. */
function own(parent: object, name: string): unknown {
  if (!hasOwn.call(parent, name)) return undefined;
  const value = (parent as Record<string, unknown>)[name];
  return typeof value === 'function' ? undefined : value;
}

/** What generated code calls beside helpers. */
export interface Hooks {
  readonly own: (parent: object, name: string) => unknown;
  readonly escape: (value: unknown) => string;
  /** As `escape`, for what stands in text and not within a tag. */
  readonly text: (value: unknown) => string;
  readonly partial: (template: Template | undefined, context: object, options: RunOptions) => string;
}

/** Runs a partial on its context and what it was given; Handlebars' own way copies key by key, a quarter of a page's time. */
function partial(template: Template | undefined, context: object, options: RunOptions): string {
  if (template === undefined) throw new Error(`The partial ${options.name} could not be found`);
  return template(options.hash === undefined ? context : { ...context, ...options.hash }, options);
}

/** Each direction of a page isolates what runs the other way. */
export const HOOKS: Readonly<Record<'ltr' | 'rtl', Hooks>> = {
  ltr: { own, escape: escapeHtml, text: isolated.ltr, partial },
  rtl: { own, escape: escapeHtml, text: isolated.rtl, partial },
};
const CLOSED = {
  properties: { whitelist: {}, defaultValue: false },
  methods: { whitelist: {}, defaultValue: false },
};

const engine = Handlebars.create() as unknown as Environment;
const Open = engine.JavaScriptCompiler as unknown as {
  new (): JavaScriptCompiler;
  prototype: JavaScriptCompiler;
};

/** Generates code that looks data up through `own` alone and escapes with ours; Handlebars' would call functions. */
class ClosedCompiler extends Open {
  override nameLookup(parent: unknown, name: string, type: string): unknown {
    if (type === 'helper' || type === 'partial') return [parent, `[${JSON.stringify(name)}]`];
    return this.internalNameLookup(parent, name);
  }

  override lookupPropertyFunctionVarDeclaration(): string {
    return 'lookupProperty = container.hooks.own';
  }

  override resolvePossibleLambda(): void {
    // The value stays as it was looked up.
  }

  override appendEscaped(): void {
    const escape = this.aliasable('container.hooks.escape');
    this.pushSource(this.appendToBuffer([escape, '(', this.popStack(), ')']));
  }

  /** The opcode that `PositionedCompiler` puts in the place of `appendEscaped`. */
  appendText(): void {
    const text = this.aliasable('container.hooks.text');
    this.pushSource(this.appendToBuffer([text, '(', this.popStack(), ')']));
  }

  override invokePartial(_isDynamic: boolean, name: string, _indent: string): void {
    const params: unknown[] = [];
    const options = this.setupParams(name, 1, params);
    const direct = options['fn'] === undefined && name !== '@partial-block';
    Object.assign(options, { helpers: 'helpers', partials: 'partials', decorators: 'container.decorators' });
    if (direct) {
      Object.assign(options, {
        partial: 'true',
        hooks: 'container.hooks',
        protoAccessControl: 'container.protoAccessControl',
      });
    }
    params.unshift(this.nameLookup('partials', name, 'partial'));
    params.push(this.objectLiteral(options));
    this.push(
      this.source.functionCall(direct ? 'container.hooks.partial' : 'container.invokePartial', '', params),
    );
  }
}
ClosedCompiler.prototype.compiler = ClosedCompiler;
engine.JavaScriptCompiler = ClosedCompiler;

const Steps = engine.Compiler as unknown as { new (): OpcodeCompiler; prototype: OpcodeCompiler };

/** Tells what stands in text from what stands within a tag. */
class PositionedCompiler extends Steps {
  override MustacheStatement(node: hbs.AST.MustacheStatement): void {
    super.MustacheStatement(node);
    const last = this.opcodes.at(-1);
    if (last?.opcode === 'appendEscaped' && this.options.inText?.has(node)) last.opcode = 'appendText';
  }
}
PositionedCompiler.prototype.compiler = PositionedCompiler;
engine.Compiler = PositionedCompiler;

/** Only text is ever parsed: an AST passed off as a template would become code (CVE-2026-33937). */
export function parseTemplate(source: string, name: string): hbs.AST.Program {
  if (typeof source !== 'string') throw new TypeError('a template is text');
  return Handlebars.parse(source, { srcName: name });
}

/** Refused at load: what could change how other templates run, or would depend on what the data is called. */
function refuse(program: hbs.AST.Program, helpers: ReadonlySet<string>): void {
  walk(program, (node) => {
    if (node.type === 'Decorator' || node.type === 'DecoratorBlock')
      throw at(node, 'decorators are not allowed');
    if (node.type === 'BlockStatement') {
      const name = (node as hbs.AST.BlockStatement).path.original as string;
      if (!helpers.has(name))
        throw at(node, `unknown block helper ${name}: write {{#each}}, {{#if}} or {{#with}}`);
    }
    if (node.type === 'MustacheStatement' || node.type === 'SubExpression') {
      const { path, params, hash } = node as hbs.AST.MustacheStatement;
      const name = (path as hbs.AST.PathExpression).original;
      const called = node.type === 'SubExpression' || params.length > 0 || hash !== undefined;
      if (called && !helpers.has(name)) throw at(node, `unknown helper ${name}`);
    }
    if (/^Partial/.test(node.type) && (node as hbs.AST.PartialStatement).name.type === 'SubExpression') {
      throw at(node, 'a partial is named in the template, not computed');
    }
  });
}

function at(node: hbs.AST.Node, says: string): Error {
  return new Error(`${says} - ${node.loc?.start.line ?? 1}:${node.loc?.start.column ?? 0}`);
}

/** Visits every node of a template, parents first. */
export function walk(node: hbs.AST.Node, visit: (node: hbs.AST.Node) => void): void {
  visit(node);
  for (const [key, child] of Object.entries(node)) {
    if (key === 'loc') continue;
    for (const item of Array.isArray(child) ? (child as unknown[]) : [child]) {
      if (typeof item === 'object' && item !== null && 'type' in item) walk(item as hbs.AST.Node, visit);
    }
  }
}

/** `{{> parent/card}}` in a file of theme `owner` becomes a name that stands for that owner's parent. */
export function parentPartial(owner: string, name: string): string {
  return `parent@${owner}/${name}`;
}

export interface Compiled {
  /** Made at the first run: most templates of a theme are never run by a process, and each costs milliseconds. */
  readonly spec: () => TemplateSpec;
  /** Names this source asks of its owner's parent, without `parent/`. */
  readonly parents: readonly string[];
}

/** Turns sources into code once each, however many themes hold them. */
export class Compiler {
  private readonly options: object;
  private readonly names: ReadonlySet<string>;
  private readonly done = new Map<string, Compiled>();

  constructor(helpers: Iterable<string>) {
    this.names = new Set(helpers);
    this.options = {
      knownHelpersOnly: true,
      knownHelpers: {
        log: false,
        lookup: false,
        helperMissing: false,
        blockHelperMissing: false,
        ...Object.fromEntries([...this.names].map((name) => [name, true])),
      },
      noEscape: false,
      // A template that names no `@root` itself hands it on to partials that do.
      data: true,
      compat: false,
      preventIndent: true,
    };
  }

  compile(source: string, owner: string, path: string): Compiled {
    const key = createHash('sha256').update(`${owner}\0${source}`).digest('base64');
    let found = this.done.get(key);
    if (!found) this.done.set(key, (found = this.build(source, owner, path)));
    return found;
  }

  private build(source: string, owner: string, path: string): Compiled {
    const program = parseTemplate(source, path);
    refuse(program, this.names);
    const parents: string[] = [];
    walk(program, (node) => {
      if (node.type !== 'PartialStatement' && node.type !== 'PartialBlockStatement') return;
      const name = (node as hbs.AST.PartialStatement).name as hbs.AST.PathExpression;
      if (!name.original.startsWith('parent/')) return;
      parents.push(name.original.slice('parent/'.length));
      name.original = parentPartial(owner, name.original.slice('parent/'.length));
    });
    let spec: TemplateSpec | undefined;
    return { spec: () => (spec ??= this.generate(program)), parents };
  }

  private generate(program: hbs.AST.Program): TemplateSpec {
    const options = { ...this.options, inText: inText(program) };
    const environment = new engine.Compiler().compile(program, options);
    return new engine.JavaScriptCompiler().compile(environment, options, undefined, true);
  }
}

/** One theme's own instance: its templates share nothing that runs with another's. */
export class Instance {
  private readonly environment = Handlebars.create() as unknown as Environment;
  private readonly partials: Record<string, Template> = Object.create(null) as Record<string, Template>;

  constructor(private readonly helpers: Readonly<Record<string, Helper>>) {}

  template(compiled: Compiled): Template {
    let made: Template | undefined;
    return (context, options) => (made ??= this.environment.template(compiled.spec()))(context, options);
  }

  registerPartial(name: string, template: Template): void {
    this.partials[name] = template;
  }

  run(template: Template, root: unknown, hooks: Hooks = HOOKS.ltr): string {
    return template(root, {
      partial: true,
      helpers: this.helpers,
      partials: this.partials,
      hooks,
      protoAccessControl: CLOSED,
      data: { root },
    });
  }
}
