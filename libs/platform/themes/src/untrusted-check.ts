/**
 * What of a typed template is not allowed. It runs in the worker thread (parsing alone can be made to take half a
 * minute), and so stands on packages only, with types that can be stripped.
 */
import Handlebars from 'handlebars';

export interface TypedFinding {
  readonly rule: 'U01' | 'U02' | 'U03' | 'U04' | 'U05' | 'U06' | 'U07';
  readonly line: number;
  readonly says: string;
  readonly fix: string;
}

const HELPERS: ReadonlySet<string> = new Set(['default', 'join', 'number', 'money', 'date']);
const BLOCKS: ReadonlySet<string> = new Set(['if', 'unless', 'each', 'with']);
const DATA: ReadonlySet<string> = new Set(['index', 'first', 'last']);
const LITERALS: ReadonlySet<string> = new Set([
  'StringLiteral',
  'NumberLiteral',
  'BooleanLiteral',
  'NullLiteral',
  'UndefinedLiteral',
]);
/** Names that lead to prototypes, or to what Handlebars itself calls. */
const CLOSED = /^(?:__.*|constructor|prototype|helperMissing|blockHelperMissing)$/;
const DEEPEST_LOOP = 2;
const DEEPEST_BLOCK = 12;
export const SOURCE_LIMIT = 64 * 1024;
const BLOCK_LIMIT = 500;

type Say = (rule: TypedFinding['rule'], node: hbs.AST.Node, says: string, fix: string) => void;

/**
 * A list of what is allowed: text, comments, values, `if`, `unless`, `each`, `with`, five named helpers, literals;
 * loops at most two deep. Everything that is not on it is a finding.
 */
export function findingsOf(source: unknown): TypedFinding[] {
  if (typeof source !== 'string' || source.length > SOURCE_LIMIT)
    return [
      { rule: 'U01', line: 1, says: 'not a text, or too long', fix: `at most ${SOURCE_LIMIT} letters` },
    ];
  // Before it is parsed: the parser's own time grows with the square of these.
  if ((source.match(/\{\{~?\s*(?:[#^]|else)/g)?.length ?? 0) > BLOCK_LIMIT)
    return [{ rule: 'U07', line: 1, says: 'too many blocks', fix: `at most ${BLOCK_LIMIT}` }];
  const found: TypedFinding[] = [];
  const say: Say = (rule, node, says, fix) => void found.push({ rule, line: node.loc.start.line, says, fix });
  try {
    statements(Handlebars.parse(source).body, 0, 0, say);
  } catch (error) {
    const { message } = error as Error;
    const line = Number(/line (\d+)/.exec(message)?.[1] ?? / - (\d+):\d+/.exec(message)?.[1] ?? 1);
    const says = message.split('\n')[0] ?? '';
    found.push({ rule: 'U01', line, says, fix: 'close each block and mustache' });
  }
  return found;
}

function statements(body: readonly hbs.AST.Statement[], loops: number, depth: number, say: Say): void {
  for (const statement of body) {
    switch (statement.type) {
      case 'ContentStatement':
      case 'CommentStatement':
        break;
      case 'MustacheStatement': {
        const mustache = statement as hbs.AST.MustacheStatement;
        if (!mustache.escaped) say('U05', statement, 'raw output is not allowed', 'write {{…}}');
        call(mustache, HELPERS, say);
        break;
      }
      case 'BlockStatement':
        block(statement as hbs.AST.BlockStatement, loops, depth, say);
        break;
      default:
        say('U02', statement, `${statement.type} is not allowed`, 'partials and decorators are for themes');
    }
  }
}

function block(node: hbs.AST.BlockStatement, loops: number, depth: number, say: Say): void {
  call(node, BLOCKS, say);
  const inside = loops + (node.path.original === 'each' ? 1 : 0);
  if (inside > DEEPEST_LOOP) say('U06', node, 'loops are nested too deeply', 'at most two, one in another');
  if (depth >= DEEPEST_BLOCK)
    return say('U07', node, 'blocks are nested too deeply', `at most ${DEEPEST_BLOCK}, one in another`);
  statements(node.program.body, inside, depth + 1, say);
  statements(node.inverse?.body ?? [], inside, depth + 1, say);
}

function call(
  node: hbs.AST.MustacheStatement | hbs.AST.BlockStatement,
  allowed: ReadonlySet<string>,
  say: Say,
): void {
  const { path, params, hash } = node;
  // `{{"constructor"}}` would be looked up like a path.
  if (path.type !== 'PathExpression')
    return say('U02', node, 'a name was expected', 'name a field or a helper');
  const name = (path as hbs.AST.PathExpression).original;
  const simple = node.type === 'MustacheStatement' && params.length === 0 && !hash;
  if (simple && !allowed.has(name)) return value(path, say);
  if (!allowed.has(name))
    say('U04', node, `${name} is not available here`, `there are ${[...allowed].join(', ')}`);
  for (const param of params) value(param, say);
  for (const pair of hash?.pairs ?? []) {
    if (CLOSED.test(pair.key)) say('U03', pair, `${pair.key} is not allowed`, 'give it another name');
    value(pair.value, say);
  }
}

function value(node: hbs.AST.Node, say: Say): void {
  if (LITERALS.has(node.type)) return;
  if (node.type !== 'PathExpression')
    return say('U02', node, `${node.type} is not allowed`, 'use a plain value');
  const { data, parts, original } = node as hbs.AST.PathExpression;
  if (data && !(parts.length === 1 && DATA.has(String(parts[0]))))
    say('U03', node, `${original} is not allowed`, 'of @ values there are @index, @first and @last');
  if (parts.some((part) => CLOSED.test(String(part))))
    say('U03', node, `${original} is not allowed`, 'name a field');
}
