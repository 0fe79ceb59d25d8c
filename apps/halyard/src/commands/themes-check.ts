import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { checkThemes, type Finding, ThemeDrafts } from '#platform/themes';

/** One theme to check, and the folder it lies in. */
interface Asked {
  readonly name: string;
  readonly dir: string;
}

/**
 * Checks all installed themes, or those asked for: a theme's folder, a folder of themes, or the name of an installed one.
 * Parents that do not lie beside a theme are the installed ones. Exit 1 if a finding is an error.
 */
export async function checkAt(places: readonly string[], installed: string, json: boolean): Promise<number> {
  const asked = (places.length > 0 ? places : [installed]).map((place) => themesAt(place, installed));
  const unknown = places.filter((_, index) => asked[index]!.length === 0);
  if (unknown.length > 0) {
    process.stderr.write(`there is no theme at ${unknown.join(', ')}\n`);
    return 2;
  }
  let output = '';
  const count = { error: 0, warning: 0 };
  for (const { name, dir, findings } of await findingsOf(asked.flat(), installed)) {
    for (const finding of findings) {
      count[finding.level]++;
      output += json ? `${JSON.stringify({ theme: name, ...finding })}\n` : readable(dir, name, finding);
    }
  }
  process.stdout.write(output);
  if (!json)
    process.stdout.write(
      `${plural(asked.flat().length, 'theme')}, ${plural(count.error, 'error')}, ${plural(count.warning, 'warning')}\n`,
    );
  return count.error > 0 ? 1 : 0;
}

async function findingsOf(asked: readonly Asked[], installed: string) {
  const dirs = [...new Set(asked.map(({ dir }) => dir))];
  const found: (Asked & { findings: Finding[] })[] = [];
  for (const dir of dirs) {
    const names = asked.filter((one) => one.dir === dir).map(({ name }) => name);
    const find = (name: string): string | null =>
      [dir, installed].find((place) => existsSync(join(place, name, 'theme.json'))) ?? null;
    const themes = { forbiddenWords: ['halyard'], drafts: () => new ThemeDrafts(find) };
    // Only a theme without a parent can lack what the product needs, and knowing that takes the whole product.
    const root = names.some((name) => parentOf(new ThemeDrafts(find), name) === null);
    const required = root ? (await import('../themed.js')).requiredTemplates() : [];
    for (const [name, findings] of checkThemes(themes, names, { required }))
      found.push({ name, dir, findings });
  }
  return found;
}

function parentOf(drafts: ThemeDrafts, name: string): string | null {
  return drafts.manifest(name)?.extends ?? null;
}

function themesAt(place: string, installed: string): Asked[] {
  const folder = resolve(place);
  if (existsSync(join(folder, 'theme.json'))) return [{ name: basename(folder), dir: dirname(folder) }];
  if (existsSync(folder) && statSync(folder).isDirectory()) {
    const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'theme.json')));
    if (names.length > 0) return names.sort().map((name) => ({ name, dir: folder }));
  }
  return /^[\w-]+$/.test(place) && existsSync(join(installed, place, 'theme.json'))
    ? [{ name: place, dir: installed }]
    : [];
}

function readable(dir: string, theme: string, { rule, level, file, line, says, fix }: Finding): string {
  return `${join(relative('.', join(dir, theme)), file)}:${line}  ${level} ${rule}  ${says}; ${fix}\n`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
