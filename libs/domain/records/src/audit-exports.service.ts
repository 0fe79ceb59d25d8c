import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { type Column, writeCsv } from '#platform/documents';
import { defineJob, Jobs, type JobRun, OnJob } from '#platform/jobs';
import {
  conflict,
  currentActor,
  currentContext,
  currentTenant,
  newId,
  notFound,
  now,
  runInContext,
} from '#platform/kernel';
import { Files, type OpenFile } from '#platform/storage';
import type { Look } from '#platform/themes';
import { Live } from '#platform/web';
import { TenantDirectory } from '#domain/tenants';
import { AuditExport } from './audit-export.entity.js';
import { AuditReading } from './audit-reading.service.js';
import {
  type AuditExportView,
  type AuditRow,
  type AuditSearch,
  EXPORT_AT_ONCE,
  type ExportFormat,
} from './records.dto.js';

const makeExport = defineJob<{ exportId: string }>('records.export', { expireInSeconds: 1_800 });
/** Progress is told this often. */
const TOLD_EVERY = 2_000;

/** What the open page of an export listens to. */
export function exportTopic(id: string): string {
  return `export/${id}`;
}

export interface AuditFile {
  readonly body: Readable;
  readonly mediaType: string;
  readonly name: string;
}

/** The audit log as CSV and JSON: at once where it is short, by a job where it is long. */
@Injectable()
export class AuditExports {
  constructor(
    private readonly db: Db,
    private readonly reading: AuditReading,
    private readonly audit: Audit,
    private readonly jobs: Jobs,
    private readonly files: Files,
    private readonly tenants: TenantDirectory,
    private readonly live: Live,
  ) {}

  /** Streams what is found, outside of a transaction. @throws `export_too_long` where that takes a job. */
  async now(search: AuditSearch, format: ExportFormat): Promise<AuditFile> {
    await this.db.transaction(async () => {
      if ((await this.reading.count(search, EXPORT_AT_ONCE + 1)) > EXPORT_AT_ONCE)
        throw conflict('export_too_long', { limit: EXPORT_AT_ONCE });
      await this.audit.record('audit.exported', 'Export', null, { format });
    });
    return this.file(this.reading.each(search), format);
  }

  async order(search: AuditSearch, format: ExportFormat): Promise<{ export: string }> {
    const id = newId();
    const total = await this.reading.count(search, 10_000_000);
    const createdBy = currentActor().accountId;
    await this.db.repo(AuditExport).insert({ id, search, format, total, createdBy, createdAt: now() });
    await this.audit.record('audit.exported', 'Export', id, { format });
    await this.jobs.enqueue(makeExport, { exportId: id });
    return { export: id };
  }

  async view(id: string): Promise<AuditExportView> {
    const { format, state, done, total, createdAt } = await this.one(id);
    return { id, format, state, done, total, createdAt: createdAt.toISOString() };
  }

  async exists(id: string): Promise<boolean> {
    return (await this.db.repo(AuditExport).count({ id })) > 0;
  }

  async open(id: string): Promise<OpenFile> {
    const { fileId } = await this.db.transaction(() => this.one(id), { readOnly: true });
    if (!fileId) throw notFound('file');
    return this.files.open(fileId);
  }

  /** Repeating it makes the file anew and replaces it; one that is done is left alone. */
  @OnJob(makeExport)
  async make({ exportId }: { exportId: string }, run: JobRun): Promise<void> {
    const { search, format, state } = await this.db.transaction(() => this.one(exportId), { readOnly: true });
    if (state === 'done') return;
    try {
      const { body, mediaType, name } = this.file(this.told(exportId, search), format);
      const { id: fileId } = await this.files.keep({ content: body, mediaType, name });
      await this.change(exportId, { state: 'done', fileId });
    } catch (error) {
      if (run.last) await this.change(exportId, { state: 'failed' });
      throw error;
    }
  }

  private async *told(exportId: string, search: AuditSearch): AsyncGenerator<AuditRow> {
    let done = 0;
    for await (const row of this.reading.each(search)) {
      if (done++ % TOLD_EVERY === 0) await this.change(exportId, { state: 'running', done });
      yield row;
    }
    await this.change(exportId, { done, total: done });
  }

  private async change(id: string, patch: Partial<AuditExport>): Promise<void> {
    await this.db.transaction(async () => {
      await this.db.repo(AuditExport).update({ id }, patch);
      await this.live.nudge(exportTopic(id));
    });
  }

  private async one(id: string): Promise<AuditExport> {
    const found = await this.db.repo(AuditExport).findOne({ id });
    if (!found) throw notFound('export');
    return found;
  }

  private file(rows: AsyncIterable<AuditRow>, format: ExportFormat): AuditFile {
    const look = this.tenants.lookOf(currentTenant());
    const name = `${look.text('nav.audit')} ${now().toISOString().slice(0, 10)}.${format}`;
    const bound = inThisContext(rows);
    if (format === 'json')
      return {
        body: Readable.from(jsonOf(bound), { objectMode: false }),
        mediaType: 'application/json',
        name,
      };
    const body = writeCsv({ columns: columnsOf(look), rows: bound }, { locale: look.locale });
    return { body, mediaType: 'text/csv; charset=utf-8', name };
  }
}

/** Rows are read while the file is sent, which is after the handler returned: still for this label. */
async function* inThisContext<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  const context = currentContext();
  const iterator = rows[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await runInContext(context, () => iterator.next());
    if (done) return;
    yield value;
  }
}

async function* jsonOf(rows: AsyncIterable<AuditRow>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const row of rows) {
    yield before + JSON.stringify(row);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

function columnsOf(look: Look): Column<AuditRow>[] {
  const head = (name: string) => look.text(`records.columns.${name}`);
  const who = (row: AuditRow) => row.actorName ?? look.text(`records.kinds.${row.actorKind}`);
  return [
    { header: head('seq'), type: 'count', value: ({ seq }) => seq },
    { header: head('at'), type: 'dateTime', value: ({ at }) => new Date(at) },
    { header: head('who'), type: 'text', value: who },
    { header: head('forWhom'), type: 'text', value: ({ forName }) => forName },
    {
      header: head('what'),
      type: 'text',
      value: (row) => look.text(`records.actions.${row.sentence}`, { who: who(row) }),
    },
    { header: head('about'), type: 'text', value: ({ subjectName }) => subjectName },
    { header: head('kind'), type: 'text', value: ({ subject }) => look.text(`records.subjects.${subject}`) },
    { header: head('action'), type: 'text', value: ({ action }) => action },
    { header: head('id'), type: 'text', value: ({ subjectId }) => subjectId },
    { header: head('details'), type: 'text', value: ({ details }) => JSON.stringify(details) },
    { header: head('hash'), type: 'text', value: ({ hash }) => hash },
  ];
}
