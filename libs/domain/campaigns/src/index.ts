// Campaigns: brief, deliverables, documents, their states; collaborations, offers and contracts; the timeline.
// It owns what a brand and an influencer agree on.
// It must never move money itself, nor show one side's amounts to the other.
export { Campaign, CampaignDeliverable } from './campaign.entity.js';
export { CAMPAIGN_STATES, type CampaignAction, type CampaignState, campaignTransitions } from './campaign.states.js';
export { CampaignFilter, CampaignInput, CampaignList, CampaignRow, DeliverableInput, FORMATS, OBJECTIVES, PLATFORMS } from './campaigns.dto.js';
export { CampaignsModule } from './campaigns.module.js';
export { Campaigns } from './campaigns.service.js';
