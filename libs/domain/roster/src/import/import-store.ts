import { finished } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant, newId, now } from '#platform/kernel';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { SearchEntries } from '../search-entries.js';
import { derivedTwice, type PreparedBatch, type Remark } from './import-batch.js';
import * as sql from './import.queries.js';

/** What became of rows; `rows` is the sum of the others. */
export interface ImportCounts {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly duplicates: number;
  readonly rejected: number;
}

export interface StoredBatch extends ImportCounts {
  readonly remarks: readonly Remark[];
}

interface Fates {
  readonly created: number;
  readonly updated: number;
  readonly again: number;
  readonly new_channels: number;
  readonly known_channels: number;
}

/** Brings batches into the roster, each whole or not at all. */
@Injectable()
export class ImportStore {
  constructor(
    private readonly db: Db,
    private readonly entries: SearchEntries,
  ) {}

  /** How many batches are in already. */
  async committed(importId: string): Promise<number> {
    const row = await this.db.one<{ next: number }>({
      name: 'roster_import_committed',
      text: 'SELECT coalesce(max(batch) + 1, 0)::int AS next FROM roster_import_batch WHERE tenant_id = $1 AND import_id = $2',
      values: [currentTenant(), importId],
    });
    return row?.next ?? 0;
  }

  /**
   * Stages, judges and writes one batch in the current transaction, together with its number: a second attempt at the
   * same batch is a duplicate key, and changes nothing. Statements are planned anew each time, since the first batches
   * of a list meet an empty roster and the last ones a full one.
   */
  async store(
    importId: string,
    batch: PreparedBatch,
    doneBytes: number,
    options: { readonly stageAnew?: boolean } = {},
  ): Promise<StoredBatch> {
    const client = await this.db.client();
    const tenantId = currentTenant();
    await client.query(sql.openBatch(tenantId, importId, batch.number, options.stageAnew ?? false));
    await stage(client, batch.lines);
    await client.query(sql.FIND_KNOWN, [tenantId, importId]);
    if (batch.several) await client.query(sql.FIND_SIBLINGS);
    const { rows } = await client.query<Fates>(sql.COUNT_FATES);
    const { created, updated, again, new_channels, known_channels } = rows[0]!;
    const derived = again > 0 ? await this.takeDerived(client, batch.several) : [];
    if (created > 0) await client.query(sql.INSERT_INFLUENCERS, [tenantId, now()]);
    if (new_channels > 0) await client.query(sql.INSERT_CHANNELS, [tenantId, now(), importId]);
    if (known_channels > derived.length) await this.update(client, importId);
    if (batch.several) await this.refreshAll(client);
    await this.entries.learn(batch.words);
    const remarks = [...batch.remarks, ...derived];
    await this.remark(importId, remarks);
    const counts = {
      rows: batch.rows,
      created,
      updated,
      duplicates: batch.duplicates + again,
      rejected: batch.rejected,
    };
    await client.query(sql.COUNT_UP, [
      tenantId,
      importId,
      counts.rows,
      created,
      updated,
      counts.duplicates,
      counts.rejected,
      doneBytes,
    ]);
    return { ...counts, remarks };
  }

  /** Doubles by a name that stands for a handle are listed, and go nowhere. */
  private async takeDerived(client: PoolClient, several: boolean): Promise<Remark[]> {
    const values = [currentTenant()];
    const { rows } = await client.query<{ row_number: number; value: string; lead: boolean }>(
      sql.TAKE_DERIVED_AGAIN,
      values,
    );
    if (several) await client.query(sql.DROP_UNLED);
    return rows.filter(({ lead }) => lead).map((row) => derivedTwice(row.row_number, row.value));
  }

  /** People with several accounts are found by the words of each. */
  private async refreshAll(client: PoolClient): Promise<void> {
    const people = await client.query<{ id: string }>(sql.FIND_PEOPLE);
    await this.entries.refresh(people.rows.map(({ id }) => id));
  }

  private async update(client: PoolClient, importId: string): Promise<void> {
    const tenantId = currentTenant();
    const stale = await client.query<{ id: string }>(sql.FIND_STALE_ENTRIES, [tenantId]);
    await client.query(sql.UPDATE_CHANNELS, [tenantId, now(), importId]);
    await client.query(sql.UPDATE_INFLUENCERS, [tenantId, now()]);
    await this.entries.refresh(stale.rows.map(({ id }) => id));
  }

  async remark(importId: string, remarks: readonly Remark[]): Promise<void> {
    if (remarks.length === 0) return;
    const client = await this.db.client();
    const clean = (text: string) => text.replaceAll('\0', '');
    await client.query(sql.INSERT_REMARKS, [
      currentTenant(),
      importId,
      remarks.map(() => newId()),
      remarks.map(({ row }) => row),
      remarks.map(({ column }) => clean(column)),
      remarks.map(({ value }) => clean(value)),
      remarks.map(({ reason }) => reason),
      remarks.map(({ message }) => message),
      remarks.map(({ kind }) => kind),
    ]);
  }
}

async function stage(client: PoolClient, lines: string): Promise<void> {
  const copy = client.query(copyFrom(sql.COPY_STAGE));
  copy.end(lines);
  await finished(copy);
}
