import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedError, explainFailure } from './embedded-error.js';
import { birthOf, isAlive } from './process-identity.js';

interface Holder {
  readonly pid: number;
  readonly birth: string;
  readonly since: string;
}

/** One process owns a data folder; the next is told which one. Answers how to let go. */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  const path = join(dataDir, 'postgres.lock');
  const mine: Holder = {
    pid: process.pid,
    birth: await birthOf(process.pid),
    since: new Date().toISOString(),
  };
  const content = JSON.stringify(mine);
  const draft = `${path}.${process.pid}-${crypto.randomUUID()}`;
  try {
    await writeFile(draft, content);
    for (;;) {
      // link() fails when the name is taken, and shows the whole content at once when it is not.
      if (await link(draft, path).then(() => true, ifExists)) break;
      await removeIfAbandoned(path, dataDir);
    }
  } catch (error) {
    if (error instanceof EmbeddedError) throw error;
    throw explainFailure('The data folder could not be locked', dataDir, [String(error)]);
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
  return async () => {
    if ((await readText(path)) === content) await rm(path, { force: true });
  };
}

async function removeIfAbandoned(path: string, dataDir: string): Promise<void> {
  const seen = await readText(path);
  if (seen === undefined) return;
  const holder = parse(seen);
  if (holder && isAlive(holder.pid) && (await birthOf(holder.pid)) === holder.birth) {
    throw new EmbeddedError(
      'held',
      `The data folder ${dataDir} is in use by process ${holder.pid}${holder.pid === process.pid ? ' (this one)' : ''} ` +
        `since ${holder.since}. Stop that process, or choose another folder with DATA_DIR.`,
    );
  }
  // Two starters may get here at once: whoever finds that they moved a fresh lock puts it back.
  const aside = `${path}.${process.pid}-${crypto.randomUUID()}`;
  await rename(path, aside).catch(ifMissing);
  const moved = await readText(aside);
  if (moved !== undefined && moved !== seen) await link(aside, path).catch(ifExists);
  await rm(aside, { force: true });
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}

function readText(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(ifMissing);
}

function ifExists(error: NodeJS.ErrnoException): false {
  if (error.code !== 'EEXIST') throw error;
  return false;
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
