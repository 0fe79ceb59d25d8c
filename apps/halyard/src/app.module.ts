import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { CampaignsModule } from '#domain/campaigns';
import { ContactModule } from '#domain/contact';
import { DiscoveryModule } from '#domain/discovery';
import { ContentModule } from '#domain/content';
import { DisclosureModule } from '#domain/disclosure';
import { DistributionModule } from '#domain/distribution';
import { IdentityModule } from '#domain/identity';
import { MeasurementModule } from '#domain/measurement';
import { MoneyModule } from '#domain/money';
import { RecordsModule } from '#domain/records';
import { RosterModule } from '#domain/roster';
import { TenantsModule } from '#domain/tenants';
import type { DatabaseUrls } from '#platform/database';
import type { AppName, Config } from '#platform/kernel';
import { BrandModule } from '../../brand/src/brand.module.js';
import { EdgeModule } from '../../edge/src/edge.module.js';
import { MailboxModule } from './mailbox.module.js';
import type { MailWay } from './mail-way.js';
import { installedThemes, platformModules } from './platform.modules.js';
import { InfluencerModule } from '../../influencer/src/influencer.module.js';
import { StudioModule } from '../../studio/src/studio.module.js';

/** The worker has no controllers: its handlers stand beside the rules that they serve. */
const PORTALS: Readonly<Partial<Record<AppName, Type>>> = {
  brand: BrandModule,
  influencer: InfluencerModule,
  studio: StudioModule,
  edge: EdgeModule,
};

/** The apps that this process serves in one application: one container, one pool. */
@Module({})
export class AppModule {
  static forRoot(config: Config, urls: DatabaseUrls, mail: MailWay): DynamicModule {
    const themes = installedThemes(config);
    return {
      module: AppModule,
      imports: [
        ...platformModules(config, urls, mail, config.apps.includes('worker')),
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
        RecordsModule,
        ...config.apps.flatMap((app) => PORTALS[app] ?? []),
        ...(mail.mailbox ? [MailboxModule.forRoot(mail.mailbox)] : []),
      ],
    };
  }
}
