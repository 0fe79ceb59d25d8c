import { Inject, Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant } from '#platform/kernel';
import { type Asset, type Look, ThemeLibrary } from '#platform/themes';
import { drawLogo } from './logo-drawing.js';
import { assetPath, type Drawn, readDrawnPath } from './logo-places.js';
import { compileSafely, type LabelConfig, lookInput } from './look-compile.js';
import type { ServedLook } from './look-content.js';

const OWN = /^\/assets\/own-([A-Za-z0-9_-]{16,64}\.(?:svg|png))$/;
const SHEET = /^\/assets\/look-([A-Za-z0-9_-]{4,64})\.css$/;

const PICTURE = {
  name: 'look_asset',
  text: 'SELECT body, media_type AS "mediaType" FROM look_asset WHERE tenant_id = $1 AND name = $2',
};
const BY_SHEET = {
  name: 'look_by_sheet',
  text: 'SELECT served FROM look_release WHERE tenant_id = $1 AND sheet = $2 ORDER BY number DESC LIMIT 1',
};

/** Pictures are small and asked for once a browser; these are kept so that a new label's first hour is quick too. */
const KEPT_BYTES = 32 * 1024 * 1024;
/** Sheets of looks that were replaced in this process: pages that began with them still ask. */
const KEPT_LOOKS = 256;

/**
 * What a label's pages may ask for that its present look does not hold: its own pictures, and the sheets of earlier
 * releases, or of one that another process has heard of first.
 */
@Injectable()
export class ServedAssets {
  private readonly pictures = new Map<string, Asset>();
  private readonly former = new Map<string, Look>();
  private bytes = 0;

  constructor(
    private readonly db: Db,
    @Inject(ThemeLibrary) private readonly themes: ThemeLibrary,
  ) {}

  /** Keeps the sheet of a look that is about to be replaced. */
  keep(tenantId: string, look: Look): void {
    const key = `${tenantId} ${look.stylesheet().path}`;
    this.former.delete(key);
    this.former.set(key, look);
    if (this.former.size > KEPT_LOOKS) this.former.delete(this.former.keys().next().value ?? '');
  }

  /** Of the current label only: the same address on another label's host is nothing. */
  async find(config: LabelConfig, path: string): Promise<Asset | null> {
    const own = OWN.exec(path)?.[1];
    if (own) return this.picture(own);
    const drawn = readDrawnPath(path);
    if (drawn) return this.drawn(path, drawn);
    const hash = SHEET.exec(path)?.[1];
    if (!hash) return null;
    const kept = this.former.get(`${currentTenant()} ${path}`);
    if (kept) return kept.asset(path);
    const row = await this.db.one<{ served: ServedLook }>({ ...BY_SHEET, values: [currentTenant(), hash] });
    return row ? compileSafely(this.themes, lookInput(config, row.served)).asset(path) : null;
  }

  private async picture(name: string): Promise<Asset | null> {
    const key = `${currentTenant()} ${name}`;
    const known = this.pictures.get(key);
    if (known) return known;
    const row = await this.db.one<{ body: Buffer; mediaType: string }>({
      ...PICTURE,
      values: [currentTenant(), name],
    });
    if (!row) return null;
    return this.remember(key, { path: assetPath(name), body: row.body, contentType: row.mediaType });
  }

  /** Drawn once a process: whoever asks next gets the same picture. */
  private async drawn(path: string, { drawn, name }: { drawn: Drawn; name: string }): Promise<Asset | null> {
    const key = `${currentTenant()} ${path}`;
    const known = this.pictures.get(key);
    if (known) return known;
    const source = await this.picture(name);
    if (!source) return null;
    const body = await drawLogo(Buffer.from(source.body), drawn);
    return this.remember(key, { path, body, contentType: 'image/png' });
  }

  private remember(key: string, asset: Asset): Asset {
    this.bytes += asset.body.length - (this.pictures.get(key)?.body.length ?? 0);
    this.pictures.set(key, asset);
    for (const [oldest, { body }] of this.pictures) {
      if (this.bytes <= KEPT_BYTES) break;
      this.pictures.delete(oldest);
      this.bytes -= body.length;
    }
    return asset;
  }
}
