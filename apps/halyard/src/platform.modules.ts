import { join } from 'node:path';
import type { DynamicModule, Type } from '@nestjs/common';
import { AuditModule } from '#platform/audit';
import { DatabaseModule, type DatabaseUrls } from '#platform/database';
import { DocumentsModule } from '#platform/documents';
import { EventsModule } from '#platform/events';
import { JobsModule } from '#platform/jobs';
import type { Config } from '#platform/kernel';
import { MailModule } from '#platform/mail';
import { OutboundModule } from '#platform/outbound';
import { StorageModule } from '#platform/storage';
import { loadThemes, type ThemeLibrary } from '#platform/themes';
import { WebModule } from '#platform/web';
import { drawInLook } from './charts.js';
import type { MailWay } from './mail-way.js';
import { MAIL_KINDS_OF } from './mails.js';

/** The lower floor of a process, in the order in which its rooms stand on each other. */
export function platformModules(
  config: Config,
  urls: DatabaseUrls,
  mail: MailWay,
  runsJobs: boolean,
): (DynamicModule | Type)[] {
  return [
    DatabaseModule.forRoot({ urls, poolSize: config.poolSize, poolWaitMs: config.poolWaitMs }),
    EventsModule,
    JobsModule.forRoot({ platformUrl: urls.platform, runner: runsJobs }),
    AuditModule,
    OutboundModule.forRoot({ allowLoopback: false }, config.dnsServers),
    StorageModule.forRoot(config),
    DocumentsModule.forRoot(config),
    MailModule.forRoot({
      transportUrl: mail.transportUrl,
      neutralDomain: config.neutralDomain,
      kinds: MAIL_KINDS_OF,
    }),
    WebModule.forRoot({ config, liveUrl: urls.runtime }),
  ];
}

/** The themes of this installation; what they render is searched for the engine's own name. */
export function installedThemes(config: Config): ThemeLibrary {
  return loadThemes(join(config.root, 'themes'), {
    verify: config.validateViews,
    forbiddenWords: ['halyard'],
    chart: drawInLook,
  });
}
