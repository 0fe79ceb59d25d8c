import { type DynamicModule, Global, Module } from '@nestjs/common';
import { MailRenderer } from '#platform/mail';
import { ThemeLibrary } from '#platform/themes';
import { PORTAL_DIRECTORY } from '#platform/web';
import { SenderDomains } from './hosts/sender-domains.service.js';
import { LabelMailRenderer } from './label-mail-renderer.js';
import { Releases } from './releases/releases.service.js';
import { ServedAssets } from './releases/served-assets.js';
import { TenantApply } from './tenant-apply.js';
import { DIRECTORY_URL, TenantDirectory } from './tenant-directory.js';

const HOSTS = [SenderDomains];

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
        Releases,
        LabelMailRenderer,
        { provide: MailRenderer, useExisting: LabelMailRenderer },
      ],
      exports: [
        TenantDirectory,
        PORTAL_DIRECTORY,
        ...HOSTS,
        TenantApply,
        Releases,
        ThemeLibrary,
        MailRenderer,
      ],
    };
  }
}
