import { defineEvent } from '#platform/events';

export const invitationSent = defineEvent<{ invitationId: string; portal: string }>('invitation.sent');

/** Somebody followed an invitation; exactly one of the last three says what it gave. */
export const invitationAccepted = defineEvent<{
  invitationId: string;
  accountId: string;
  staffRole: string | null;
  organizationId: string | null;
  influencerId: string | null;
}>('invitation.accepted');

/** A person now stands behind an influencer's profile. */
export const influencerClaimed = defineEvent<{ influencerId: string; accountId: string }>(
  'influencer.claimed',
);

export const organizationCreated = defineEvent<{ organizationId: string }>('organization.created');
export const organizationSetUp = defineEvent<{ organizationId: string }>('organization.setUp');
export const organizationSuspended = defineEvent<{ organizationId: string }>('organization.suspended');
export const organizationResumed = defineEvent<{ organizationId: string }>('organization.resumed');
