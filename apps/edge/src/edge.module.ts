import { Module } from '@nestjs/common';
import { legalController } from '#domain/tenants';
import { FeedsController } from './feeds.controller.js';
import { FrontController } from './front.controller.js';
import { RedirectsController } from './redirects.controller.js';
import { SharedReportsController } from './shared-reports.controller.js';
import { TlsAskController } from './tls-ask.controller.js';
import { UnsubscribeController } from './unsubscribe.controller.js';

/** Public traffic: tracked links, feeds, shared reports, one-click unsubscribe, legal pages; and whether a name may have a certificate. */
@Module({
  controllers: [
    FrontController,
    legalController('edge'),
    FeedsController,
    RedirectsController,
    SharedReportsController,
    TlsAskController,
    UnsubscribeController,
  ],
})
export class EdgeModule {}
