import { defineJob } from '#platform/jobs';

/** Ends an offer that nobody answered in time. */
export const expireCollaboration = defineJob<{ collaborationId: string }>('campaigns.expire');
/** Looks whether a campaign's budget is covered by now. */
export const markFunded = defineJob<{ campaignId: string }>('campaigns.funded');
