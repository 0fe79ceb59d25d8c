import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { Can, may } from '#platform/access';
import { Db } from '#platform/database';
import { notFound } from '#platform/kernel';
import { Download, Form, Id, Input, Live, Portal, Search, Stream, View } from '#platform/web';
import {
  AuditExportInput,
  AuditExports,
  AuditExportView,
  AuditLog,
  AuditReading,
  AuditSearch,
  EXPORT_AT_ONCE,
  exportTopic,
} from '#domain/records';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

const AuditPage = AuditSearch.extend({ cursor: z.string().max(20).optional() });
const Ordered = z.object({ export: z.uuid() });

/** What was done in the label's name: to read, to narrow, to take away. */
@Portal('studio')
@Controller('audit')
export class RecordsController {
  constructor(
    private readonly reading: AuditReading,
    private readonly exports: AuditExports,
    private readonly live: Live,
    private readonly db: Db,
  ) {}

  @Can('read', 'Audit')
  @View('audit/list', AuditLog)
  @Get()
  async list(@Search(AuditPage) { cursor, ...filter }: z.infer<typeof AuditPage>) {
    const { data, next } = await this.reading.page(filter, cursor ?? null);
    const count = await this.reading.count(filter, EXPORT_AT_ONCE + 1);
    return { data, next, filter, count, exportedAtOnce: count <= EXPORT_AT_ONCE };
  }

  /** What is short, at once. */
  @Can('read', 'Audit')
  @Stream()
  @Get('file')
  async now(@Search(AuditExportInput) { format, ...filter }: z.infer<typeof AuditExportInput>) {
    const { body, mediaType, name } = await this.exports.now(filter, format);
    return new Download(body, mediaType, name);
  }

  @Can('read', 'Audit')
  @Form({ page: '/audit', done: '/audit/exports/:export' }, Ordered)
  @Post('exports')
  order(@Input(AuditExportInput) { format, ...filter }: z.infer<typeof AuditExportInput>) {
    return this.exports.order(filter, format);
  }

  @Can('read', 'Audit')
  @View('audit/export', AuditExportView)
  @Get('exports/:export')
  show(@Id('export') id: string) {
    return this.exports.view(id);
  }

  @Can('read', 'Audit')
  @Stream()
  @Get('exports/:export/file')
  async file(@Id('export') id: string) {
    const { stream, mediaType, name, bytes } = await this.exports.open(id);
    return new Download(stream, mediaType, name, { bytes });
  }

  /** Tells the open page of each step. */
  @Can('read', 'Audit')
  @Stream()
  @Get('exports/:export/live')
  async follow(
    @Id('export') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const stillAllowed = () =>
      this.db.transaction(async () => may('read', 'Audit') && (await this.exports.exists(id)), {
        readOnly: true,
      });
    if (!(await stillAllowed())) throw notFound('export');
    return this.live.stream(request, reply, exportTopic(id), stillAllowed);
  }
}
