// Campaigns: brief, deliverables, documents, their states; collaborations, offers and contracts; the timeline.
// It owns what a brand and an influencer agree on.
// It must never move money itself, nor show one side's amounts to the other.
export { Campaign, CampaignDeliverable } from './campaign.entity.js';
export { CampaignHeads } from './campaign-heads.service.js';
export {
  CAMPAIGN_TABS,
  CampaignHead,
  type CampaignTab,
  CollaborationHead,
  NextThing,
} from './campaign-heads.dto.js';
export { CampaignProgress } from './campaign-progress.service.js';
export { type Audience, CampaignDocument, CampaignEvent } from './campaign-record.entities.js';
export {
  CAMPAIGN_STATES,
  type CampaignAction,
  type CampaignState,
  campaignTransitions,
} from './campaign.states.js';
export * from './campaigns.dto.js';
export * from './campaigns.events.js';
export { CampaignsModule } from './campaigns.module.js';
export { Campaigns } from './campaigns.service.js';
export { Collaboration, Contract, Offer } from './collaboration.entity.js';
export {
  COLLABORATION_STATES,
  type CollaborationAction,
  type CollaborationState,
  collaborationTransitions,
} from './collaboration.states.js';
export { Collaborations } from './collaborations.service.js';
export { NextThings } from './next-things.js';
export { Timeline, type TimelineEntry, TimelineItem } from './timeline.service.js';
export { CampaignDocuments, DocumentInput, DocumentRow } from './campaign-documents.service.js';
export * from './campaign-views.dto.js';
export { CampaignViews, withoutNet } from './campaign-views.service.js';
export * from './collaborations.dto.js';
export { Contracts, TermsView } from './contracts.service.js';
export { Departures } from './departures.service.js';
export { Negotiation } from './negotiation.service.js';
export { Outreach } from './outreach.service.js';
