import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Feeds } from './feeds.service.js';
import { LinkMaking } from './link-making.service.js';
import { LinkViews } from './link-views.service.js';
import { TrackedLink } from './tracked-link.entity.js';
import { TrackedLinks } from './tracked-links.service.js';

const services = [Feeds, LinkMaking, LinkViews, TrackedLinks];

@Global()
@Module({ imports: [TypeOrmModule.forFeature([TrackedLink])], providers: services, exports: services })
export class DistributionModule {}
