/** Where in HTML a template stands: in text, inside a tag, or in an element whose content is no markup. */
interface Position {
  readonly inTag: boolean;
  /** The quotation mark of the attribute's value that is open. */
  readonly quote: string;
  /** Within `<title>`, `<textarea>`, `<option>` and the like, where a tag would be read as letters or dropped. */
  readonly bare: string;
}

const BARE = new Set(['title', 'textarea', 'option', 'script', 'style']);
const STEP = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w-]*)|["'>]/g;

/** The mustaches that stand in text, where markup may be put around what they print. */
export function inText(program: hbs.AST.Program): ReadonlySet<hbs.AST.Node> {
  const found = new Set<hbs.AST.Node>();
  follow(program.body, { inTag: false, quote: '', bare: '' }, found);
  return found;
}

function follow(body: readonly hbs.AST.Statement[], from: Position, found: Set<hbs.AST.Node>): Position {
  let position = from;
  for (const node of body) {
    if (node.type === 'ContentStatement') {
      position = after((node as hbs.AST.ContentStatement).value, position);
    } else if (node.type === 'MustacheStatement') {
      if (!position.inTag && position.bare === '') found.add(node);
    } else if (node.type === 'BlockStatement' || node.type === 'PartialBlockStatement') {
      const { program, inverse, params } = node as hbs.AST.BlockStatement;
      // `{{#content "title"}}` is printed within an element of that name.
      if (params.some((param) => BARE.has(String((param as hbs.AST.StringLiteral).value)))) continue;
      // Whichever branch is taken, it begins here; templates leave each branch where they leave the other.
      const end = follow(program.body, position, found);
      if (inverse) follow(inverse.body, position, found);
      position = end;
    }
  }
  return position;
}

function after(content: string, from: Position): Position {
  let { inTag, quote, bare } = from;
  let opening = '';
  for (const [token, closes, name] of content.matchAll(STEP)) {
    if (quote !== '') {
      if (token === quote) quote = '';
    } else if (inTag) {
      if (token === '"' || token === "'") quote = token;
      else if (token === '>') {
        inTag = false;
        if (opening !== '') bare = opening;
        opening = '';
      }
    } else if (name !== undefined) {
      const element = name.toLowerCase();
      if (bare !== '' && !(closes && element === bare)) continue;
      inTag = true;
      if (closes && element === bare) bare = '';
      else if (!closes && BARE.has(element)) opening = element;
    }
  }
  // A tag left open here goes on behind the mustache: what it will hold is known already.
  return { inTag, quote, bare: opening === '' ? bare : opening };
}
