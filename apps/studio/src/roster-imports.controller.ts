import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { Can } from '#platform/access';
import { Db } from '#platform/database';
import { notFound } from '#platform/kernel';
import { Download, Form, Id, Input, Live, Page, Portal, Search, Stream, View } from '#platform/web';
import {
  ExportQuery,
  ImportInput,
  ImportList,
  importTopic,
  ImportView,
  MappingInput,
  PageQuery,
  RejectionList,
  RosterExport,
  RosterImports,
  StartInput,
} from '#domain/roster';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

const Made = z.object({ id: z.uuid() });
const one = '/roster/imports/:id';
const CSV = 'text/csv; charset=utf-8';

/** Lists on their way into the roster: upload, mapping, progress, what was refused. */
@Portal('studio')
@Controller('roster')
export class RosterImportsController {
  constructor(
    private readonly imports: RosterImports,
    private readonly exports: RosterExport,
    private readonly live: Live,
    private readonly db: Db,
  ) {}

  @Can('read', 'Roster')
  @View('roster/imports', ImportList)
  @Get('imports')
  list(@Search(PageQuery) query: PageQuery) {
    return this.imports.list(query);
  }

  @Can('import', 'Roster')
  @Page()
  @View('roster/import-new', z.object({}))
  @Get('imports/new')
  blank() {
    return {};
  }

  @Can('import', 'Roster')
  @Stream()
  @Form({ page: '/roster/imports/new', done: one }, Made)
  @Post('imports')
  create(@Input(ImportInput) { fileId }: ImportInput) {
    return this.imports.create(fileId);
  }

  @Can('read', 'Roster')
  @View('roster/import', ImportView)
  @Get('imports/:id')
  show(@Id('id') id: string) {
    return this.imports.get(id);
  }

  @Can('import', 'Roster')
  @Form({ page: one, done: one, notice: 'mapping_saved' }, Made)
  @Post('imports/:id/mapping')
  correct(@Id('id') id: string, @Input(MappingInput) input: MappingInput) {
    return this.imports.correct(id, input);
  }

  @Can('import', 'Roster')
  @Form({ page: one, done: one }, Made)
  @Post('imports/:id/start')
  start(@Id('id') id: string, @Input(StartInput) input: StartInput) {
    return this.imports.start(id, input);
  }

  @Can('read', 'Roster')
  @View('roster/rejections', RejectionList)
  @Get('imports/:id/rejections')
  rejections(@Id('id') id: string, @Search(PageQuery) query: PageQuery) {
    return this.imports.rejections(id, query);
  }

  @Can('read', 'Roster')
  @Stream()
  @Get('imports/:id/rejections.csv')
  async rejectionsFile(@Id('id') id: string) {
    const { filename } = await this.db.transaction(() => this.imports.find(id));
    return new Download(this.imports.rejectionFile(id), CSV, `${stem(filename)}-rejected.csv`);
  }

  /** Tells the open page of each step. */
  @Can('read', 'Roster')
  @Stream()
  @Get('imports/:id/live')
  async follow(
    @Id('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const stillAllowed = () => this.db.transaction(() => this.imports.exists(id), { readOnly: true });
    if (!(await stillAllowed())) throw notFound('import');
    return this.live.stream(request, reply, importTopic(id), stillAllowed);
  }

  /** The roster, or one imported list in its own columns, as a file. */
  @Can('read', 'Roster')
  @Stream()
  @Get('export')
  async export(@Search(ExportQuery) query: ExportQuery) {
    if (query.import === undefined) return new Download(this.exports.ofRoster(), CSV, 'roster.csv');
    const id = query.import;
    const found = await this.db.transaction(() => this.imports.find(id), { readOnly: true });
    return new Download(await this.exports.ofImport(found), CSV, `${stem(found.filename)}.csv`);
  }
}

function stem(filename: string): string {
  return filename.replace(/\.[^.]{1,5}$/, '');
}
