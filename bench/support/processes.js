// Processes of a bench: servers that are measured, and the load that is put on them.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '../..');
const START_LIMIT_MS = 120_000;

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  return port;
}

/** Runs Node with a channel to it; its standard output is nobody's. */
function node(args, env = {}) {
  return spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 2, 'ipc'],
  });
}

/** Starts a server that listens at `PORT` and answers `/healthz`; `ask` reaches what observed.js tells. */
export async function startServer(args, env) {
  const port = await freePort();
  const began = performance.now();
  const child = node(['--expose-gc', ...(process.env.BENCH_NODE_OPTIONS?.split(' ') ?? []), ...args], {
    ...env,
    PORT: String(port),
    NODE_ENV: 'production',
  });
  const exited = once(child, 'exit');
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server of the bench ended with ${child.exitCode}`);
    if (performance.now() - began > START_LIMIT_MS) throw new Error('the server of the bench did not start');
    const ready = await fetch(`http://127.0.0.1:${port}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) break;
    await sleep(20);
  }
  return {
    port,
    startSeconds: (performance.now() - began) / 1_000,
    async ask(what) {
      child.send({ ask: what });
      const [{ answer }] = await once(child, 'message');
      return answer;
    },
    async stop() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** The whole product on one process, as `npm start` runs it, on the given database. */
export function startProduct(database, tenantsFile, extra = []) {
  const observed = join(import.meta.dirname, 'observed.js');
  return startServer(
    [
      ...extra.flatMap((file) => ['--import', file]),
      '--import',
      observed,
      join(ROOT, 'dist/apps/halyard/src/main.js'),
      'serve',
    ],
    {
      DATABASE_URL: database.urls.runtime,
      OWNER_DATABASE_URL: database.urls.owner,
      PLATFORM_DATABASE_URL: database.urls.platform,
      DATA_DIR: join(database.dataDir, 'files'),
      TENANTS_FILE: tenantsFile,
      MASTER_KEY: database.secret,
      SMTP_URL: 'smtp://127.0.0.1:1',
      BIND: '127.0.0.1',
      POOL_SIZE: '12',
      LOG_LEVEL: 'error',
    },
  );
}

/** A client process that keeps `connections` busy with the given requests, over and over. */
export async function startLoad(requests, connections = 32) {
  const child = node([join(import.meta.dirname, 'load.js')]);
  const exited = once(child, 'exit');
  child.send({ requests, connections });
  await once(child, 'message');
  return {
    /** How many different requests there are; they are sent over and over in their order. */
    size: requests.length,
    /** `{requests, seconds, failed, p50Ms, p95Ms, p99Ms}` of so many seconds against one server. */
    async run(port, seconds) {
      child.send({ port, seconds });
      const [result] = await once(child, 'message');
      if (result.failed > 0)
        throw new Error(`${result.failed} requests failed, the first with: ${result.firstFailure}`);
      return result;
    },
    async stop() {
      child.disconnect();
      await exited;
    },
  };
}
