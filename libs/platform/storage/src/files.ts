import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentActor, invalid, newId, notFound, now } from '#platform/kernel';
import { Readable } from 'node:stream';
import { basename, extname } from 'node:path';
import { DiskStorage, type StoredContent } from './disk-storage.js';
import { FileEntity } from './file.entity.js';
import { redraw } from './images.js';
import { FILE_KINDS, type FileKind, IMAGE_KINDS, judgeKind } from './kinds.js';

export interface IncomingFile {
  readonly stream: Readable;
  readonly filename: string;
  readonly declaredType: string;
  readonly limitBytes: number;
  readonly allow: readonly FileKind[];
}

export interface MadeFile {
  readonly content: Readable | Buffer;
  readonly name: string;
  readonly mediaType: string;
  readonly limitBytes?: number;
}

export interface OpenFile {
  readonly stream: Readable;
  readonly mediaType: string;
  readonly name: string;
  readonly bytes: number;
}

type Described = Pick<FileEntity, 'name' | 'mediaType'> & {
  readonly width?: number;
  readonly height?: number;
};

/** The files of a label. Who may see one is decided by what it is attached to: ids are handed out, never guessed. */
@Injectable()
export class Files {
  constructor(
    private readonly db: Db,
    private readonly storage: DiskStorage,
  ) {}

  /**
   * Takes a file from outside: it must be what its name says and of a kind that is allowed. Images are drawn anew.
   * Outside of a transaction; a refused file leaves nothing behind.
   */
  async receive({ stream, filename, declaredType, limitBytes, allow }: IncomingFile): Promise<FileEntity> {
    return this.storage.spool(stream, { limitBytes }, async (spooled) => {
      if (spooled.bytes === 0) throw invalid('file_empty');
      const name = cleanName(filename);
      const kind = await judgeKind(spooled.path, name, declaredType, allow);
      if (!IMAGE_KINDS.includes(kind)) {
        const content = await this.storage.keep(spooled);
        return this.insert(content, { name: withEnding(name, kind), mediaType: FILE_KINDS[kind].mediaType });
      }
      const image = await redraw(spooled.path, kind);
      const content = await this.storage.put(Readable.from([image.content]), {
        limitBytes: image.content.length,
      });
      return this.insert(content, {
        name: withEnding(name, image.kind),
        mediaType: FILE_KINDS[image.kind].mediaType,
        width: image.width,
        height: image.height,
      });
    });
  }

  /** Stores what the product itself made: a report, an export, a contract. */
  async keep({ content, name, mediaType, limitBytes = 1024 ** 3 }: MadeFile): Promise<FileEntity> {
    const stream = Buffer.isBuffer(content) ? Readable.from([content]) : content;
    return this.insert(await this.storage.put(stream, { limitBytes }), { name: cleanName(name), mediaType });
  }

  /** @throws `not_found` where this label has no such file. */
  async get(id: string): Promise<FileEntity> {
    const row = await this.db.transaction(() => this.db.repo(FileEntity).findOne({ id }));
    if (!row) throw notFound('file');
    return row;
  }

  /** Opens a file for reading, outside of a transaction. */
  async open(id: string): Promise<OpenFile> {
    const { key, mediaType, name, bytes } = await this.get(id);
    return { stream: await this.storage.get(key), mediaType, name, bytes };
  }

  private async insert({ key, bytes, sha256 }: StoredContent, described: Described): Promise<FileEntity> {
    const id = newId();
    const { name, mediaType, width = null, height = null } = described;
    const uploadedBy = currentActor().accountId;
    const values = { id, key, bytes, sha256, name, mediaType, width, height, uploadedBy, createdAt: now() };
    await this.db.transaction(() => this.db.repo(FileEntity).insert(values));
    return this.get(id);
  }
}

/** The last part of a name, without control characters and marks that turn text around, 120 characters at most. */
function cleanName(filename: string): string {
  const bare = basename(filename.replaceAll('\\', '/').normalize('NFC'))
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  const ending = extname(bare).slice(0, 12);
  const stem = bare
    .slice(0, bare.length - extname(bare).length)
    .slice(0, 120)
    .trim();
  return `${stem || 'file'}${ending}`;
}

function withEnding(name: string, kind: FileKind): string {
  const ending = extname(name).slice(1).toLowerCase();
  const endings: readonly string[] = FILE_KINDS[kind].endings;
  if (endings.includes(ending)) return name;
  return `${name.slice(0, name.length - extname(name).length)}.${endings[0]}`;
}
