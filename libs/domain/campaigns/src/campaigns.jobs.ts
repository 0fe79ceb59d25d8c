import { defineJob } from '#platform/jobs';

/** Ends an offer that nobody answered in time. */
export const expireCollaboration = defineJob<{ collaborationId: string }>('campaigns.expire');
