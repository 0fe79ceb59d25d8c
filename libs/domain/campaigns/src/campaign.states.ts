import type { Transitions } from '#platform/kernel';

export const CAMPAIGN_STATES = [
  'draft',
  'submitted',
  'approved',
  'funded',
  'live',
  'paused',
  'completed',
  'cancelled',
] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];
export type CampaignAction =
  'submit' | 'approve' | 'return' | 'fund' | 'launch' | 'pause' | 'resume' | 'complete' | 'cancel';

/** domain.md, *Campaign*: each state, what may be done, and where it leads. */
export const campaignTransitions: Transitions<CampaignState, CampaignAction> = {
  draft: { submit: 'submitted', cancel: 'cancelled' },
  submitted: { approve: 'approved', return: 'draft', cancel: 'cancelled' },
  approved: { fund: 'funded', cancel: 'cancelled' },
  funded: { launch: 'live', cancel: 'cancelled' },
  live: { pause: 'paused', complete: 'completed', cancel: 'cancelled' },
  paused: { resume: 'live', complete: 'completed', cancel: 'cancelled' },
  completed: {},
  cancelled: {},
};
