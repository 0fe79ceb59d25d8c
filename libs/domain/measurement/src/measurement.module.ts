import { type DynamicModule, Global, Module } from '@nestjs/common';
import { ClickLog } from './clicks/click-log.js';
import { ClickRetention } from './clicks/click-retention.js';
import { ClickSalts } from './clicks/click-salts.js';
import { Clicks } from './clicks/clicks.service.js';
import { LINKS_URL, LiveLinks } from './clicks/live-links.js';

@Global()
@Module({})
export class MeasurementModule {
  /** `url` is where changed links are heard of. */
  static forRoot({ url }: { url: string }): DynamicModule {
    return {
      module: MeasurementModule,
      providers: [
        { provide: LINKS_URL, useValue: url },
        ClickLog,
        ClickRetention,
        ClickSalts,
        LiveLinks,
        Clicks,
      ],
      exports: [Clicks, ClickRetention],
    };
  }
}
