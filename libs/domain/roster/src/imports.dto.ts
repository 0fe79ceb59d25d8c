import { z } from 'zod';
import { PLATFORMS, ROSTER_FIELDS, type RosterField } from './reading/index.js';

export const IMPORT_STATES = ['mapping', 'queued', 'running', 'done', 'failed'] as const;
const FIELDS = Object.keys(ROSTER_FIELDS) as [RosterField, ...RosterField[]];

const Counts = {
  rows: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  duplicates: z.number().int(),
  rejected: z.number().int(),
};

export const ImportInput = z.object({ fileId: z.uuid() });
export type ImportInput = z.infer<typeof ImportInput>;

/** A person's word on columns, by their place in the list; what is not named stays as guessed. */
export const MappingInput = z.object({
  columns: z
    .array(z.object({ index: z.number().int().min(0).max(999), field: z.enum(FIELDS) }))
    .max(1000)
    .optional(),
  platform: z.enum(PLATFORMS).optional(),
});
export type MappingInput = z.infer<typeof MappingInput>;

export const StartInput = MappingInput.extend({ dryRun: z.boolean().optional() });
export type StartInput = z.infer<typeof StartInput>;

export const ImportRow = z.object({
  id: z.uuid(),
  filename: z.string(),
  state: z.enum(IMPORT_STATES),
  dryRun: z.boolean(),
  ...Counts,
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  createdByName: z.string().nullable(),
});
export type ImportRow = z.infer<typeof ImportRow>;
export const ImportList = z.object({ data: z.array(ImportRow), next: z.string().nullable() });
export type ImportList = z.infer<typeof ImportList>;

export const ImportView = ImportRow.extend({
  doneBytes: z.number().int(),
  totalBytes: z.number().int(),
  /** The error's code where it failed. */
  error: z.string().nullable(),
  columns: z.array(
    z.object({
      index: z.number().int(),
      header: z.string(),
      field: z.enum(FIELDS),
      /** The other platform that it is about, where the list keeps several accounts of a person side by side. */
      platform: z.enum(PLATFORMS).nullable(),
      /** 0 to 1; 1 is a person's word. */
      confidence: z.number(),
      reason: z.string(),
      samples: z.array(z.string()),
    }),
  ),
  platform: z.object({ platform: z.enum(PLATFORMS), confidence: z.number(), reason: z.string() }),
  doubts: z.array(z.string()),
  /** Everything a column can hold, and every platform there is. */
  fields: z.array(z.enum(FIELDS)),
  platforms: z.array(z.enum(PLATFORMS)),
  remarks: z.number().int(),
});
export type ImportView = z.infer<typeof ImportView>;

/** `kind` duplicate: a double by a name, which went nowhere and should be looked at. */
export const RejectionRow = z.object({
  row: z.number().int(),
  column: z.string(),
  value: z.string(),
  reason: z.string(),
  message: z.string(),
  kind: z.enum(['rejected', 'duplicate']),
});
export type RejectionRow = z.infer<typeof RejectionRow>;
export const RejectionList = z.object({
  importId: z.uuid(),
  filename: z.string(),
  total: z.number().int(),
  data: z.array(RejectionRow),
  next: z.string().nullable(),
});
export type RejectionList = z.infer<typeof RejectionList>;

export const PageQuery = z.object({
  cursor: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export type PageQuery = z.infer<typeof PageQuery>;

export const ExportQuery = z.object({ format: z.literal('csv').default('csv'), import: z.uuid().optional() });
export type ExportQuery = z.infer<typeof ExportQuery>;
