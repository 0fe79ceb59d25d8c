import { createReadStream } from 'node:fs';
import { extname } from 'node:path';
import { invalid } from '#platform/kernel';
import { fileTypeFromFile } from 'file-type';

/** What may come in, by kind: the type it is handed out with, and the endings under which it may come. */
export const FILE_KINDS = {
  png: { mediaType: 'image/png', endings: ['png'] },
  jpeg: { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  webp: { mediaType: 'image/webp', endings: ['webp'] },
  gif: { mediaType: 'image/gif', endings: ['gif'] },
  pdf: { mediaType: 'application/pdf', endings: ['pdf'] },
  csv: { mediaType: 'text/csv', endings: ['csv', 'tsv'] },
  txt: { mediaType: 'text/plain', endings: ['txt'] },
  xlsx: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx'] },
  docx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    endings: ['docx'],
  },
  mp4: { mediaType: 'video/mp4', endings: ['mp4', 'm4v'] },
} as const satisfies Record<string, { mediaType: string; endings: readonly string[] }>;

export type FileKind = keyof typeof FILE_KINDS;
export const IMAGE_KINDS: readonly FileKind[] = ['png', 'jpeg', 'webp', 'gif'];

/** What content sniffing calls each kind. Vector images are none of them: they can carry scripts. */
const BY_SNIFFED_EXTENSION: Readonly<Record<string, FileKind>> = {
  png: 'png',
  apng: 'png',
  jpg: 'jpeg',
  webp: 'webp',
  gif: 'gif',
  pdf: 'pdf',
  xlsx: 'xlsx',
  docx: 'docx',
  mp4: 'mp4',
  m4v: 'mp4',
};

/**
 * The kind of the file at `path`, which lies under a name that means nothing. @throws where the content is not what
 * its name (or, without an ending, its declared type) says, or is of no kind that is allowed.
 */
export async function judgeKind(
  path: string,
  filename: string,
  declaredType: string,
  allow: readonly FileKind[],
): Promise<FileKind> {
  const says = claimedKind(filename, declaredType);
  const sniffed = await fileTypeFromFile(path);
  const is = sniffed ? BY_SNIFFED_EXTENSION[sniffed.ext] : await textKind(path, says);
  if (is && (says === is || (says === null && extname(filename) === ''))) {
    if (allow.includes(is)) return is;
    throw invalid('file_kind_not_allowed', { kind: is, allowed: allow });
  }
  if (says === null && extname(filename) !== '') {
    throw invalid('file_kind_not_allowed', {
      kind: extname(filename).slice(1, 12).toLowerCase(),
      allowed: allow,
    });
  }
  throw invalid('file_not_what_it_says', {
    says: says ?? 'unknown',
    is: is ?? sniffed?.ext ?? 'unknown',
    allowed: allow,
  });
}

function claimedKind(filename: string, declaredType: string): FileKind | null {
  const kinds = Object.keys(FILE_KINDS) as FileKind[];
  const ending = extname(filename).slice(1).toLowerCase();
  if (ending !== '') {
    return kinds.find((kind) => (FILE_KINDS[kind].endings as readonly string[]).includes(ending)) ?? null;
  }
  const type = declaredType.split(';')[0]?.trim().toLowerCase();
  return kinds.find((kind) => FILE_KINDS[kind].mediaType === type) ?? null;
}

async function textKind(path: string, says: FileKind | null): Promise<FileKind | undefined> {
  if (says !== 'csv' && says !== 'txt') return undefined;
  return (await isPlainText(path)) ? says : undefined;
}

/**
 * Text of any encoding: no control characters but those of layout. UTF-16, as spreadsheets write it, is told by its
 * byte-order mark, and its zero bytes are then only halves of characters.
 */
async function isPlainText(path: string): Promise<boolean> {
  let wide: boolean | null = null;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    wide ??= (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff);
    for (const byte of chunk) {
      if (byte === 0 && wide) continue;
      if (!wide && (byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1a && byte !== 0x1b)))
        return false;
    }
  }
  return true;
}
