import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { assertNoTransaction, Db } from '#platform/database';
import { Jobs } from '#platform/jobs';
import {
  conflict,
  currentActor,
  currentTenant,
  invalid,
  isUuid,
  newId,
  notFound,
  now,
} from '#platform/kernel';
import { Files } from '#platform/storage';
import type {
  ImportList,
  ImportView,
  MappingInput,
  PageQuery,
  RejectionList,
  StartInput,
} from './imports.dto.js';
import { harmless, ImportQueries, type RejectionLine } from './imports.queries.js';
import { streamOf } from './context-lines.js';
import { importRoster } from './import/import-job.js';
import {
  correctMapping,
  guessMapping,
  openRosterFile,
  PLATFORMS,
  ROSTER_FIELDS,
  type RosterField,
  type RosterMapping,
  toCsvLine,
} from './reading/index.js';
import { RosterImport } from './roster-import.entity.js';

const PREVIEW_ROWS = 8;
const LONGEST_SAMPLE = 80;
const FILE_ROWS = 1_000;
const FIELDS = Object.keys(ROSTER_FIELDS) as RosterField[];

/** Lists of influencers on their way in, as staff see and steer them. */
@Injectable()
export class RosterImports {
  constructor(
    private readonly db: Db,
    private readonly files: Files,
    private readonly queries: ImportQueries,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
  ) {}

  /** Looks at an uploaded list and guesses what its columns hold. Outside of a transaction: it reads a file. */
  async create(fileId: string): Promise<{ id: string }> {
    assertNoTransaction('reading a list');
    const { stream, name: filename, bytes } = await this.files.open(fileId);
    const file = await openRosterFile({ stream, filename });
    const { headers, sample } = file;
    await file.close();
    const mapping = guessMapping(headers, sample, file);
    const preview = sample.slice(0, PREVIEW_ROWS).map((cells) => cells.map(shortened));
    const id = newId();
    const createdBy = currentActor().accountId;
    await this.db.transaction(() =>
      this.db.repo(RosterImport).insert({
        id,
        fileId,
        filename,
        state: 'mapping',
        mapping,
        preview,
        totalBytes: bytes,
        createdBy,
        createdAt: now(),
      }),
    );
    return { id };
  }

  async list({ cursor, limit }: PageQuery): Promise<ImportList> {
    const found = await this.queries.list(isUuid(cursor) ? cursor : null, limit + 1);
    const data = found.slice(0, limit);
    return { data, next: found.length > limit ? (data.at(-1)?.id ?? null) : null };
  }

  async get(id: string): Promise<ImportView> {
    const found = await this.find(id);
    const { columns, platform, doubts } = found.mapping;
    return {
      id,
      filename: found.filename,
      state: found.state,
      dryRun: found.dryRun,
      rows: found.rows,
      created: found.created,
      updated: found.updated,
      duplicates: found.duplicates,
      rejected: found.rejected,
      createdAt: found.createdAt.toISOString(),
      finishedAt: found.finishedAt?.toISOString() ?? null,
      createdByName: null,
      doneBytes: found.doneBytes,
      totalBytes: found.totalBytes,
      error: found.error,
      columns: columns.map(({ index, header, field, platform: home, confidence, reason }) => ({
        index,
        header,
        field,
        platform: home ?? null,
        confidence,
        reason,
        samples: found.preview
          .map((row) => row[index] ?? '')
          .filter((cell) => cell !== '')
          .slice(0, 3),
      })),
      platform,
      doubts: [...doubts],
      fields: FIELDS,
      platforms: [...PLATFORMS],
      remarks: await this.queries.countRejections(id),
    };
  }

  /** The label's staff all see its imports. */
  async find(id: string): Promise<RosterImport> {
    const found = await this.db.repo(RosterImport).findOne({ id });
    if (!found) throw notFound('import');
    return found;
  }

  /** Corrects what the columns hold, before the import starts. */
  async correct(id: string, input: MappingInput): Promise<{ id: string }> {
    const found = await this.lock(id);
    if (found.state !== 'mapping')
      throw conflict('bad_state', { state: found.state, action: 'correct', allowed: [] });
    await this.db.repo(RosterImport).update({ id }, { mapping: corrected(found.mapping, input) });
    return { id };
  }

