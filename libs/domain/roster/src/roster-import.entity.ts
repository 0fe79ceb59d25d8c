import { minorColumn } from '#platform/database';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RosterMapping } from './reading/index.js';

export type ImportState = 'mapping' | 'queued' | 'running' | 'done' | 'failed';

/** One list on its way in, or what became of it. */
@Entity('roster_import')
export class RosterImport {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'file_id', nullable: true }) fileId: string | null;
  @Column('text') filename: string;
  @Column('text') state: ImportState;
  @Column('jsonb') mapping: RosterMapping;
  @Column('jsonb') preview: string[][];
  @Column('boolean', { name: 'dry_run' }) dryRun: boolean;
  @Column('integer') rows: number;
  @Column('integer') created: number;
  @Column('integer') updated: number;
  @Column('integer') duplicates: number;
  @Column('integer') rejected: number;
  @Column({ ...minorColumn, name: 'done_bytes' }) doneBytes: number;
  @Column({ ...minorColumn, name: 'total_bytes' }) totalBytes: number;
  @Column('text', { nullable: true }) error: string | null;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
  @Column('timestamptz', { name: 'started_at', nullable: true }) startedAt: Date | null;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt: Date | null;
}
