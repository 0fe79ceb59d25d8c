import { z } from 'zod';
import { AUDIT_SUBJECTS } from './audit-actions.js';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What the log is narrowed by. */
export const AuditSearch = z.object({
  /** Part of a name or an address: of whoever did it, and of whoever it was done for. */
  who: z.string().trim().max(100).optional(),
  action: z
    .string()
    .max(80)
    .regex(/^[\w.]+$/)
    .optional(),
  subject: z.enum(AUDIT_SUBJECTS).optional(),
  /** One thing, by its id. */
  about: z.uuid().optional(),
  /** Days of the label's calendar, both included. */
  from: Day.optional(),
  until: Day.optional(),
});
export type AuditSearch = z.infer<typeof AuditSearch>;

export const AuditRow = z.object({
  id: z.uuid(),
  seq: z.number().int().nullable(),
  /** A moment, as ISO text. */
  at: z.string(),
  actorKind: z.string(),
  actorName: z.string().nullable(),
  /** Whom staff acted for. */
  forName: z.string().nullable(),
  action: z.string(),
  /** Its sentence is `records.actions.<sentence>`. */
  sentence: z.string(),
  subject: z.string(),
  subjectId: z.string().nullable(),
  /** What the subject is called, and its page; null once it is gone. */
  subjectName: z.string().nullable(),
  subjectPath: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  /** Covers this entry and the hash of the one before it. */
  hash: z.string().nullable(),
});
export type AuditRow = z.infer<typeof AuditRow>;

export const EXPORT_FORMATS = ['csv', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
/** Beyond this, an export is made by a job. */
export const EXPORT_AT_ONCE = 1_000;

export const AuditLog = z.object({
  data: z.array(AuditRow),
  next: z.string().nullable(),
  filter: AuditSearch,
  /** How many there are, counted no further than one beyond what can be exported at once. */
  count: z.number().int(),
  exportedAtOnce: z.boolean(),
});

export const AuditExportInput = AuditSearch.extend({ format: z.enum(EXPORT_FORMATS) });
export const AuditExportView = z.object({
  id: z.uuid(),
  format: z.enum(EXPORT_FORMATS),
  state: z.enum(['queued', 'running', 'done', 'failed']),
  done: z.number().int(),
  total: z.number().int(),
  createdAt: z.string(),
});
export type AuditExportView = z.infer<typeof AuditExportView>;
