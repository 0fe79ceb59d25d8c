import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedError } from './embedded-error.js';
import { isAlive } from './process-identity.js';
import type { EmbeddedServer } from './start-embedded.js';

/**
 * Reaches the server that another process of this user keeps running in `dataDir`, for commands beside a running
 * product. Its `stop` lets it run.
 */
export async function attachEmbedded(dataDir: string): Promise<EmbeddedServer> {
  const [pid, , , port] = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  if (!isAlive(Number(pid)) || !Number(port)) {
    throw new EmbeddedError('startFailed', `no database runs in ${dataDir}`);
  }
  const superuser = JSON.parse(
    await readFile(join(dataDir, 'postgres.secret.json'), 'utf8'),
  ) as EmbeddedServer['superuser'];
  return {
    host: '127.0.0.1',
    port: Number(port),
    superuser,
    url: (database, user = superuser.user, password = user === superuser.user ? superuser.password : '') =>
      `postgresql://${encodeURIComponent(user)}:${encodeURIComponent(password)}@127.0.0.1:${Number(port)}/${encodeURIComponent(database)}`,
    stop: async () => undefined,
  };
}
