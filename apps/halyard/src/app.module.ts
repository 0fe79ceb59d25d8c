import { type DynamicModule, Module } from '@nestjs/common';
import { CampaignsModule } from '#domain/campaigns';
import { IdentityModule } from '#domain/identity';
import { MoneyModule } from '#domain/money';
import { TenantsModule } from '#domain/tenants';
import { AuditModule } from '#platform/audit';
import { type DatabaseUrls, DatabaseModule } from '#platform/database';
import { EventsModule } from '#platform/events';
import { JobsModule } from '#platform/jobs';
import type { Config } from '#platform/kernel';
import { OutboundModule } from '#platform/outbound';
import { StorageModule } from '#platform/storage';
import { loadThemes } from '#platform/themes';
import { WebModule } from '#platform/web';
import { join } from 'node:path';
import { BrandModule } from '../../brand/src/brand.module.js';
import { EdgeModule } from '../../edge/src/edge.module.js';
import { InfluencerModule } from '../../influencer/src/influencer.module.js';
import { StudioModule } from '../../studio/src/studio.module.js';

/** Every app in one application: one container, one pool. */
@Module({})
export class AppModule {
  static forRoot(config: Config, urls: DatabaseUrls): DynamicModule {
    const themes = loadThemes(join(config.root, 'themes'), { verify: config.validateViews, forbiddenWords: ['halyard'] });
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forRoot({ urls, poolSize: config.poolSize }),
        EventsModule,
        JobsModule.forRoot({ platformUrl: urls.platform, runner: true }),
        AuditModule,
        OutboundModule.forRoot({ allowLoopback: config.demo }),
        StorageModule.forRoot(config),
        WebModule.forRoot({ config, liveUrl: urls.runtime }),
        TenantsModule.forRoot({ url: urls.platform, themes }),
        IdentityModule,
        MoneyModule,
        CampaignsModule,
        BrandModule,
        InfluencerModule,
        StudioModule,
        EdgeModule,
      ],
    };
  }
}
