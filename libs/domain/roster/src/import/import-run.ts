import { Injectable } from '@nestjs/common';
import { assertNoTransaction, Db } from '#platform/database';
import {
  createNormaliser,
  type RosterFile,
  type RosterMapping,
  type RosterRow,
  type RowNormaliser,
} from '../reading/index.js';
import { BATCH_ROWS, prepareBatch, type PreparedBatch } from './import-batch.js';
import { type ImportCounts, ImportStore, type StoredBatch } from './import-store.js';
import { tightenHeap } from './tight-heap.js';

export interface RunOptions {
  readonly importId: string;
  readonly file: RosterFile;
  readonly mapping: RosterMapping;
  /** Does everything, and leaves nothing but its figures. */
  readonly dryRun?: boolean;
  /** Stops between two batches; what is committed stays. */
  readonly signal?: AbortSignal;
  /** Inside the transaction of each batch. */
  onBatch?(batch: StoredBatch): Promise<void>;
}

interface Waiting {
  readonly batch: PreparedBatch;
  readonly doneBytes: number;
}

/** From here on a list is long, and its garbage worth a collection. */
const LONG_BATCHES = 5;

/** Thrown to roll a dry run back. */
class Undone extends Error {}

/** A list, from the first row that is not in yet to the last. */
@Injectable()
export class ImportRun {
  constructor(
    private readonly db: Db,
    private readonly store: ImportStore,
  ) {}

  /**
   * Streams the list in, batch by batch: memory holds two batches, however long the list is. May be repeated at any
   * time: it goes on behind the last batch that was committed. Answers the counts of this run alone.
   */
  async run(options: RunOptions): Promise<ImportCounts> {
    const { importId, file, mapping, dryRun = false } = options;
    assertNoTransaction('an import');
    const done = dryRun ? 0 : await this.db.transaction(() => this.store.committed(importId));
    const batches = prepared(file, createNormaliser(mapping), done);
    return dryRun ? this.rehearse(batches, options) : this.storeAll(batches, options);
  }

  /** In one transaction that is rolled back. */
  private async rehearse(batches: AsyncGenerator<Waiting>, options: RunOptions): Promise<ImportCounts> {
    let counts: ImportCounts = NONE;
    try {
      await this.db.transaction(async () => {
        counts = await this.storeAll(batches, options);
        throw new Undone();
      });
    } catch (error) {
      if (!(error instanceof Undone)) throw error;
    }
    return counts;
  }

  /** While the database takes one batch, the next is read. */
  private async storeAll(batches: AsyncGenerator<Waiting>, options: RunOptions): Promise<ImportCounts> {
    let counts: ImportCounts = NONE;
    let storing: Promise<ImportCounts> | null = null;
    let relaxHeap: (() => void) | null = null;
    try {
      for await (const waiting of batches) {
        if (waiting.batch.number >= LONG_BATCHES) relaxHeap ??= tightenHeap();
        if (storing) counts = sum(counts, await storing);
        options.signal?.throwIfAborted();
        storing = this.storeOne(waiting, options);
        // Its failure is met at the next await; until then it must not count as unhandled.
        storing.catch(() => undefined);
      }
      if (storing) counts = sum(counts, await storing);
      return counts;
    } finally {
      relaxHeap?.();
      await storing?.catch(() => undefined);
      await options.file.close();
    }
  }

  private storeOne(
    { batch, doneBytes }: Waiting,
    { importId, onBatch, dryRun = false }: RunOptions,
  ): Promise<ImportCounts> {
    return this.db.transaction(async () => {
      // A dry run is one transaction, which would find the batch before it on the stage.
      const stored = await this.store.store(importId, batch, doneBytes, { stageAnew: dryRun });
      await onBatch?.(stored);
      return stored;
    });
  }
}

const NONE: ImportCounts = { rows: 0, created: 0, updated: 0, duplicates: 0, rejected: 0 };

function sum(a: ImportCounts, b: ImportCounts): ImportCounts {
  return {
    rows: a.rows + b.rows,
    created: a.created + b.created,
    updated: a.updated + b.updated,
    duplicates: a.duplicates + b.duplicates,
    rejected: a.rejected + b.rejected,
  };
}

/** The same rows fall into the same batches at every run, so that those which are committed can be passed over. */
async function* prepared(file: RosterFile, normalise: RowNormaliser, done: number): AsyncGenerator<Waiting> {
  let rows: RosterRow[] = [];
  let number = 0;
  const take = async (): Promise<Waiting | null> => {
    const full = rows;
    rows = [];
    const mine = number++;
    if (mine < done) return null;
    return { batch: await prepareBatch(mine, full, normalise), doneBytes: file.bytesRead };
  };
  for await (const read of file.batches()) {
    for (const row of read) {
      rows.push(row);
      if (rows.length < BATCH_ROWS) continue;
      const waiting = await take();
      if (waiting) yield waiting;
    }
  }
  if (rows.length > 0) {
    const waiting = await take();
    if (waiting) yield waiting;
  }
}
