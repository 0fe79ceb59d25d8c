import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { currentTenant, invalid, newId, now } from '#platform/kernel';
import {
  correctMapping,
  guessMapping,
  openRosterFile,
  type Platform,
  type RosterMapping,
  type RosterSource,
} from '../reading/index.js';
import { RosterImport } from '../roster-import.entity.js';
import type { Remark } from './import-batch.js';
import { ImportRun } from './import-run.js';
import type { ImportCounts } from './import-store.js';

export interface ListImportOptions {
  readonly dryRun?: boolean;
  /** Overrides what the list seems to say. */
  readonly platform?: Platform;
  /** Of a workbook; else the one that looks most like a list. */
  readonly sheet?: string;
  onProgress?(rows: number, doneBytes: number, totalBytes: number | null): void;
}

export interface ListImportResult extends ImportCounts {
  /** Nothing of a dry run is kept. */
  readonly importId: string | null;
  readonly platform: Platform;
  readonly mapping: RosterMapping;
  /** Rows that did not go in, in the order of the list; more than `MOST_REMARKS` are only counted. */
  readonly remarks: readonly Remark[];
}

/** Kept in memory for the answer; beyond this a list is not one that anybody mends by hand. */
export const MOST_REMARKS = 50_000;

/** A whole list at once, as the command line brings it in: guessed mapping, no queue, figures at the end. */
@Injectable()
export class ListImport {
  constructor(
    private readonly db: Db,
    private readonly runner: ImportRun,
    private readonly audit: Audit,
  ) {}

  async run(source: RosterSource, options: ListImportOptions = {}): Promise<ListImportResult> {
    const { dryRun = false, platform, sheet } = options;
    const file = await openRosterFile(source, sheet === undefined ? {} : { sheet });
    const { filename, headers, sample, bytesTotal } = file;
    const guessed = guessMapping(headers, sample, file);
    const mapping = platform ? correctMapping(guessed, { platform }) : guessed;
    if (mapping.doubts.includes('handleNotMapped')) {
      await file.close();
      throw invalid('roster_handle_not_mapped');
    }
    const importId = await this.begin(filename, mapping, bytesTotal ?? 0, dryRun);
    const remarks: Remark[] = [];
    let rows = 0;
    try {
      const counts = await this.runner.run({
        importId,
        file,
        mapping,
        dryRun,
        onBatch: async (batch) => {
          remarks.push(...batch.remarks.slice(0, MOST_REMARKS - remarks.length));
          rows += batch.rows;
          options.onProgress?.(rows, file.bytesRead, bytesTotal);
        },
      });
      await this.end(importId, dryRun, counts);
      return {
        ...counts,
        importId: dryRun ? null : importId,
        platform: mapping.platform.platform,
        mapping,
        remarks,
      };
    } catch (error) {
      await this.fail(importId);
      throw error;
    }
  }

  private begin(
    filename: string,
    mapping: RosterMapping,
    totalBytes: number,
    dryRun: boolean,
  ): Promise<string> {
    const id = newId();
    return this.db.transaction(async () => {
      await this.giveUpCutOff();
      const state = 'running' as const;
      const at = now();
      await this.db.repo(RosterImport).insert({
        id,
        fileId: null,
        filename,
        state,
        mapping,
        totalBytes,
        dryRun,
        createdAt: at,
        startedAt: at,
      });
      return id;
    });
  }

  /** A command that was killed cannot be resumed, since its list was never uploaded; its history should say so. */
  private async giveUpCutOff(): Promise<void> {
    await this.db.query({
      name: 'roster_imports_cut_off',
      text: `UPDATE roster_import SET state = 'failed', error = 'import_cut_off', finished_at = now()
             WHERE tenant_id = $1 AND file_id IS NULL AND state = 'running' AND created_at < now() - interval '6 hours'`,
      values: [currentTenant()],
    });
  }

  private end(id: string, dryRun: boolean, { created, updated, rejected }: ImportCounts): Promise<void> {
    return this.db.transaction(async () => {
      if (dryRun) {
        await this.db.repo(RosterImport).delete({ id });
        return;
      }
      const found = await this.db.repo(RosterImport).findOne({ id });
      if (!found) return;
      const { filename, totalBytes } = found;
      await this.db
        .repo(RosterImport)
        .update({ id }, { state: 'done', doneBytes: totalBytes, finishedAt: now() });
      await this.audit.record('roster.imported', 'Roster', id, { filename, created, updated, rejected });
    });
  }

  private fail(id: string): Promise<unknown> {
    const patch = { state: 'failed' as const, error: 'import_failed', finishedAt: now() };
    return this.db.transaction(() => this.db.repo(RosterImport).update({ id }, patch));
  }
}
