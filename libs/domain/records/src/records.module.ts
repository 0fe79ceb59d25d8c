import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditExport } from './audit-export.entity.js';
import { AuditExports } from './audit-exports.service.js';
import { AuditReading } from './audit-reading.service.js';
import { AuditSubjects } from './audit-subjects.js';

@Module({
  imports: [TypeOrmModule.forFeature([AuditExport])],
  providers: [AuditReading, AuditSubjects, AuditExports],
  exports: [AuditReading, AuditExports],
})
export class RecordsModule {}
