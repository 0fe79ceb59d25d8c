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
import { AuditModule } from '#platform/audit';
import { type DatabaseUrls, DatabaseModule } from '#platform/database';
import { DocumentsModule } from '#platform/documents';
import { EventsModule } from '#platform/events';
import { JobsModule } from '#platform/jobs';
import type { Config } from '#platform/kernel';
import { MailModule } from '#platform/mail';
import { OutboundModule } from '#platform/outbound';
import { StorageModule } from '#platform/storage';
import { loadThemes } from '#platform/themes';
import { WebModule } from '#platform/web';
import { join } from 'node:path';
import { BrandModule } from '../../brand/src/brand.module.js';
import { drawInLook } from './charts.js';
import { EdgeModule } from '../../edge/src/edge.module.js';
import { MailboxModule } from './mailbox.module.js';
import type { MailWay } from './mail-way.js';
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
    const themes = loadThemes(join(config.root, 'themes'), {
      verify: config.validateViews,
      forbiddenWords: ['halyard'],
      chart: drawInLook,
    });
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forRoot({ urls, poolSize: config.poolSize }),
        EventsModule,
        JobsModule.forRoot({ platformUrl: urls.platform, runner: options.runsJobs ?? true }),
        AuditModule,
        OutboundModule.forRoot({ allowLoopback: config.demo }),
        StorageModule.forRoot(config),
        DocumentsModule.forRoot(config),
        MailModule.forRoot(mail),
        WebModule.forRoot({ config, liveUrl: urls.runtime }),
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
