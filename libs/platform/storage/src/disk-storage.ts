import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { assertNoTransaction } from '#platform/database';
import { currentTenant, DomainError, newId, notFound, tooLarge, unavailable } from '#platform/kernel';

const KEY = /^[0-9a-f]{2}\/[0-9a-f]{64}$/;
const FULL = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export interface StoredContent {
  /** Names the content within its label; it is made of the content's hash. */
  readonly key: string;
  readonly bytes: number;
  readonly sha256: string;
}

interface Spooled {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Contents on the local disk, `files/<label>/<hash>`. A content is written beside its place, flushed and renamed: it
 * is there whole or not at all, also after a crash.
 */
export class DiskStorage {
  private readonly root: string;

  constructor(dataDir: string) {
    this.root = join(dataDir, 'files');
  }

  /** Stores a stream of the current label. @throws `too_large`, or `storage_full` when the disk is. */
  async put(stream: Readable, { limitBytes }: { limitBytes: number }): Promise<StoredContent> {
    return this.spool(stream, { limitBytes }, (spooled) => this.keep(spooled));
  }

  /** Holds a stream in a file that is gone once `use` has ended, unless `keep` took it. */
  async spool<T>(
    stream: Readable,
    { limitBytes }: { limitBytes: number },
    use: (spooled: Spooled) => Promise<T>,
  ): Promise<T> {
    assertNoTransaction('storage');
    const incoming = join(this.root, currentTenant(), 'incoming');
    await mkdir(incoming, { recursive: true });
    const path = join(incoming, newId());
    try {
      const written = await write(stream, path, limitBytes);
      return await use({ path, ...written });
    } catch (error) {
      if (FULL.has((error as { code?: string }).code ?? '')) throw unavailable('storage_full');
      throw error;
    } finally {
      stream.destroy();
      await rm(path, { force: true });
    }
  }

  /** Moves a spooled content to its place; a content that is there already stays. */
  async keep({ path, bytes, sha256 }: Spooled): Promise<StoredContent> {
    const key = `${sha256.slice(0, 2)}/${sha256}`;
    const target = this.path(key);
    const made = await mkdir(dirname(target), { recursive: true });
    await rename(path, target);
    await flushDirectory(dirname(target));
    if (made) await flushDirectory(dirname(dirname(target)));
    return { key, bytes, sha256 };
  }

  /** @throws `not_found` for a key of which this label has no content. */
  async get(key: string): Promise<Readable> {
    const path = this.path(key);
    await this.size(key);
    return createReadStream(path);
  }

  async size(key: string): Promise<number> {
    assertNoTransaction('storage');
    try {
      return (await stat(this.path(key))).size;
    } catch (error) {
      if ((error as { code?: string }).code === 'ENOENT') throw notFound('file');
      throw error;
    }
  }

  /** Only a hash of our own making becomes a path, under the current label: nothing else can be reached. */
  private path(key: string): string {
    if (!KEY.test(key)) throw notFound('file');
    return join(this.root, currentTenant(), key);
  }
}

async function write(
  stream: Readable,
  path: string,
  limitBytes: number,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx', 0o600);
  let bytes = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > limitBytes) throw tooLarge(limitBytes);
      hash.update(chunk);
      await writeAll(file, chunk);
    }
    await file.sync();
  } catch (error) {
    throw error instanceof DomainError ? error : interrupted(error);
  } finally {
    await file.close();
  }
  return { bytes, sha256: hash.digest('hex') };
}

async function writeAll(file: FileHandle, chunk: Buffer): Promise<void> {
  let offset = 0;
  while (offset < chunk.length) offset += (await file.write(chunk, offset)).bytesWritten;
}

function interrupted(error: unknown): unknown {
  return (error as { code?: string } | null)?.code === 'ERR_STREAM_PREMATURE_CLOSE'
    ? new DomainError('invalid', 'upload_interrupted')
    : error;
}

async function flushDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
