import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import type { ClusterPlace } from './cluster.js';
import { EmbeddedError, explainFailure } from './embedded-error.js';
import { isPostgresOf } from './process-identity.js';
import { run } from './run.js';

export interface Postmaster {
  readonly port: number;
  stop(): Promise<void>;
}

interface Options {
  readonly durable: boolean;
  readonly log: (line: string) => void;
}

const host = '127.0.0.1';
const startTimeoutMs = 120_000;
const stopTimeoutMs = 30_000;
const attempts = 40;

/** For 2 cores and little memory; on the command line, so that they hold whatever the files say. */
function settings(port: number, durable: boolean): string[] {
  const values: Record<string, string | number> = {
    listen_addresses: host,
    port,
    unix_socket_directories: '',
    max_connections: 60,
    shared_buffers: '128MB',
    effective_cache_size: '512MB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    jit: 'off',
    max_worker_processes: 4,
    max_parallel_workers: 2,
    max_parallel_workers_per_gather: 1,
    io_method: 'sync',
    random_page_cost: 1.1,
    // Nothing replicates from here, and COPY into a table made in the same transaction then skips the WAL.
    wal_level: 'minimal',
    max_wal_senders: 0,
    max_logical_replication_workers: 0,
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    logging_collector: 'off',
    log_destination: 'stderr',
    log_line_prefix: '',
    // Failed statements go to their client, which knows what may be shown; here they could hold people's data.
    log_min_messages: 'log',
    log_checkpoints: 'off',
    ...(durable ? { fsync: 'on' } : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Another program may take the free port first, and a killed server's last backends linger: both are retried. */
export async function startPostmaster(place: ClusterPlace, options: Options): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    const said: string[] = [];
    const started = await launch(place, await freePort(), options, said);
    if (started) return started;
    const text = said.join('\n');
    const lingering = /pre-existing shared memory block/.test(text);
    const transient = lingering || /Address already in use|could not create any TCP\/IP sockets/.test(text);
    if (!transient || attempt === attempts)
      throw explainFailure('The database did not start', place.cluster, said);
    if (lingering) await pause(250);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, host);
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Answers nothing when the server ended before it was ready; `said` then holds why. */
async function launch(
  place: ClusterPlace,
  port: number,
  { durable, log }: Options,
  said: string[],
): Promise<Postmaster | undefined> {
  const { account, binaries, cluster } = place;
  const [program, ...args] = [
    ...account.prefix,
    binaries.postgres,
    '-D',
    cluster,
    ...settings(port, durable),
  ];
  // A session of its own: Ctrl-C goes to every process of the terminal's group, and we want to close in order.
  const child = spawn(program ?? '', args, {
    ...account.options,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      said.push(error.message);
      resolve();
    });
  });
  const lines = createInterface({ input: child.stderr });
  let ready = (): void => undefined;
  const isReady = new Promise<void>((resolve) => (ready = resolve));
  lines.on('line', (line) => {
    said.push(line);
    if (said.length > 40) said.shift();
    log(line);
    if (line.includes('database system is ready to accept connections')) ready();
  });
  const linesEnded = once(lines, 'close');
  const watcher = watch(child.pid, cluster);
  const giveUp = setTimeout(() => child.kill('SIGQUIT'), startTimeoutMs);
  const up = await Promise.race([isReady.then(() => true), exited.then(() => false)]);
  clearTimeout(giveUp);
  if (!up) {
    watcher?.kill('SIGKILL');
    await linesEnded;
    return undefined;
  }
  void exited.then(() => watcher?.kill('SIGKILL'));
  letGo(child);
  let stopping: Promise<void> | undefined;
  return {
    port,
    stop: () => (stopping ??= stopChild(child, exited, watcher, place)),
  };
}

/** A forgotten stop() must not keep a program from ending; the watcher then closes the server. */
function letGo(child: ChildProcess): void {
  child.unref();
  (child.stderr as unknown as { unref?: () => void } | null)?.unref?.();
}

/**
 * Closes the server when we die in whatever way: its standard input ends with us. It signals only the
 * server it was made for, since by then the pid may be another's.
 */
function watch(pid: number | undefined, cluster: string): ChildProcess | undefined {
  if (process.platform === 'win32' || pid === undefined) return undefined;
  const script = 'read _; read first < "$1/postmaster.pid" && [ "$first" = "$0" ] && kill -INT "$0"';
  const watcher = spawn('sh', ['-c', script, String(pid), cluster], {
    detached: true,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watcher.on('error', () => undefined);
  watcher.unref();
  (watcher.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  return watcher;
}

async function stopChild(
  child: ChildProcess,
  exited: Promise<void>,
  watcher: ChildProcess | undefined,
  { binaries, cluster }: ClusterPlace,
): Promise<void> {
  child.ref();
  watcher?.kill('SIGKILL');
  if (process.platform === 'win32') await run(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w']);
  else child.kill('SIGINT');
  const impatient = setTimeout(() => child.kill('SIGQUIT'), stopTimeoutMs);
  const last = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs * 2);
  await exited;
  clearTimeout(impatient);
  clearTimeout(last);
}

/**
 * Ends a server that outlived the process which started it. The folder's lock is ours by now, so nobody
 * wants it any more; a fast shutdown and a start take less than a second and leave no unknown settings.
 */
export async function stopOrphan({ cluster }: ClusterPlace, log: (line: string) => void): Promise<void> {
  const path = join(cluster, 'postmaster.pid');
  const pid = Number((await readFile(path, 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 0) return;
  if (await isPostgresOf(pid, cluster)) {
    log(`stopping PostgreSQL ${pid}, left by a process that ended without closing it`);
    await endOrphan(pid, cluster);
  }
  await rm(path, { force: true });
}

async function endOrphan(pid: number, cluster: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EPERM') {
        throw new EmbeddedError(
          'held',
          `The database in ${cluster} is served by process ${pid} of another user. Stop it (kill -INT ${pid}) and start again.`,
        );
      }
    }
    for (const until = Date.now() + stopTimeoutMs; Date.now() < until; await pause(20)) {
      if (!(await isPostgresOf(pid, cluster))) return;
    }
  }
}
