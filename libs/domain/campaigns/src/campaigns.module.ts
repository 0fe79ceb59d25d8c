import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Campaign, CampaignDeliverable } from './campaign.entity.js';
import { CampaignHeads } from './campaign-heads.service.js';
import { CampaignProgress } from './campaign-progress.service.js';
import { CampaignDocument, CampaignEvent } from './campaign-record.entities.js';
import { CampaignQueries } from './campaigns.queries.js';
import { Campaigns } from './campaigns.service.js';
import { Collaboration, Contract, Offer } from './collaboration.entity.js';
import { Collaborations } from './collaborations.service.js';
import { NextThings } from './next-things.js';
import { Timeline } from './timeline.service.js';

const services = [Campaigns, CampaignHeads, CampaignProgress, Collaborations, NextThings, Timeline];

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
  providers: [CampaignQueries, ...services],
  exports: services,
})
export class CampaignsModule {}
