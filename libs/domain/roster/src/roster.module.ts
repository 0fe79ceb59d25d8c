import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ImportRun } from './import/import-run.js';
import { ImportStore } from './import/import-store.js';
import { ImportJobs } from './import/imports.jobs.js';
import { ListImport } from './import/list-import.js';
import { ImportQueries } from './imports.queries.js';
import { RosterImports } from './imports.service.js';
import { Influencer, InfluencerChannel } from './influencer.entities.js';
import { Influencers } from './influencers.service.js';
import { RosterExport } from './roster-export.js';
import { RosterImport } from './roster-import.entity.js';
import { SearchEntries } from './search-entries.js';

const services = [Influencers, RosterImports, RosterExport, ListImport];

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Influencer, InfluencerChannel, RosterImport])],
  providers: [ImportQueries, SearchEntries, ImportStore, ImportRun, ImportJobs, ...services],
  exports: services,
})
export class RosterModule {}
