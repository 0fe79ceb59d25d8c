import { defineEvent } from '#platform/events';

export interface CampaignFact {
  readonly campaignId: string;
}

export interface CollaborationFact {
  readonly campaignId: string;
  readonly collaborationId: string;
}

export const campaignSubmitted = defineEvent<CampaignFact>('campaign.submitted');
export const campaignApproved = defineEvent<CampaignFact>('campaign.approved');
export const campaignFunded = defineEvent<CampaignFact>('campaign.funded');
export const campaignLive = defineEvent<CampaignFact>('campaign.live');
export const collaborationInvited = defineEvent<CollaborationFact>('collaboration.invited');
export const collaborationAccepted = defineEvent<CollaborationFact>('collaboration.accepted');
export const collaborationContracted = defineEvent<CollaborationFact>('collaboration.contracted');
export const collaborationDropped = defineEvent<CollaborationFact>('collaboration.dropped');
export const collaborationCompleted = defineEvent<CollaborationFact>('collaboration.completed');