  /**
   * Puts the import into the queue, with the last corrections. One that failed goes on behind the last batch that it
   * committed. A dry run comes back to where the mapping can still be changed.
   */
  async start(id: string, input: StartInput): Promise<{ id: string }> {
    const found = await this.lock(id);
    if (found.state !== 'mapping' && found.state !== 'failed')
      throw conflict('bad_state', { state: found.state, action: 'start', allowed: [] });
    const mapping = found.state === 'mapping' ? corrected(found.mapping, input) : found.mapping;
    if (mapping.doubts.includes('handleNotMapped')) throw invalid('roster_handle_not_mapped');
    const dryRun = input.dryRun === true && found.state === 'mapping';
    const fresh = found.dryRun
      ? { rows: 0, created: 0, updated: 0, duplicates: 0, rejected: 0, doneBytes: 0 }
      : {};
    if (found.dryRun) await this.forgetRejections(id);
    await this.db
      .repo(RosterImport)
      .update(
        { id },
        { ...fresh, mapping, dryRun, state: 'queued', error: null, startedAt: now(), finishedAt: null },
      );
    await this.jobs.enqueue(importRoster, { importId: id });
    if (!dryRun) await this.audit.record('roster.import_started', 'Roster', id, { filename: found.filename });
    return { id };
  }

  async rejections(id: string, { cursor, limit }: PageQuery): Promise<RejectionList> {
    const { filename } = await this.find(id);
    const lines = await this.queries.rejections(id, after(cursor), limit + 1);
    const shown = lines.slice(0, limit);
    const last = shown.at(-1);
    return {
      importId: id,
      filename,
      total: await this.queries.countRejections(id),
      data: shown.map(withoutId),
      next: lines.length > limit && last ? `${last.row}_${last.id}` : null,
    };
  }

  async exists(id: string): Promise<boolean> {
    return (await this.db.repo(RosterImport).count({ id })) > 0;
  }

  /** All of them as a file. */
  rejectionFile(id: string): Readable {
    return streamOf(this.rejectionLines(id));
  }

  private async *rejectionLines(id: string): AsyncGenerator<string> {
    yield toCsvLine(['row', 'column', 'value', 'reason', 'message']);
    let last: RejectionLine | undefined;
    do {
      const position = last ? { row: last.row, id: last.id } : null;
      const lines = await this.db.transaction(() => this.queries.rejections(id, position, FILE_ROWS), {
        readOnly: true,
      });
      for (const { row, column, value, reason, message } of lines)
        yield toCsvLine([String(row), harmless(column), harmless(value), reason, message]);
      last = lines.length === FILE_ROWS ? lines.at(-1) : undefined;
    } while (last);
  }

  private async lock(id: string): Promise<RosterImport> {
    const found = await this.db.repo(RosterImport).lock({ id });
    if (!found) throw notFound('import');
    return found;
  }

  private async forgetRejections(importId: string): Promise<void> {
    await this.db.query({
      name: 'roster_rejections_forget',
      text: 'DELETE FROM roster_import_rejection WHERE tenant_id = $1 AND import_id = $2',
      values: [currentTenant(), importId],
    });
  }
}

/** Only what differs from the guess is a person's word. */
function corrected(mapping: RosterMapping, { columns = [], platform }: MappingInput): RosterMapping {
  const words: Record<number, RosterField> = {};
  for (const { index, field } of columns) {
    const column = mapping.columns[index];
    if (!column) throw invalid('roster_no_such_column', { index });
    if (column.field !== field) words[index] = field;
  }
  const says = platform && (platform !== mapping.platform.platform || mapping.platform.reason === 'assumed');
  return correctMapping(mapping, { columns: words, ...(says && { platform }) });
}

function after(cursor: string | undefined): { row: number; id: string } | null {
  const [row, id] = cursor?.split('_') ?? [];
  return row !== undefined && /^\d{1,9}$/.test(row) && isUuid(id) ? { row: Number(row), id } : null;
}

function withoutId({ id: _id, ...rejection }: RejectionLine) {
  return rejection;
}

function shortened(cell: string): string {
  const line = cell.replaceAll('\0', '').replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_SAMPLE ? `${line.slice(0, LONGEST_SAMPLE - 1)}…` : line;
}
