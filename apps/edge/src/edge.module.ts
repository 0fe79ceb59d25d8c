import { Module } from '@nestjs/common';
import { FeedsController } from './feeds.controller.js';
import { FrontController } from './front.controller.js';
import { RedirectsController } from './redirects.controller.js';
import { SharedReportsController } from './shared-reports.controller.js';
import { UnsubscribeController } from './unsubscribe.controller.js';

/** Public traffic: tracked links, feeds, shared reports, one-click unsubscribe. */
@Module({
  controllers: [
    FrontController,
    FeedsController,
    RedirectsController,
    SharedReportsController,
    UnsubscribeController,
  ],
})
export class EdgeModule {}
