import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DisclosureRecord } from './disclosure-report.entity.js';
import { Disclosures } from './disclosures.service.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([DisclosureRecord])],
  providers: [Disclosures],
  exports: [Disclosures],
})
export class DisclosureModule {}
