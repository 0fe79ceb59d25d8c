import { Column, Entity, PrimaryColumn } from 'typeorm';
import { z } from 'zod';

/** The portals on which staff may act for somebody: never their own. */
export const ACTING_PORTALS = ['brand', 'influencer'] as const;
export type ActingPortal = (typeof ACTING_PORTALS)[number];
export const ACTING_MINUTES = { shortest: 5, usual: 30, longest: 60, toEnter: 5 } as const;

/** Staff who act for one person, for a while, and why. */
@Entity('acting')
export class Acting {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId: string;
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'staff_account_id' }) staffAccountId: string;
  @Column('uuid', { name: 'account_id' }) accountId: string;
  @Column('text') portal: ActingPortal;
  @Column('text') reason: string;
  @Column('timestamptz', { name: 'started_at' }) startedAt: Date;
  @Column('timestamptz', { name: 'enter_until' }) enterUntil: Date;
  @Column('timestamptz', { name: 'entered_at', nullable: true }) enteredAt: Date | null;
  @Column('timestamptz', { name: 'expires_at' }) expiresAt: Date;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt: Date | null;
}

export const ActingInput = z.object({
  accountId: z.uuid(),
  /** Somebody else must understand it a year later. */
  reason: z.string().trim().min(10).max(500),
  minutes: z
    .number()
    .int()
    .min(ACTING_MINUTES.shortest)
    .max(ACTING_MINUTES.longest)
    .default(ACTING_MINUTES.usual),
});
export type ActingInput = z.infer<typeof ActingInput>;

/** Whom staff can act for: the people of a client, or those who speak for an influencer. */
export const ActingChoice = z.object({
  party: z.object({ id: z.uuid(), name: z.string() }),
  people: z.array(z.object({ accountId: z.uuid(), name: z.string(), email: z.string(), role: z.string() })),
  account: z.string().nullable(),
});
export type ActingChoice = z.infer<typeof ActingChoice>;

export const ActingRow = z.object({
  id: z.uuid(),
  staffName: z.string(),
  name: z.string(),
  email: z.string(),
  portal: z.enum(ACTING_PORTALS),
  reason: z.string(),
  state: z.enum(['open', 'running', 'over', 'unused']),
  startedAt: z.string(),
  expiresAt: z.string(),
  endedAt: z.string().nullable(),
  /** How often something was changed meanwhile. */
  changes: z.number().int(),
});
export type ActingRow = z.infer<typeof ActingRow>;

export const ActingList = z.object({ data: z.array(ActingRow) });
/** `link` is the way in, for whoever asked for it, as long as nobody has gone through. */
export const ActingView = ActingRow.extend({ link: z.string().nullable(), enterUntil: z.string() });
export type ActingView = z.infer<typeof ActingView>;
