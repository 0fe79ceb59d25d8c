import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { giveTo, runAs, stagingPrefix, type Account } from './account.js';
import type { Binaries } from './binaries.js';
import { EmbeddedError, explainFailure } from './embedded-error.js';

export interface Superuser {
  readonly user: string;
  readonly password: string;
}

export interface ClusterPlace {
  readonly dataDir: string;
  readonly cluster: string;
  readonly binaries: Binaries;
  readonly account: Account;
}

/**
 * Makes the cluster where there is none, and else checks that it is one we can run. It is made aside and
 * renamed, so `postgres/` is whole or absent whenever the process is killed.
 */
export async function prepareCluster(place: ClusterPlace): Promise<{ superuser: Superuser; fresh: boolean }> {
  await removeStaging(place.dataDir);
  const version = await readFile(join(place.cluster, 'PG_VERSION'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw foreignCluster(place, error.message);
    },
  );
  if (version === undefined) {
    const superuser = (await readSecret(place.dataDir)) ?? (await writeSecret(place.dataDir));
    await create(place, superuser);
    return { superuser, fresh: true };
  }
  checkVersion(place, version.trim());
  await takeOver(place);
  return { superuser: (await readSecret(place.dataDir)) ?? (await replacePassword(place)), fresh: false };
}

/** initdb skips its flush for speed; this one runs beside the fresh server. */
export async function flushCluster({ binaries, account, cluster }: ClusterPlace): Promise<void> {
  await runAs(account, binaries.initdb, ['--sync-only', '-D', cluster]);
}

async function removeStaging(dataDir: string): Promise<void> {
  const left = (await readdir(dataDir)).filter((name) => name.startsWith(stagingPrefix));
  // An initdb whose parent was killed may still write there: it fails by itself, the next start sweeps.
  await Promise.allSettled(
    left.map((name) => rm(join(dataDir, name), { recursive: true, force: true, maxRetries: 3 })),
  );
}

async function create(
  { dataDir, cluster, binaries, account }: ClusterPlace,
  superuser: Superuser,
): Promise<void> {
  const staging = join(dataDir, stagingPrefix + randomBytes(4).toString('hex'));
  const passwordFile = `${staging}.password`;
  try {
    await mkdir(staging, { mode: 0o700 });
    await writeFile(passwordFile, superuser.password, { mode: 0o600 });
    if (account.owner) {
      await chown(passwordFile, account.owner.uid, account.owner.gid);
      await chown(staging, account.owner.uid, account.owner.gid);
    }
    const initdb = (characterType: string) =>
      runAs(account, binaries.initdb, [
        `--pgdata=${staging}`,
        `--username=${superuser.user}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        `--lc-ctype=${characterType}`,
        '--no-sync',
        '--no-instructions',
      ]);
    // Order and case are PostgreSQL's own. pg_trgm still asks the system what a letter is, and where the
    // system's locale is plain C it drops every "Ü" and "Ñ"; a few systems have nothing better.
    let made = await initdb('C.UTF-8');
    if (made.lines.some((line) => /invalid locale name/.test(line))) made = await initdb('C');
    if (made.code !== 0) throw explainFailure('The database could not be created', dataDir, made.lines);
    await rm(cluster, { recursive: true, force: true });
    await rename(staging, cluster);
  } catch (error) {
    if (error instanceof EmbeddedError) throw error;
    throw explainFailure('The database could not be created', dataDir, [String(error)]);
  } finally {
    for (const path of [staging, passwordFile]) {
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

function checkVersion({ binaries, cluster }: ClusterPlace, version: string): void {
  const ours = binaries.majorVersion;
  if (ours === version) return;
  throw new EmbeddedError(
    'versionMismatch',
    `The database in ${cluster} was made by PostgreSQL ${version}; this installation brings ${ours}. ` +
      `Start it with the release that made it, dump it (pg_dumpall) and load it into a new DATA_DIR; ` +
      `or serve it with PostgreSQL ${version} and set DATABASE_URL. Nothing was changed.`,
  );
}

/** PostgreSQL wants its folder to be its user's own and closed; copies and restores forget both. */
async function takeOver(place: ClusterPlace): Promise<void> {
  const { cluster, account } = place;
  const found = await stat(cluster);
  const uid = account.owner?.uid ?? process.getuid?.();
  if (uid !== undefined && found.uid !== uid) {
    if (!account.owner) throw foreignCluster(place, `it belongs to uid ${found.uid}`);
    await giveTo(account.owner, cluster);
  }
  if (process.platform !== 'win32' && (found.mode & 0o027) !== 0) await chmod(cluster, 0o700);
}

function foreignCluster({ cluster }: ClusterPlace, why: string): EmbeddedError {
  return new EmbeddedError(
    'notOwner',
    `The database in ${cluster} cannot be opened: ${why}. Start as the user who started it first ` +
      `(or as root), give the folder to this user with chown -R, or choose another folder with DATA_DIR.`,
  );
}

async function readSecret(dataDir: string): Promise<Superuser | undefined> {
  const text = await readFile(join(dataDir, 'postgres.secret.json'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw new EmbeddedError(
        'notOwner',
        `The password in ${dataDir}/postgres.secret.json cannot be read: ${error.message}`,
      );
    },
  );
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Superuser);
  } catch {
    return undefined;
  }
}

async function writeSecret(dataDir: string): Promise<Superuser> {
  const superuser = { user: 'postgres', password: randomBytes(24).toString('base64url') };
  const path = join(dataDir, 'postgres.secret.json');
  try {
    await writeFile(`${path}.new`, JSON.stringify(superuser), { mode: 0o600, flush: true });
    await rename(`${path}.new`, path);
  } catch (error) {
    throw explainFailure('The password could not be kept', dataDir, [String(error)]);
  }
  return superuser;
}

/** The password file was lost, the data not: single-user mode asks for none. */
async function replacePassword({ dataDir, cluster, binaries, account }: ClusterPlace): Promise<Superuser> {
  const superuser = await writeSecret(dataDir);
  const statement = `ALTER ROLE "${superuser.user}" PASSWORD '${superuser.password}'\n`;
  const done = await runAs(account, binaries.postgres, ['--single', '-D', cluster, 'postgres'], statement);
  if (done.code === 0 && !done.lines.some((line) => /ERROR|FATAL/.test(line))) return superuser;
  await rm(join(dataDir, 'postgres.secret.json'), { force: true });
  throw explainFailure('A new password could not be set', cluster, done.lines);
}
