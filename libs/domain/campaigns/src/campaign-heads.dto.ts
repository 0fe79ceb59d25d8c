import { z } from 'zod';
import { CAMPAIGN_STATES } from './campaign.states.js';
import { COLLABORATION_STATES } from './collaboration.states.js';

export const CAMPAIGN_TABS = [
  'overview',
  'people',
  'messages',
  'documents',
  'content',
  'links',
  'results',
  'money',
] as const;
export type CampaignTab = (typeof CAMPAIGN_TABS)[number];

/** The next thing that waits for this person; its texts are `campaigns.next.<code>.title|text|action`. */
export const NextThing = z.object({
  code: z.string(),
  /** Where to do it; null while it waits for somebody else. */
  path: z.string().nullable(),
  count: z.number().int().optional(),
  name: z.string().optional(),
  note: z.string().optional(),
});
export type NextThing = z.infer<typeof NextThing>;

const Tab = z.object({
  key: z.enum(CAMPAIGN_TABS),
  path: z.string(),
  current: z.boolean(),
  count: z.number().int().optional(),
});

/** What stands above every tab of a campaign, for brands and staff. All amounts are the brand's side. */
export const CampaignHead = z.object({
  id: z.uuid(),
  name: z.string(),
  state: z.enum(CAMPAIGN_STATES),
  organizationId: z.uuid(),
  organizationName: z.string(),
  /** The path of the campaign in this portal. */
  base: z.string(),
  money: z
    .object({
      currency: z.string(),
      capMinor: z.number().int(),
      spentMinor: z.number().int(),
      heldMinor: z.number().int(),
      leftMinor: z.number().int(),
      fundedMinor: z.number().int(),
    })
    .nullable(),
  next: NextThing.nullable(),
  /** What may be done now, by this person, in this state. */
  actions: z.array(z.string()),
  tabs: z.array(Tab),
});
export type CampaignHead = z.infer<typeof CampaignHead>;

/** The same for the influencer: their collaboration's state and their own fee. */
export const CollaborationHead = z.object({
  id: z.uuid(),
  campaignId: z.uuid(),
  name: z.string(),
  state: z.enum(COLLABORATION_STATES),
  campaignState: z.enum(CAMPAIGN_STATES),
  organizationName: z.string(),
  base: z.string(),
  fee: z.object({ currency: z.string(), netMinor: z.number().int() }).nullable(),
  next: NextThing.nullable(),
  actions: z.array(z.string()),
  tabs: z.array(Tab),
});
export type CollaborationHead = z.infer<typeof CollaborationHead>;
