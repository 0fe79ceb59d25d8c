import { z } from 'zod';

export const SIDES = ['brand', 'influencer', 'staff', 'system'] as const;

export const MessageInput = z.object({
  text: z.string().trim().min(1).max(10_000),
  files: z.array(z.uuid()).max(10).default([]),
});
export type MessageInput = z.infer<typeof MessageInput>;

export const MessageView = z.object({
  id: z.uuid(),
  who: z.string(),
  side: z.enum(SIDES),
  mine: z.boolean(),
  text: z.string(),
  at: z.string(),
  files: z.array(z.object({ id: z.uuid(), name: z.string(), bytes: z.number(), path: z.string() })),
});
export type MessageView = z.infer<typeof MessageView>;

export const ThreadRow = z.object({
  id: z.uuid(),
  title: z.string(),
  /** The others in it, as this person knows them. */
  who: z.string(),
  subjectKind: z.string(),
  subjectId: z.uuid(),
  campaignId: z.uuid().nullable(),
  excerpt: z.string(),
  lastAt: z.string(),
  unread: z.number().int(),
  path: z.string(),
});
export type ThreadRow = z.infer<typeof ThreadRow>;

export const ThreadList = z.object({
  data: z.array(ThreadRow),
  next: z.string().nullable(),
  q: z.string().nullable(),
});
export type ThreadList = z.infer<typeof ThreadList>;

export const ThreadFilter = z.object({
  q: z.string().max(100).optional(),
  unread: z.boolean().default(false),
  campaignId: z.uuid().optional(),
  cursor: z.uuid().optional(),
  limit: z.number().int().min(1).max(100).default(25),
});
export type ThreadFilter = z.infer<typeof ThreadFilter>;

export const ThreadView = z.object({
  id: z.uuid(),
  title: z.string(),
  who: z.string(),
  path: z.string(),
  subjectKind: z.string(),
  subjectId: z.uuid(),
  campaignId: z.uuid().nullable(),
  /** Oldest first; `earlier` is the cursor of what came before. */
  messages: z.array(MessageView),
  earlier: z.string().nullable(),
});
export type ThreadView = z.infer<typeof ThreadView>;
