import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { type JobRun, OnJob } from '#platform/jobs';
import { DomainError, now } from '#platform/kernel';
import { Files } from '#platform/storage';
import { Live } from '#platform/web';
import { openRosterFile } from '../reading/index.js';
import { RosterImport } from '../roster-import.entity.js';
import { importRoster } from './import-job.js';
import type { Remark } from './import-batch.js';
import { ImportRun } from './import-run.js';
import { type ImportCounts, ImportStore } from './import-store.js';

/** Pages that show an import ask again this often at most, however quickly its batches go in. */
const NUDGE_MS = 400;
/** A dry run keeps this many remarks; the import itself keeps all. */
const DRY_REMARKS = 1_000;

export const importTopic = (importId: string): string => `roster-import-${importId}`;

/** Runs queued imports. */
@Injectable()
export class ImportJobs {
  constructor(
    private readonly db: Db,
    private readonly files: Files,
    private readonly runner: ImportRun,
    private readonly store: ImportStore,
    private readonly live: Live,
    private readonly audit: Audit,
  ) {}

  /** Repeatable at any point: batches that are committed are passed over, one that is cut off leaves nothing. */
  @OnJob(importRoster)
  async run({ importId }: { importId: string }, { signal, last }: JobRun): Promise<void> {
    const found = await this.begin(importId);
    if (!found) return;
    try {
      if (found.dryRun) await this.rehearse(found, signal);
      else await this.bringIn(found, signal);
    } catch (error) {
      if (error instanceof DomainError) return this.fail(importId, error.code);
      if (last && !signal.aborted) await this.fail(importId, 'import_failed');
      throw error;
    }
  }

  private begin(id: string): Promise<RosterImport | null> {
    return this.db.transaction(async () => {
      const found = await this.db.repo(RosterImport).lock({ id });
      if (found?.state !== 'queued' && found?.state !== 'running') return null;
      await this.db.repo(RosterImport).update({ id }, { state: 'running' });
      await this.live.nudge(importTopic(id));
      return found;
    });
  }

  private async bringIn(
    { id, fileId, mapping, totalBytes }: RosterImport,
    signal: AbortSignal,
  ): Promise<void> {
    const file = await this.open(fileId);
    let nudgedAt = 0;
    await this.runner.run({
      importId: id,
      file,
      mapping,
      signal,
      onBatch: async () => {
        if (Date.now() - nudgedAt < NUDGE_MS) return;
        nudgedAt = Date.now();
        await this.live.nudge(importTopic(id));
      },
    });
    await this.db.transaction(async () => {
      const done = { state: 'done' as const, doneBytes: totalBytes, finishedAt: now() };
      await this.db.repo(RosterImport).update({ id }, done);
      const { filename, created, updated, rejected } = (await this.db.repo(RosterImport).findOne({ id }))!;
      await this.audit.record('roster.imported', 'Roster', id, { filename, created, updated, rejected });
      await this.live.nudge(importTopic(id));
    });
  }

  private async rehearse({ id, fileId, mapping }: RosterImport, signal: AbortSignal): Promise<void> {
    const remarks: Remark[] = [];
    const counts: ImportCounts = await this.runner.run({
      importId: id,
      file: await this.open(fileId),
      mapping,
      signal,
      dryRun: true,
      onBatch: async (batch) => {
        remarks.push(...batch.remarks.slice(0, DRY_REMARKS - remarks.length));
      },
    });
    await this.db.transaction(async () => {
      await this.db.repo(RosterImport).update({ id }, { ...counts, state: 'mapping', finishedAt: now() });
      await this.store.remark(id, remarks);
      await this.live.nudge(importTopic(id));
    });
  }

  private async open(fileId: string | null) {
    if (fileId === null) throw new Error('an import without a file cannot be repeated');
    const { stream, name } = await this.files.open(fileId);
    return openRosterFile({ stream, filename: name });
  }

  private fail(id: string, code: string): Promise<void> {
    return this.db.transaction(async () => {
      await this.db.repo(RosterImport).update({ id }, { state: 'failed', error: code, finishedAt: now() });
      await this.live.nudge(importTopic(id));
    });
  }
}
