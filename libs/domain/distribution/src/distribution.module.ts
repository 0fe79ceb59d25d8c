import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { TrackedLink } from './tracked-link.entity.js';
import { TrackedLinks } from './tracked-links.service.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([TrackedLink])],
  providers: [TrackedLinks],
  exports: [TrackedLinks],
})
export class DistributionModule {}
