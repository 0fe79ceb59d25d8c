import { z } from 'zod';
import { COLLABORATION_STATES } from './collaboration.states.js';

/** Both sides of one amount; leaves this lib one at a time. */
export interface Fee {
  readonly netMinor: number;
  readonly priceMinor: number;
}

const Amount = z.number().int().min(1).max(1_000_000_000_000).meta({ form: 'money' });
const Note = z.string().trim().max(2_000).optional();
const Version = z.number().int().min(1);

/** What a brand types is the price it pays; the net follows through the waterfall. */
export const BrandInviteInput = z.object({
  influencerIds: z.array(z.uuid()).min(1).max(200),
  priceMinor: Amount,
  note: Note,
});
/** Staff may say either. */
export const StaffInviteInput = z
  .object({
    influencerIds: z.array(z.uuid()).min(1).max(200),
    priceMinor: Amount.optional(),
    netMinor: Amount.optional(),
    note: Note,
  })
  .refine(oneAmount, { path: ['priceMinor'], params: { code: 'price_or_net' } });
export type InviteInput = z.infer<typeof StaffInviteInput>;

export const BrandOfferInput = z.object({ priceMinor: Amount, note: Note, version: Version });
export const StaffOfferInput = z
  .object({ priceMinor: Amount.optional(), netMinor: Amount.optional(), note: Note, version: Version })
  .refine(oneAmount, { path: ['priceMinor'], params: { code: 'price_or_net' } });
export type OfferInput = z.infer<typeof StaffOfferInput>;

export const CounterInput = z.object({ netMinor: Amount, note: Note, version: Version });
export type CounterInput = z.infer<typeof CounterInput>;

/** Names the offer that was seen: one that changed meanwhile is not accepted unread. */
export const AcceptInput = z.object({ version: Version });
export const DeclineInput = z.object({ reason: z.string().trim().max(1_000).optional() });
export const DropInput = z.object({ reason: z.string().trim().min(3).max(1_000) });
export const SignInput = z.object({
  name: z.string().trim().min(2).max(200),
  sha256: z.string().min(20).max(100),
});
export type SignInput = z.infer<typeof SignInput>;

export const CollaborationAnswer = z.object({ id: z.uuid(), state: z.enum(COLLABORATION_STATES) });
export type CollaborationAnswer = z.infer<typeof CollaborationAnswer>;

function oneAmount({
  priceMinor,
  netMinor,
}: {
  priceMinor?: number | undefined;
  netMinor?: number | undefined;
}): boolean {
  return (priceMinor === undefined) !== (netMinor === undefined);
}
