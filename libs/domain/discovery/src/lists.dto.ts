import { z } from 'zod';
import { FoundRow } from './discovery.dto.js';

const Name = z.string().trim().min(1).max(120);
const Ids = z.array(z.uuid()).max(200);

export const ListInput = z.object({ name: Name, influencerIds: Ids.default([]) });
export type ListInput = z.infer<typeof ListInput>;
export const RenameInput = z.object({ name: Name });
export const EntriesInput = z.object({ influencerIds: Ids.min(1) });
/** Into a list that is there, or into a new one. */
export const CollectInput = z
  .object({ listId: z.uuid().optional(), name: Name.optional(), influencerIds: Ids.min(1) })
  .refine(({ listId, name }) => listId !== undefined || name !== undefined, {
    path: ['name'],
    params: { code: 'list_or_name' },
  });
export type CollectInput = z.infer<typeof CollectInput>;
export const NoteInput = z.object({ note: z.string().trim().max(2_000).optional() });

export const ListRow = z.object({
  id: z.uuid(),
  name: z.string(),
  people: z.number().int(),
  followers: z.number().int(),
  createdByName: z.string().nullable(),
  updatedAt: z.string(),
});
export type ListRow = z.infer<typeof ListRow>;
export const ListOverview = z.object({ data: z.array(ListRow), next: z.string().nullable() });
export type ListOverview = z.infer<typeof ListOverview>;

export const ListEntry = FoundRow.extend({
  note: z.string().nullable(),
  addedAt: z.string(),
  addedByName: z.string().nullable(),
});
export type ListEntry = z.infer<typeof ListEntry>;
export const ListView = ListRow.extend({ data: z.array(ListEntry) });
export type ListView = z.infer<typeof ListView>;
export const ListId = z.object({ id: z.uuid() });
