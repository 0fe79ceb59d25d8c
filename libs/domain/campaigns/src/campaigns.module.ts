import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Campaign, CampaignDeliverable } from './campaign.entity.js';
import { CampaignDocuments } from './campaign-documents.service.js';
import { CampaignHeads } from './campaign-heads.service.js';
import { CampaignNews } from './campaign-news.service.js';
import { CampaignProgress } from './campaign-progress.service.js';
import { CampaignDocument, CampaignEvent } from './campaign-record.entities.js';
import { CampaignViews } from './campaign-views.service.js';
import { CampaignQueries } from './campaigns.queries.js';
import { Campaigns } from './campaigns.service.js';
import { Collaboration, Contract, Offer } from './collaboration.entity.js';
import { CollaborationQueries } from './collaborations.queries.js';
import { Collaborations } from './collaborations.service.js';
import { Contracts } from './contracts.service.js';
import { Departures } from './departures.service.js';
import { Negotiation } from './negotiation.service.js';
import { NextThings } from './next-things.js';
import { Offers } from './offers.service.js';
import { Outreach } from './outreach.service.js';
import { PeopleQueries } from './people.queries.js';
import { Timeline } from './timeline.service.js';

const services = [
  Campaigns,
  CampaignDocuments,
  CampaignHeads,
  CampaignProgress,
  CampaignViews,
  Collaborations,
  Contracts,
  Departures,
  Negotiation,
  NextThings,
  Outreach,
  Timeline,
];

@Global()
@Module({
  imports: [
    TypeOrmModule.forFeature([
      Campaign,
      CampaignDeliverable,
      CampaignDocument,
      CampaignEvent,
      Collaboration,
      Contract,
      Offer,
    ]),
  ],
  providers: [CampaignNews, CampaignQueries, CollaborationQueries, Offers, PeopleQueries, ...services],
  exports: services,
})
export class CampaignsModule {}
