import { Compiler } from './compiler.js';
import { placeInManifest, readFolder, type Manifest, type ThemeFolder } from './folder.js';
import { helpers } from './helpers.js';
import { Theme, type LoadFault } from './theme.js';
import { ThemeError } from './theme-error.js';

/** The folder that holds a theme of this name, or null where there is none. */
export type FindTheme = (name: string) => string | null;

/** Themes as their files stand now, faults and all, for checking, each file read once. Never for rendering. */
export class ThemeDrafts {
  private readonly folders = new Map<string, ThemeFolder>();
  private readonly compiler = new Compiler(Object.keys(helpers));

  constructor(private readonly find: FindTheme) {}

  /** Null where the theme or a parent cannot be read. */
  draft(name: string, told: (fault: LoadFault) => void): Theme | null {
    try {
      this.read(name);
      return new Theme(name, chainOf(name, this.folders), this.compiler, new Set(), told);
    } catch (error) {
      const { message } = error as Error;
      const where = error instanceof ThemeError ? error.where : null;
      told({ file: where?.file ?? 'theme.json', line: where?.line, says: message });
      return null;
    }
  }

  /** What a theme says of itself, or null where that cannot be read. */
  manifest(name: string): Manifest | null {
    try {
      this.read(name);
    } catch {
      return null;
    }
    return this.folders.get(name)?.manifest ?? null;
  }

  private read(name: string): void {
    for (let next: string | null = name; next !== null && !this.folders.has(next);) {
      const dir = this.find(next);
      if (dir === null) return;
      const folder = readFolder(dir, next);
      this.folders.set(next, folder);
      next = folder.manifest.extends;
    }
  }
}

/** A theme and its ancestors, itself first. */
export function chainOf(name: string, folders: ReadonlyMap<string, ThemeFolder>): ThemeFolder[] {
  const chain: ThemeFolder[] = [];
  for (let next: string | null = name; next !== null; next = chain.at(-1)!.manifest.extends) {
    const folder = folders.get(next);
    const where = chain[0] ? placeInManifest(chain[0].files, 'extends') : null;
    if (!folder)
      throw new ThemeError(`theme ${name}: extends ${next}, which is not there or does not load`, [], where);
    if (chain.includes(folder)) throw new ThemeError(`theme ${name}: ${next} extends itself`, [], where);
    chain.push(folder);
  }
  return chain;
}
