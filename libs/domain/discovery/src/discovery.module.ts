import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DiscoveryQueries } from './discovery.queries.js';
import { Discovery } from './discovery.service.js';
import { InfluencerList } from './influencer-list.entity.js';
import { ListQueries } from './lists.queries.js';
import { InfluencerLists } from './lists.service.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([InfluencerList])],
  providers: [DiscoveryQueries, Discovery, ListQueries, InfluencerLists],
  exports: [Discovery, InfluencerLists],
})
export class DiscoveryModule {}
