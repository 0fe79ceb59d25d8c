import type { SpawnOptions } from 'node:child_process';
import { lchown, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { EmbeddedError, explainFailure, saysDiskFull } from './embedded-error.js';
import { run } from './run.js';

/** What is made aside carries this name; whatever bears it at a start was left by a killed process. */
export const stagingPrefix = 'postgres.init-';

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Under whom PostgreSQL runs, and how a program is started so that it does. */
export interface Account {
  readonly owner?: Owner;
  readonly prefix: readonly string[];
  readonly options: Pick<SpawnOptions, 'uid' | 'gid' | 'env' | 'cwd'>;
}

/**
 * Programs get an environment of their own: the operator's PG* and LC_* variables must not reach the
 * server. Windows programs do not start without the system's variables, so there it is inherited.
 */
const clean: Account['options'] =
  process.platform === 'win32'
    ? {}
    : { env: { LC_ALL: 'C', PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin' }, cwd: '/' };

/** Started by anyone but root, PostgreSQL runs as the same user. */
export async function chooseAccount(binaries: Binaries, dataDir: string, cluster: string): Promise<Account> {
  if (process.getuid?.() !== 0) return { prefix: [], options: clean };
  const owner = await ownerFor(dataDir, cluster);
  const failures: string[] = [];
  for (const account of waysDown(owner)) {
    const failure = await tryOut(account, binaries, dataDir);
    if (failure === undefined) return account;
    failures.push(failure);
  }
  if (failures.some(saysDiskFull)) throw explainFailure('The database did not start', dataDir, failures);
  throw new EmbeddedError(
    'rootRefused',
    `PostgreSQL does not run as root, and no way was found to run it as uid ${owner.uid} from ${binaries.root} ` +
      `on ${dataDir}. Do one of these: start as an ordinary user who owns both folders; move both to where ` +
      `every user may enter; install util-linux (setpriv) and keep CAP_SETUID, CAP_SETGID, CAP_SETPCAP and CAP_DAC_OVERRIDE; ` +
      `or set DATABASE_URL to a PostgreSQL server of your own.\n${failures.join('\n')}`,
  );
}

/** Whoever owns the cluster or its folder already keeps it, so that they can start it without root later. */
async function ownerFor(dataDir: string, cluster: string): Promise<Owner> {
  for (const path of [cluster, dataDir]) {
    const found = await stat(path).catch(() => undefined);
    if (found && found.uid !== 0) return { uid: found.uid, gid: found.gid };
  }
  const [uid, gid] = await Promise.all([run('id', ['-u', 'nobody']), run('id', ['-g', 'nobody'])]);
  // "| 0" gives the signed form in which Node takes macOS's 4294967294.
  return { uid: Number(uid.stdout || 65534) | 0, gid: Number(gid.stdout || 65534) | 0 };
}

/**
 * From the least privilege to the most: none, reading anywhere (enters closed folders), overriding any mode
 * (also runs files closed to others; containers usually leave this one). `no_setuid_fixup` makes access(2),
 * by which PostgreSQL finds itself, heed what is kept. Only SQL superusers can use it to reach other files.
 */
function waysDown(owner: Owner): Account[] {
  const keeping = (capability: string): Account => ({
    owner,
    prefix: [
      'setpriv',
      `--reuid=${owner.uid}`,
      `--regid=${owner.gid}`,
      '--clear-groups',
      '--securebits=+no_setuid_fixup',
      `--inh-caps=+${capability}`,
      `--ambient-caps=+${capability}`,
    ],
    options: clean,
  });
  const plain: Account = { owner, prefix: [], options: { ...clean, ...owner } };
  return [plain, keeping('dac_read_search'), keeping('dac_override')];
}

/**
 * Answers why this way does not work, or nothing. PostgreSQL itself is asked to check an empty cluster in
 * the data folder: that it runs, finds its own files and accepts the folder can be known in no other way.
 */
async function tryOut(account: Account, binaries: Binaries, dataDir: string): Promise<string | undefined> {
  const how = account.prefix.join(' ') || `uid ${account.owner?.uid} alone`;
  const trial = await mkdtemp(join(dataDir, stagingPrefix));
  try {
    await mkdir(join(trial, 'pg_notify'));
    await writeFile(join(trial, 'postgresql.conf'), '');
    await writeFile(join(trial, 'PG_VERSION'), `${binaries.majorVersion}\n`);
    if (account.owner) await giveTo(account.owner, trial);
    const args = ['--check', '-D', trial, '-c', 'shared_buffers=1MB', '-c', 'max_connections=5'];
    const { code, lines } = await runAs(account, binaries.postgres, args);
    return code === 0 ? undefined : `  tried ${how}: ${lines.join(' ') || 'no access'}`;
  } catch (error) {
    return `  tried ${how}: ${String(error)}`;
  } finally {
    await rm(trial, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** With all that is in it; symbolic links themselves, never what they point at. */
export async function giveTo({ uid, gid }: Owner, folder: string): Promise<void> {
  for (const name of await readdir(folder, { recursive: true })) await lchown(join(folder, name), uid, gid);
  await lchown(folder, uid, gid);
}

export function runAs(account: Account, file: string, args: readonly string[], input?: string) {
  const [program, ...rest] = [...account.prefix, file, ...args];
  return run(program ?? file, rest, account.options, input);
}
