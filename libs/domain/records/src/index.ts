// The audit log as people read it: sentences and names, narrowed, in pages and as files.
// It owns what each action is called, and the exports.
// It must never write an entry of its own beyond those of its exports, nor show a person what their role does not.
export { AUDIT_ACTIONS, AUDIT_SUBJECTS } from './audit-actions.js';
export { AuditExports, exportTopic } from './audit-exports.service.js';
export { AuditReading } from './audit-reading.service.js';
export { RecordsModule } from './records.module.js';
export * from './records.dto.js';
