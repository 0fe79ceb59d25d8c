import type { SpawnOptions } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import { EmbeddedError } from './embedded-error.js';
import { run } from './run.js';

/** Under whom PostgreSQL runs, and how a program is started so that it does. */
export interface Account {
  readonly owner?: { readonly uid: number; readonly gid: number };
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
  throw new EmbeddedError(
    'rootRefused',
    `PostgreSQL does not run as root, and no way was found to run it as uid ${owner.uid} from ${binaries.root} ` +
      `on ${dataDir}. Do one of these: start as an ordinary user who owns both folders; move both to where ` +
      `every user may enter; install util-linux (setpriv) and keep CAP_SETUID, CAP_SETGID and CAP_DAC_OVERRIDE; ` +
      `or set DATABASE_URL to a PostgreSQL server of your own.\n${failures.join('\n')}`,
  );
}

/** Whoever owns the cluster or its folder already keeps it, so that they can start it without root later. */
async function ownerFor(dataDir: string, cluster: string): Promise<{ uid: number; gid: number }> {
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
 * (also runs files closed to others; containers usually leave this one). None lets an SQL role write
 * outside the cluster unless it is the superuser.
 */
function waysDown(owner: { uid: number; gid: number }): Account[] {
  const keeping = (capability: string): Account => ({
    owner,
    prefix: [
      'setpriv',
      `--reuid=${owner.uid}`,
      `--regid=${owner.gid}`,
      '--clear-groups',
      `--inh-caps=+${capability}`,
      `--ambient-caps=+${capability}`,
    ],
    options: clean,
  });
  const plain: Account = { owner, prefix: [], options: { ...clean, ...owner } };
  return [plain, keeping('dac_read_search'), keeping('dac_override')];
}

/** Answers why this way does not work, or nothing. */
async function tryOut(account: Account, binaries: Binaries, dataDir: string): Promise<string | undefined> {
  const script = '"$0" -V && "$1" -V && test -r "$2" && test -x "$3"';
  const share = join(binaries.root, 'share', 'postgresql', 'postgres.bki');
  const { code, lines } = await runAs(account, 'sh', [
    '-c',
    script,
    binaries.postgres,
    binaries.initdb,
    share,
    dataDir,
  ]);
  if (code === 0) return undefined;
  return `  tried ${account.prefix.join(' ') || `uid ${account.owner?.uid} alone`}: ${lines.join(' ') || 'no access'}`;
}

export function runAs(account: Account, file: string, args: readonly string[], input?: string) {
  const [program, ...rest] = [...account.prefix, file, ...args];
  return run(program ?? file, rest, account.options, input);
}
