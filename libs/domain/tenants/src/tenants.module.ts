import { type DynamicModule, Global, Module } from '@nestjs/common';
import { MailRenderer } from '#platform/mail';
import { ThemeLibrary } from '#platform/themes';
import { PORTAL_DIRECTORY, PREVIEWS } from '#platform/web';
import { NameUpkeep } from './hosts/hosts.jobs.js';
import { OwnHosts } from './hosts/own-hosts.service.js';
import { SenderDomains } from './hosts/sender-domains.service.js';
import { LabelMailRenderer } from './label-mail-renderer.js';
import { MailWording } from './mail-wording.js';
import { LookPreviews } from './releases/look-previews.service.js';
import { LOOK } from './releases/look-services.js';
import { ServedAssets } from './releases/served-assets.js';
import { TenantApply } from './tenant-apply.js';
import { DIRECTORY_URL, TenantDirectory } from './tenant-directory.js';
import { TypedBlocks } from './typed-blocks.js';

const HOSTS = [OwnHosts, SenderDomains, NameUpkeep];

@Global()
@Module({})
export class TenantsModule {
  static forRoot(options: { url: string; themes: ThemeLibrary }): DynamicModule {
    return {
      module: TenantsModule,
      providers: [
        { provide: ThemeLibrary, useValue: options.themes },
        { provide: DIRECTORY_URL, useValue: options.url },
        ServedAssets,
        TenantDirectory,
        { provide: PORTAL_DIRECTORY, useExisting: TenantDirectory },
        ...HOSTS,
        TenantApply,
        ...LOOK,
        { provide: PREVIEWS, useExisting: LookPreviews },
        TypedBlocks,
        MailWording,
        LabelMailRenderer,
        { provide: MailRenderer, useExisting: LabelMailRenderer },
      ],
      exports: [
        TenantDirectory,
        PORTAL_DIRECTORY,
        ...HOSTS,
        TenantApply,
        PREVIEWS,
        ...LOOK,
        ThemeLibrary,
        MailRenderer,
      ],
    };
  }
}
