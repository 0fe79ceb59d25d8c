// The audit log: who did what, in a chain per label in which a change is found.
// It owns the `audit_entry` table; entries are written in the transaction of the thing they tell of.
// It must never change or drop an entry, nor hold names, addresses or texts: ids and codes only.
export { Audit, type AuditEntry, type AuditFinding } from './audit.js';
export { AuditModule } from './audit.module.js';
export type { AuditFilter } from './audit.queries.js';
