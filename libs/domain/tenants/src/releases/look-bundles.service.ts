import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { invalid, now } from '#platform/kernel';
import { ThemeLibrary } from '#platform/themes';
import { TenantDirectory } from '../tenant-directory.js';
import { readBundle, writeBundle } from './bundle.js';
import { LookAssets } from './look-assets.service.js';
import type { Logo, LogoShape, LookContent } from './look-content.js';
import { LookDrafts } from './look-drafts.service.js';
import { offeredThemes } from './offered-themes.js';
import { Releases } from './releases.service.js';

export interface Imported {
  /** What the draft wears now, and what the bundle was made for. */
  readonly theme: string;
  readonly madeFor: string;
  readonly sameTheme: boolean;
  readonly sameVersion: boolean;
}

/** A look as one file: taken out of one label, put into another as a draft that somebody still has to publish. */
@Injectable()
export class LookBundles {
  constructor(
    private readonly db: Db,
    private readonly releases: Releases,
    private readonly drafts: LookDrafts,
    private readonly assets: LookAssets,
    private readonly themes: ThemeLibrary,
    private readonly directory: TenantDirectory,
    private readonly audit: Audit,
  ) {}

  /** What the portals show now. */
  async export(): Promise<{ name: string; bytes: Buffer }> {
    return this.db.transaction(async () => {
      const current = await this.releases.current();
      const content = await this.releases.content();
      const names = Object.values(content.logos).map(({ asset }) => asset);
      const assets = new Map((await this.assets.of(names)).map(({ name, body }) => [name, body]));
      const themeVersion = current?.themeVersion ?? this.themes.theme(content.theme).version;
      await this.audit.record('look.exported', 'Look', current?.id ?? null);
      const bytes = writeBundle({ content, themeVersion, assets }, now());
      return { name: `look-${current?.number ?? 0}.zip`, bytes };
    });
  }

  /**
   * Nothing of a bundle is believed: its pictures are cleaned again, what is left is a draft with its findings.
   * Outside of a transaction.
   */
  async import(bytes: Buffer): Promise<Imported> {
    const { content, themeVersion, assets } = readBundle(bytes);
    const worn = this.directory.current.theme;
    // Of a theme that is not to be had here, the rest of the look comes along on the one that is worn: said, not hidden.
    const sameTheme = offeredThemes(this.themes, worn).includes(content.theme);
    const theme = sameTheme ? content.theme : worn;
    const logos: Partial<Record<LogoShape, Logo>> = {};
    for (const [shape, logo] of Object.entries(content.logos) as [LogoShape, Logo][]) {
      const body = assets.get(logo.asset);
      if (!body) throw invalid('bad_bundle', { why: 'asset' });
      logos[shape] = await this.assets.keep(body, shape);
    }
    const clean: LookContent = { ...content, theme, logos };
    await this.db.transaction(async () => {
      await this.drafts.change('import', () => clean);
      await this.audit.record('look.imported', 'Look', null);
    });
    return {
      theme,
      madeFor: content.theme,
      sameTheme,
      sameVersion: sameTheme && this.themes.theme(theme).version === themeVersion,
    };
  }
}
