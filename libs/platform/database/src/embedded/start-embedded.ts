import { mkdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseAccount } from './account.js';
import { locateBinaries } from './binaries.js';
import { flushCluster, prepareCluster, type ClusterPlace, type Superuser } from './cluster.js';
import { lockDataDir } from './data-dir-lock.js';
import { explainFailure } from './embedded-error.js';
import { startPostmaster, stopOrphan } from './postmaster.js';

export interface EmbeddedOptions {
  /** The cluster is `postgres/` in it; made if it does not exist. */
  readonly dataDir: string;
  /** `false` gives up safety against a crash of the machine for speed: for tests alone. Default `true`. */
  readonly durable?: boolean;
  readonly log?: (line: string) => void;
}

export interface EmbeddedServer {
  readonly host: string;
  readonly port: number;
  readonly superuser: Superuser;
  /** As the superuser, unless a user is named. */
  url(database: string, user?: string, password?: string): string;
  /** Rolls back what is open, closes, and leaves no process behind; again is harmless. */
  stop(): Promise<void>;
}

/** @throws EmbeddedError, whose message tells the operator what to do. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const log = options.log ?? (() => undefined);
  const durable = options.durable ?? true;
  const binaries = await locateBinaries();
  const dataDir = await makeDataDir(options.dataDir);
  const cluster = join(dataDir, 'postgres');
  const unlock = await lockDataDir(dataDir);
  try {
    const account = await chooseAccount(binaries, dataDir, cluster);
    const place: ClusterPlace = { dataDir, cluster, binaries, account };
    await stopOrphan(place, log);
    const { superuser, fresh } = await prepareCluster(place);
    const { port, stop } = await startPostmaster(place, { durable, log });
    const flushed = fresh && durable ? flushCluster(place) : Promise.resolve();
    return {
      host: '127.0.0.1',
      port,
      superuser,
      url: (database, user = superuser.user, password = user === superuser.user ? superuser.password : '') =>
        `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`,
      stop: async () => {
        await flushed;
        await stop();
        await unlock();
      },
    };
  } catch (error) {
    await unlock();
    throw error;
  }
}

async function makeDataDir(path: string): Promise<string> {
  try {
    await mkdir(path, { recursive: true });
    return await realpath(path);
  } catch (error) {
    throw explainFailure('The data folder could not be made', path, [String(error)]);
  }
}
