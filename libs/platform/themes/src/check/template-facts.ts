import { parseTemplate } from '../compiler.js';
import type { ThemeFile } from '../folder.js';
import { Markup, type Place, type Tag } from './markup.js';

/** A value printed, or a block opened, and where in the markup it stands. */
export interface Mustache {
  readonly line: number;
  /** As written: `data.name`, or the helper's name. */
  readonly name: string;
  readonly escaped: boolean;
  readonly place: Place;
  /** Whether something stands behind the name, so that it must be a helper. */
  readonly called: boolean;
}

/** A helper called anywhere: in a mustache, before a block, or inside another's arguments. */
export interface Call {
  readonly line: number;
  readonly name: string;
  readonly kind: 'value' | 'block' | 'inner';
  /** The first argument where it is written out: the key of a text, the name of an asset. */
  readonly literal: string | null;
  /** Names of `name=value` arguments. */
  readonly given: readonly string[];
}

export interface Inclusion {
  readonly line: number;
  /** Null where it is computed. */
  readonly name: string | null;
}

/** What one template says, read once for all rules. */
export interface TemplateFacts {
  readonly file: ThemeFile;
  readonly fault: { readonly line: number; readonly says: string } | null;
  readonly mustaches: readonly Mustache[];
  readonly blocks: readonly Mustache[];
  readonly calls: readonly Call[];
  readonly inclusions: readonly Inclusion[];
  readonly decorators: readonly number[];
  readonly tags: readonly Tag[];
  /** Paths into the data, `settings.beta`, and texts written out, each with its line. */
  readonly paths: readonly { readonly line: number; readonly parts: readonly string[] }[];
  readonly literals: readonly { readonly line: number; readonly value: string }[];
  readonly layout: { readonly line: number; readonly name: string } | null;
}

type Written<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };

export function readTemplate(file: ThemeFile): TemplateFacts {
  const source = file.body.toString('utf8');
  const facts: Written<TemplateFacts> = {
    file,
    fault: null,
    mustaches: [],
    blocks: [],
    calls: [],
    inclusions: [],
    decorators: [],
    tags: [],
    paths: [],
    literals: [],
    layout: layoutOf(source),
  };
  try {
    new Reading(facts).program(parseTemplate(source, file.path));
  } catch (error) {
    const { message } = error as Error;
    const line = Number(/line (\d+)/.exec(message)?.[1] ?? / - (\d+):\d+/.exec(message)?.[1] ?? 1);
    const says = message.split('\n')[0]!.replace(/:$/, '');
    facts.fault = (message.includes("'EOF'") ? openBlock(source) : null) ?? { line, says };
  }
  return facts;
}

function layoutOf(source: string): TemplateFacts['layout'] {
  const found = /^\s*\{\{!<\s*([\w./-]+)\s*\}\}/.exec(source);
  return found ? { line: found[0].split('\n').length, name: found[1]! } : null;
}

/** The innermost block that is never closed; the parser would point at the end of the file. */
function openBlock(source: string): { line: number; says: string } | null {
  const open: { name: string; at: number }[] = [];
  const bare = source.replace(/\{\{!--[^]*?--\}\}|\{\{![^]*?\}\}/g, (comment) =>
    comment.replace(/[^\n]/g, ' '),
  );
  for (const { 1: kind, 2: name = '', index } of bare.matchAll(/\{\{~?\s*([#^/])[>*]?\s*([\w.@/-]+)/g)) {
    if (kind === '/') open.pop();
    else open.push({ name, at: index });
  }
  const last = open.at(-1);
  return last
    ? { line: source.slice(0, last.at).split('\n').length, says: `{{#${last.name}}} is not closed` }
    : null;
}

class Reading {
  private markup: Markup;

  constructor(private readonly facts: Written<TemplateFacts>) {
    this.markup = new Markup((tag) => this.facts.tags.push(tag));
  }

  program(program: hbs.AST.Program | undefined): void {
    for (const statement of program?.body ?? []) this.statement(statement);
  }

  private statement(statement: hbs.AST.Statement): void {
    const line = statement.loc.start.line;
    switch (statement.type) {
      case 'ContentStatement':
        this.markup.feed(String((statement as hbs.AST.ContentStatement).original), line);
        break;
      case 'MustacheStatement':
        this.mustache(statement as hbs.AST.MustacheStatement);
        break;
      case 'BlockStatement':
        this.block(statement as hbs.AST.BlockStatement);
        break;
      case 'PartialStatement':
      case 'PartialBlockStatement':
        this.partial(statement as hbs.AST.PartialStatement);
        this.program((statement as hbs.AST.PartialBlockStatement).program);
        break;
      case 'Decorator':
      case 'DecoratorBlock':
        this.facts.decorators.push(line);
        break;
      default:
    }
  }

  private mustache(node: hbs.AST.MustacheStatement): void {
    this.facts.mustaches.push(this.seen(node, node.escaped));
    this.call(node, 'value');
    this.markup.fill();
  }

  private block(node: hbs.AST.BlockStatement): void {
    this.facts.blocks.push(this.seen(node, true));
    this.call(node, 'block');
    // Both branches start in the same place; markup goes on from the first.
    const before = this.markup.copy();
    this.program(node.program);
    if (!node.inverse) return;
    const after = this.markup;
    this.markup = before;
    this.program(node.inverse);
    this.markup = after;
  }

  private seen(node: hbs.AST.MustacheStatement | hbs.AST.BlockStatement, escaped: boolean): Mustache {
    const name = nameOf(node.path);
    const called = node.params.length > 0 || Boolean(node.hash);
    return { line: node.loc.start.line, name, escaped, place: this.markup.place(), called };
  }

  private partial(node: hbs.AST.PartialStatement): void {
    const computed = node.name.type === 'SubExpression';
    this.facts.inclusions.push({ line: node.loc.start.line, name: computed ? null : nameOf(node.name) });
    if (computed) this.expression(node.name);
    for (const param of node.params) this.expression(param);
    for (const pair of node.hash?.pairs ?? []) this.expression(pair.value);
  }

  private call(
    { path, params, hash, loc }: hbs.AST.MustacheStatement | hbs.AST.BlockStatement | hbs.AST.SubExpression,
    kind: Call['kind'],
  ): void {
    const [first] = params;
    const literal = first?.type === 'StringLiteral' ? (first as hbs.AST.StringLiteral).value : null;
    const given = hash?.pairs.map((pair) => pair.key) ?? [];
    this.facts.calls.push({ line: loc.start.line, name: nameOf(path), kind, literal, given });
    if (kind === 'value' && params.length === 0 && !hash) this.expression(path);
    for (const param of params) this.expression(param);
    for (const pair of hash?.pairs ?? []) this.expression(pair.value);
  }

  private expression(node: hbs.AST.Expression | hbs.AST.Literal): void {
    const line = node.loc.start.line;
    if (node.type === 'StringLiteral')
      this.facts.literals.push({ line, value: (node as hbs.AST.StringLiteral).value });
    if (node.type === 'SubExpression') this.call(node as hbs.AST.SubExpression, 'inner');
    if (node.type !== 'PathExpression') return;
    const { parts, data } = node as hbs.AST.PathExpression;
    const own = (parts as unknown[]).map(String);
    this.facts.paths.push({ line, parts: data ? [`@${own[0] ?? ''}`, ...own.slice(1)] : own });
  }
}

function nameOf(node: hbs.AST.Expression | hbs.AST.Literal): string {
  return String((node as { original?: unknown }).original ?? node.type);
}
