import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  attachEmbedded,
  type DatabaseUrls,
  EmbeddedError,
  type EmbeddedServer,
  migrate,
  provision,
  startEmbedded,
} from '#platform/database';
import { installJobs } from '#platform/jobs';
import type { Config } from '#platform/kernel';

/** What an installation stands on before any application runs: a migrated database and its logins. */
export interface Installation {
  readonly urls: DatabaseUrls;
  /** Secrets are derived from this; of the demo, kept in the data folder. */
  readonly masterKey: string;
  stop(): Promise<void>;
}

/**
 * Starts the embedded database or reaches the given one, makes the logins and migrates. A command (`beside`) may join
 * the database of a product that is running.
 */
export async function openInstallation(
  config: Config,
  options: { beside?: boolean } = {},
): Promise<Installation> {
  const masterKey = config.masterKey ?? (await keptKey(config));
  let server: EmbeddedServer | null = null;
  try {
    if (!config.databaseUrl) server = await embedded(config, options.beside ?? false);
    const urls = await logins(config, server, masterKey);
    await migrate(urls.owner, config.root);
    await installJobs(urls.owner);
    return { urls, masterKey, stop: async () => server?.stop() };
  } catch (error) {
    await server?.stop();
    throw error;
  }
}

async function embedded(config: Config, beside: boolean): Promise<EmbeddedServer> {
  try {
    return await startEmbedded({ dataDir: config.dataDir });
  } catch (error) {
    if (beside && error instanceof EmbeddedError && error.code === 'held')
      return attachEmbedded(config.dataDir);
    throw error;
  }
}

async function logins(
  config: Config,
  server: EmbeddedServer | null,
  masterKey: string,
): Promise<DatabaseUrls> {
  if (server) return provision(server.url('postgres'), 'app', masterKey);
  const given = config.databaseUrl ?? '';
  if (config.ownerDatabaseUrl && config.platformDatabaseUrl) {
    return { owner: config.ownerDatabaseUrl, runtime: given, platform: config.platformDatabaseUrl };
  }
  return provision(given, new URL(given).pathname.slice(1), masterKey);
}

/** A real installation must bring its key; the demo makes one and keeps it beside its data. */
async function keptKey(config: Config): Promise<string> {
  if (!config.demo)
    throw new Error(
      'MASTER_KEY is not set: give 32 random bytes, for example from `openssl rand -base64 32`',
    );
  await mkdir(config.dataDir, { recursive: true });
  const path = join(config.dataDir, 'master.key');
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    const key = randomBytes(32).toString('base64url');
    await writeFile(path, `${key}\n`, { mode: 0o600 });
    return key;
  }
}
