import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Compiler } from './compiler.js';
import { chainOf, ThemeDrafts } from './drafts.js';
import { readFolder, type ThemeFolder } from './folder.js';
import { helpers } from './helpers.js';
import { Look, type LookInput, type LookServices } from './look.js';
import { Theme } from './theme.js';
import { ThemeError } from './theme-error.js';
import { withOverrides } from './tokens.js';

export interface LibraryOptions extends Partial<LookServices> {
  /** Words that no theme may hold, such as the engine's own name; `checkTheme` finds them. */
  readonly forbiddenWords?: readonly string[];
}

/** The theme that stands in where one cannot be loaded and never could. */
const LAST_RESORT = 'base';

/** Every theme of a folder, compiled; a theme that stops loading keeps its last good version. */
export class ThemeLibrary {
  /** Texts, icons and assets that templates asked for in vain, for tests: `de:campaigns.title`, `icon:late`. */
  readonly missing = new Set<string>();
  readonly forbiddenWords: readonly string[];
  private readonly services: LookServices;
  private themes = new Map<string, Theme>();
  private failed = new Map<string, Error>();

  constructor(
    readonly dir: string,
    options: LibraryOptions = {},
  ) {
    this.services = { chart: options.chart ?? (() => ''), verify: options.verify ?? false };
    this.forbiddenWords = options.forbiddenWords ?? ['halyard'];
    this.reload();
  }

  /** Reads the folder again. Looks keep the version they were made with; make them anew to follow. */
  reload(): void {
    const compiler = new Compiler(Object.keys(helpers));
    const folders = new Map<string, ThemeFolder>();
    const failed = new Map<string, Error>();
    const names = readdirSync(this.dir, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of names) {
      try {
        folders.set(name, readFolder(this.dir, name));
      } catch (error) {
        failed.set(name, error as Error);
      }
    }
    const themes = new Map<string, Theme>();
    for (const { name } of names) {
      const known = this.themes.get(name);
      try {
        const cause = failed.get(name);
        if (cause) throw cause;
        const theme = new Theme(name, chainOf(name, folders), compiler, this.missing);
        themes.set(name, known?.version === theme.version ? known : theme);
      } catch (error) {
        failed.set(name, error as Error);
        if (known) themes.set(name, known);
      }
    }
    this.themes = themes;
    this.failed = failed;
  }

  names(): string[] {
    return [...this.themes.keys()].sort();
  }

  /** Themes whose files do not load, and why; those with a last good version go on with it. */
  failures(): ReadonlyMap<string, Error> {
    return this.failed;
  }

  /** The loaded theme; `base` for one that fails and has no good version; an unknown name is an error. */
  theme(name: string): Theme {
    const found = this.themes.get(name) ?? (this.failed.has(name) ? this.themes.get(LAST_RESORT) : undefined);
    if (found) return found;
    const cause = this.failed.get(name);
    throw new ThemeError(
      cause ? cause.message : `there is no theme ${name}: there are ${this.names().join(', ') || 'none'}`,
    );
  }

  /** Its themes as their files stand now, for checking. */
  drafts(): ThemeDrafts {
    return new ThemeDrafts((name) => (existsSync(join(this.dir, name)) ? this.dir : null));
  }

  /** A label's look. Throws a ThemeError that names each override at fault, with what would be right. */
  compileLook(input: LookInput): Look {
    const theme = this.theme(input.theme);
    const findings = input.tokens ? withOverrides(theme.tokens, input.tokens).findings : [];
    const settings = Object.keys(input.settings ?? {}).filter((name) => !(name in theme.settings));
    if (findings.length > 0) throw new ThemeError(`label ${input.label.name}`, findings);
    if (settings.length > 0)
      throw new ThemeError(`theme ${theme.name} has no setting ${settings.join(', ')}`);
    return new Look(theme, input, this.services);
  }
}

export function loadThemes(dir: string, options: LibraryOptions = {}): ThemeLibrary {
  return new ThemeLibrary(dir, options);
}
