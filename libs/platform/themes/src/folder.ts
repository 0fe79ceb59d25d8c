import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { jsonLines } from './json-lines.js';
import { ThemeError } from './theme-error.js';

const setting = z.union([z.string(), z.number(), z.boolean()]);

const manifestSchema = z.strictObject({
  $schema: z.string().optional(),
  name: z.string(),
  description: z.string().optional(),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'a version such as 1.0.0'),
  extends: z.string().nullable().default(null),
  /** What a label may choose beside tokens: name → default. */
  settings: z.record(z.string(), setting).default({}),
  /** Asset path → file of an installed package, `@fontsource/x/files/y.woff2`. */
  packageAssets: z.record(z.string(), z.string()).default({}),
  /** Pairs of tokens that must be readable on one another: `["color.ink", "color.canvas", 4.5]`. */
  contrast: z.array(z.tuple([z.string(), z.string()]).rest(z.number())).default([]),
  /** Colours whose override also speaks for the dark scheme. */
  carryToDark: z.array(z.string()).default(['color.accent']),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** One file of a theme, and which theme of the chain it came from. */
export interface ThemeFile {
  readonly path: string;
  readonly owner: string;
  readonly body: Buffer;
}

/** One theme's own files, before inheritance. */
export interface ThemeFolder {
  readonly name: string;
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, ThemeFile>;
}

/** Reads `dir/name`, package assets included; throws a ThemeError that names the file at fault. */
export function readFolder(dir: string, name: string): ThemeFolder {
  const root = join(dir, name);
  const files = new Map<string, ThemeFile>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue;
    const file = join(entry.parentPath, entry.name);
    const path = relative(root, file).split(sep).join('/');
    files.set(path, { path, owner: name, body: readFileSync(file) });
  }
  const manifest = manifestSchema.safeParse(readJson(files.get('theme.json'), name, 'theme.json'));
  if (!manifest.success) {
    const [issue] = manifest.error.issues;
    const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
    throw new ThemeError(
      `theme ${name}: theme.json: ${z.prettifyError(manifest.error).replaceAll('\n', ' ')}`,
      [],
      placeInManifest(files, [...(issue?.path ?? []), ...unknown].join('.')),
    );
  }
  for (const [asset, spec] of Object.entries(manifest.data.packageAssets)) {
    const path = `assets/${asset}`;
    const file = packageFile(spec);
    if (file === null)
      throw new ThemeError(
        `theme ${name}: package file ${spec} is not installed, or is no package file`,
        [],
        placeInManifest(files, `packageAssets.${asset}`),
      );
    files.set(path, { path, owner: name, body: readFileSync(file) });
  }
  return { name, manifest: manifest.data, files };
}

/** Where a value of `theme.json` stands. */
export function placeInManifest(
  files: ReadonlyMap<string, ThemeFile>,
  path: string,
): { file: string; line: number } {
  const { lines } = jsonLines(files.get('theme.json')?.body.toString('utf8') ?? '');
  return { file: 'theme.json', line: lines.get(path) ?? 1 };
}

/** A JSON file of a theme; an absent one is `{}`. */
export function readJson(file: ThemeFile | undefined, theme: string, path: string): unknown {
  const source = file?.body.toString('utf8') ?? '{}';
  try {
    return JSON.parse(source) as unknown;
  } catch (error) {
    const { message } = error as Error;
    const line = Number(/\(line (\d+) /.exec(message)?.[1] ?? source.trimEnd().split('\n').length);
    throw new ThemeError(`theme ${theme}: ${path}: ${message}`, [], { file: path, line });
  }
}

/** A package's file as installed beside this code, whatever the package exports; null where it is none. */
function packageFile(spec: string): string | null {
  if (/(?:^|\/)\.\.?(?:\/|$)|^\//.test(spec)) return null;
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    const file = join(at, 'node_modules', spec);
    if (existsSync(file)) return file;
    if (at === dirname(at)) return null;
  }
}
