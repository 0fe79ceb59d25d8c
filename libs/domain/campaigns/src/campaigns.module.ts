import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Campaign, CampaignDeliverable } from './campaign.entity.js';
import { CampaignQueries } from './campaigns.queries.js';
import { Campaigns } from './campaigns.service.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Campaign, CampaignDeliverable])],
  providers: [CampaignQueries, Campaigns],
  exports: [Campaigns],
})
export class CampaignsModule {}
