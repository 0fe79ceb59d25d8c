import { defineEvent } from '#platform/events';

/** A brand's money has arrived for a campaign. */
export const fundingReceived = defineEvent<{ campaignId: string; fundingId: string }>('funding.received');
/** A brand's money did not come. */
export const fundingFailed = defineEvent<{ campaignId: string; fundingId: string }>('funding.failed');
/** A deliverable is owed to its influencer. */
export const payablePosted = defineEvent<{
  deliverableId: string;
  collaborationId: string;
  campaignId: string;
}>('payable.posted');
/** Money has reached an influencer; these deliverables are paid. */
export const payoutPaid = defineEvent<{
  payoutId: string;
  influencerId: string;
  deliverableIds: readonly string[];
  collaborationIds: readonly string[];
}>('payout.paid');
export const payoutFailed = defineEvent<{ payoutId: string; influencerId: string }>('payout.failed');
/** Two books that should agree do not. */
export const driftFound = defineEvent<{ reconciliationId: string }>('money.driftFound');
