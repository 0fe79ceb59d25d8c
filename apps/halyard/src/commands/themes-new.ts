import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

/** Folders and addresses bear these names. */
const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

interface Place {
  readonly installed: string;
  /** The folder that the theme's own is made in. */
  readonly dir: string;
  readonly extends: string;
}

/** Makes a theme that looks as its parent does and passes `themes check`: a manifest and a logo. */
export async function makeTheme(name: string, place: Place): Promise<number> {
  const folder = join(resolve(place.dir), name);
  const fault = faultOf(name, folder, place);
  if (fault !== null) {
    process.stderr.write(`${fault}\n`);
    return 2;
  }
  const manifest = {
    name,
    version: '1.0.0',
    description: 'Say in a line what it looks like',
    extends: place.extends,
  };
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'theme.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFile(join(folder, 'assets/logo.svg'), logo(name));
  process.stdout.write(
    `${relative('.', folder)}: theme.json and assets/logo.svg. Next: draw the logo, set color.accent in tokens.json (docs/themes.md), then themes check.\n`,
  );
  return 0;
}

function faultOf(name: string, folder: string, place: Place): string | null {
  if (!NAME.test(name) || name.length > 40)
    return `${name} is no name for a theme: small letters, figures and single hyphens, such as evening-post`;
  if (name.includes('halyard')) return 'a theme must not bear a word of the engine';
  if (existsSync(folder)) return `${relative('.', folder)} is there already`;
  if (!NAME.test(place.extends)) return `${place.extends} is no name of a theme`;
  const parent = [place.dir, place.installed].some((dir) =>
    existsSync(join(dir, place.extends, 'theme.json')),
  );
  return parent ? null : `there is no theme ${place.extends} to extend`;
}

/** The name's first letter in a disc: something to see until a real logo is there. */
function logo(name: string): string {
  const letter = name.charAt(0).toUpperCase();
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" role="img" aria-label="${letter}">
  <circle cx="16" cy="16" r="16" fill="#1a1c1f"/>
  <text x="16" y="22" font-family="system-ui, sans-serif" font-size="17" font-weight="600" text-anchor="middle" fill="#ffffff">${letter}</text>
</svg>
`;
}
