import { z } from 'zod';

const Text = (max: number) => z.string().trim().min(1).max(max);
const Caption = z.string().trim().min(1).max(5_000);

/** What is judged while it is still being written. */
export const CheckInput = z.object({
  caption: z.string().max(5_000).default(''),
  paidPartnershipLabel: z.boolean().default(false),
  note: z.string().max(2_000).optional(),
  fileIds: z.array(z.uuid()).max(10).default([]),
});
export type CheckInput = z.infer<typeof CheckInput>;

export const DraftInput = z.object({
  caption: Caption,
  paidPartnershipLabel: z.boolean().default(false),
  note: z.string().trim().max(2_000).optional(),
  fileIds: z.array(z.uuid()).min(1).max(10),
});
export type DraftInput = z.infer<typeof DraftInput>;

/** A decision names the version it was made on, so that nobody approves what they have not seen. */
const version = z.number().int().min(1).max(1_000);

export const ApproveInput = z.object({
  version,
  note: z.string().trim().max(2_000).optional(),
  /** Staff decide for a client, and say on what evidence (a mail, a call). */
  evidence: z.string().trim().max(1_000).optional(),
  /** Signs for content whose disclosure fails: staff only. */
  overrideReason: z.string().trim().max(1_000).optional(),
});
export type ApproveInput = z.infer<typeof ApproveInput>;

export const ChangesInput = z.object({
  version,
  note: Text(2_000),
  evidence: z.string().trim().max(1_000).optional(),
});
export type ChangesInput = z.infer<typeof ChangesInput>;

export const CommentInput = z.object({
  version,
  text: Text(2_000),
  /** A place in one of the version's pictures, in thousandths of its width and height, or a second of a video. */
  fileId: z.uuid().optional(),
  x: z.number().int().min(0).max(1_000).optional(),
  y: z.number().int().min(0).max(1_000).optional(),
  second: z.number().int().min(0).max(14_400).optional(),
});
export type CommentInput = z.infer<typeof CommentInput>;

export const ScheduleInput = z.object({ plannedFor: z.iso.date().meta({ form: 'date' }) });
export type ScheduleInput = z.infer<typeof ScheduleInput>;

export const PublishInput = z.object({
  postUrl: Text(2_000),
  liveCaption: Caption,
  proofFileId: z.uuid(),
});
export type PublishInput = z.infer<typeof PublishInput>;

export const VerifyInput = z.object({
  note: z.string().trim().max(2_000).optional(),
  /** Signs for a live post whose disclosure fails. */
  overrideReason: z.string().trim().max(1_000).optional(),
});
export type VerifyInput = z.infer<typeof VerifyInput>;

export const ReturnInput = z.object({ reason: Text(2_000) });
export type ReturnInput = z.infer<typeof ReturnInput>;

export const ReviewSearch = z.object({
  /** The version shown; the newest if left out. */
  v: z.number().int().min(1).max(1_000).optional(),
  /** Beside this one; the one before it if left out. */
  against: z.number().int().min(0).max(1_000).optional(),
});
export type ReviewSearch = z.infer<typeof ReviewSearch>;

/** What every decision answers. */
export const Decided = z.object({ id: z.uuid(), state: z.string(), version: z.number().int() });
export type Decided = z.infer<typeof Decided>;
