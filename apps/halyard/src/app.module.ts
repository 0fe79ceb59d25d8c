import { type DynamicModule, Module } from '@nestjs/common';
import { CampaignsModule } from '#domain/campaigns';
import { ContactModule } from '#domain/contact';
import { DiscoveryModule } from '#domain/discovery';
import { ContentModule } from '#domain/content';
import { DisclosureModule } from '#domain/disclosure';
import { DistributionModule } from '#domain/distribution';
import { IdentityModule } from '#domain/identity';
import { MeasurementModule } from '#domain/measurement';
import { MoneyModule } from '#domain/money';
import { RosterModule } from '#domain/roster';
import { TenantsModule } from '#domain/tenants';
import type { DatabaseUrls } from '#platform/database';
import type { Config } from '#platform/kernel';
import { BrandModule } from '../../brand/src/brand.module.js';
import { EdgeModule } from '../../edge/src/edge.module.js';
import { MailboxModule } from './mailbox.module.js';
import type { MailWay } from './mail-way.js';
import { installedThemes, platformModules } from './platform.modules.js';
import { InfluencerModule } from '../../influencer/src/influencer.module.js';
import { StudioModule } from '../../studio/src/studio.module.js';

/** Every app in one application: one container, one pool. */
@Module({})
export class AppModule {
  static forRoot(
    config: Config,
    urls: DatabaseUrls,
    mail: MailWay,
    options: { runsJobs?: boolean } = {},
  ): DynamicModule {
    const themes = installedThemes(config);
    return {
      module: AppModule,
      imports: [
        ...platformModules(config, urls, mail, options.runsJobs ?? true),
        TenantsModule.forRoot({ url: urls.platform, themes }),
        IdentityModule,
        RosterModule,
        MoneyModule,
        ContactModule,
        DiscoveryModule,
        CampaignsModule,
        DisclosureModule,
        ContentModule,
        DistributionModule,
        MeasurementModule.forRoot({ url: urls.runtime }),
        BrandModule,
        InfluencerModule,
        StudioModule,
        EdgeModule,
        ...(mail.mailbox ? [MailboxModule.forRoot(mail.mailbox)] : []),
      ],
    };
  }
}
