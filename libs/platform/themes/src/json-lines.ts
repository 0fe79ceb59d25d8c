/** Where the values of a JSON file stand. */
export interface JsonLines {
  /** First line of each value by its dotted path, `color.accent.$value`; keys that hold dots read the same. */
  readonly lines: ReadonlyMap<string, number>;
  /** Paths that stand twice, with the line of the second; `JSON.parse` lets the last one win in silence. */
  readonly twice: readonly { readonly path: string; readonly line: number }[];
}

/** Finds the line of every key of a JSON text; answers what it found up to a fault of syntax. */
export function jsonLines(source: string): JsonLines {
  const lines = new Map<string, number>();
  const twice: { path: string; line: number }[] = [];
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|\n|[^\s{}[\],:"]+/g;
  const trail: { prefix: string; index: number | null }[] = [];
  let line = 1;
  let key: string | null = null;
  let pending: string | null = null;
  const here = (): string => {
    const frame = trail.at(-1);
    if (!frame) return '';
    return frame.index === null ? frame.prefix + (key ?? '') : `${frame.prefix}${frame.index}`;
  };
  for (const [token] of source.matchAll(tokens)) {
    const frame = trail.at(-1);
    if (token === '\n') line++;
    else if (token === '{' || token === '[') {
      const path = here();
      if (frame?.index !== undefined && frame.index !== null) lines.set(path, line);
      trail.push({ prefix: path === '' ? '' : `${path}.`, index: token === '[' ? 0 : null });
      key = null;
    } else if (token === '}' || token === ']') trail.pop();
    else if (token === ',') {
      if (frame && frame.index !== null) frame.index++;
      key = null;
    } else if (token === ':' && pending !== null && frame) {
      key = pending;
      const path = frame.prefix + key;
      if (lines.has(path)) twice.push({ path, line });
      else lines.set(path, line);
    } else if (token.startsWith('"')) pending = textOf(token);
    if (frame && frame.index !== null && token !== '\n' && !/^[{}[\],:]$/.test(token))
      lines.set(here(), line);
  }
  return { lines, twice };
}

function textOf(token: string): string {
  try {
    return String(JSON.parse(token));
  } catch {
    return token.slice(1, -1);
  }
}
