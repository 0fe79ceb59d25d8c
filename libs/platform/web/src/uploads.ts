import { createHash } from 'node:crypto';
import { pipeline, type Readable, Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import multipart from '@fastify/multipart';
import { invalid, tooLarge } from '#platform/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The largest upload of all; each use sets its own below. */
export const UPLOAD_LIMIT_BYTES = 50 * 1024 * 1024;

export async function registerUploads(fastify: FastifyInstance): Promise<void> {
  await fastify.register(multipart, {
    limits: { files: 1, fields: 10, fileSize: UPLOAD_LIMIT_BYTES, fieldSize: 1_000 },
  });
}

export interface Upload {
  readonly stream: Readable;
  readonly filename: string;
  readonly declaredType: string;
  readonly purpose: string;
}

/** The one file of a multipart request. Fields must stand before the file, as browsers send them in order. */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) throw invalid('file_expected');
  const part = await request.file();
  if (!part) throw invalid('file_expected');
  const field = part.fields['purpose'];
  const purpose =
    field && !Array.isArray(field) && field.type === 'field' && typeof field.value === 'string'
      ? field.value
      : '';
  part.file.once('limit', () => part.file.destroy(tooLarge(UPLOAD_LIMIT_BYTES)));
  const { filename, mimetype: declaredType } = part;
  const stream = digesting((sha256) =>
    received.set(request, JSON.stringify([filename, declaredType, purpose, sha256])),
  );
  pipeline(part.file, stream, (fault) => fault && drain(request));
  return { stream, filename, declaredType, purpose };
}

/** What is left of a refused upload is read and dropped, or the next request on its connection would wait behind it. */
function drain({ raw }: FastifyRequest): void {
  raw.unpipe();
  raw.resume();
}

const received = new WeakMap<FastifyRequest, string>();

/** What a multipart request brought, in words that tell it from any other; null until it was read to its end. */
export function receivedBy(request: FastifyRequest): string | null {
  return received.get(request) ?? null;
}

/** Reads an upload to its end and keeps nothing of it. */
export async function drainUpload(request: FastifyRequest): Promise<void> {
  const { stream } = await readUpload(request);
  await finished(stream.resume());
}

function digesting(done: (sha256: string) => void): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      hash.update(chunk);
      next(null, chunk);
    },
    flush(next) {
      done(hash.digest('base64url'));
      next();
    },
  });
}
