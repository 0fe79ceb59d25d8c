import { Controller, Post, Req, type Type } from '@nestjs/common';
import { Can } from '#platform/access';
import { type FileKind, Files } from '#platform/storage';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Api, type HostKind, Multipart, Portal, Stream } from './routes.js';
import { readUpload, UPLOAD_LIMIT_BYTES } from './uploads.js';

const Uploaded = z.object({ id: z.uuid(), name: z.string(), mediaType: z.string(), bytes: z.number().int() });

/** The one way in for files of a portal: they go up first, and forms then name them by their ids. */
export function filesController(portal: HostKind, allow: readonly FileKind[]): Type {
  @Portal(portal)
  @Controller('files')
  class FilesController {
    constructor(private readonly files: Files) {}

    @Can('update', 'Account')
    @Stream()
    @Multipart()
    @Api(Uploaded)
    @Post()
    async receive(@Req() request: FastifyRequest): Promise<z.infer<typeof Uploaded>> {
      const { stream, filename, declaredType } = await readUpload(request);
      const file = await this.files.receive({
        stream,
        filename,
        declaredType,
        limitBytes: UPLOAD_LIMIT_BYTES,
        allow,
      });
      return { id: file.id, name: file.name, mediaType: file.mediaType, bytes: file.bytes };
    }
  }
  return FilesController;
}
