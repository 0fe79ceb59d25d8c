import type { ThemeFile } from '../folder.js';
import { helpers } from '../helpers.js';
import { properties } from '../stylesheet.js';
import type { LoadFault, Theme } from '../theme.js';
import { jsonLines } from '../json-lines.js';
import { readTemplate, type TemplateFacts } from './template-facts.js';
import { indexTexts, type TextIndex } from './text-index.js';

/** A style file without its comments, line for line. */
export interface StyleFile {
  readonly path: string;
  readonly lines: readonly string[];
}

/** A theme laid out for the rules: read once, looked at by each. */
export interface Subject {
  readonly theme: Theme;
  readonly faults: readonly LoadFault[];
  readonly templates: readonly TemplateFacts[];
  readonly styles: readonly StyleFile[];
  readonly texts: TextIndex;
  readonly helpers: ReadonlySet<string>;
  readonly partials: ReadonlySet<string>;
  /** Token paths, derived colours included: `color.on-accent`. */
  readonly tokens: ReadonlySet<string>;
  readonly forbiddenWords: readonly string[];
  readonly required: readonly string[];
  /** Bytes of one file by its ending; of all styles together for `css`. */
  readonly budgets: Readonly<Record<string, number>>;
  /** The line of a dotted path in a JSON file of the theme; 1 where it is not there. */
  readonly lineOf: (file: string, path: string) => number;
}

export function subjectOf(
  theme: Theme,
  faults: readonly LoadFault[],
  given: Pick<Subject, 'forbiddenWords' | 'required' | 'budgets'>,
): Subject {
  const files = [...theme.files.values()];
  const lines = new Map<string, ReadonlyMap<string, number>>();
  const placesIn = (file: string): ReadonlyMap<string, number> => {
    let found = lines.get(file);
    if (!found) {
      found = jsonLines(theme.files.get(file)?.body.toString('utf8') ?? '').lines;
      lines.set(file, found);
    }
    return found;
  };
  const templates = files.filter(({ path }) => path.endsWith('.hbs'));
  return {
    ...given,
    theme,
    faults,
    templates: templates.map(factsOf),
    styles: files.filter(({ path }) => path.endsWith('.css')).map(styleFile),
    texts: indexTexts([...theme.chain].reverse()),
    helpers: new Set(Object.keys(helpers)),
    partials: new Set(
      templates.flatMap(({ path }) =>
        path.startsWith('partials/') ? [path.slice('partials/'.length, -'.hbs'.length)] : [],
      ),
    ),
    tokens: new Set([
      ...[...theme.tokens.values()].map(({ path }) => path),
      ...[...properties(theme, {}).light.keys()].map((property) => property.replace('-', '.')),
    ]),
    lineOf: (file, path) => placesIn(file).get(path) ?? 1,
  };
}

/** Themes of one family share most of their files. */
const read = new WeakMap<ThemeFile, TemplateFacts>();

function factsOf(file: ThemeFile): TemplateFacts {
  const found = read.get(file) ?? readTemplate(file);
  read.set(file, found);
  return found;
}

function styleFile({ path, body }: ThemeFile): StyleFile {
  const source = body.toString('utf8').replace(/\/\*[^]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ' '));
  return { path, lines: source.split('\n') };
}
