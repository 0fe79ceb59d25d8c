import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AuditSearch, ExportFormat } from './records.dto.js';

@Entity('audit_export')
export class AuditExport {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('jsonb') search: AuditSearch;
  @Column('text') format: ExportFormat;
  @Column('text') state: 'queued' | 'running' | 'done' | 'failed';
  @Column('int') done: number;
  @Column('int') total: number;
  @Column('uuid', { name: 'file_id', nullable: true }) fileId: string | null;
  @Column('uuid', { name: 'created_by', nullable: true }) createdBy: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt: Date;
}
