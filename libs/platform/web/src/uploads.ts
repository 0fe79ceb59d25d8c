import type { Readable } from 'node:stream';
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
  return { stream: part.file, filename: part.filename, declaredType: part.mimetype, purpose };
}
