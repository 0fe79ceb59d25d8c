import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant, digest, invalid, now, tooLarge } from '#platform/kernel';
import { sanitizeSvg, UntrustedError } from '#platform/themes';
import { DiskStorage } from '#platform/storage';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import sharp from 'sharp';
import type { Logo, LogoShape } from './look-content.js';

/** The largest picture that is taken in, and what is kept of it at most. */
const UPLOAD_BYTES = 4 * 1024 * 1024;
const KEPT_BYTES = 512 * 1024;

/** What each place shows at most, twice over for sharp screens. Mail and PDF want pixels: few readers draw SVG. */
const SHAPES: Readonly<Record<LogoShape, { width: number; height: number; svg: boolean; square: boolean }>> =
  {
    wide: { width: 640, height: 160, svg: true, square: false },
    wideDark: { width: 640, height: 160, svg: true, square: false },
    square: { width: 512, height: 512, svg: true, square: true },
    favicon: { width: 180, height: 180, svg: true, square: true },
    mail: { width: 480, height: 120, svg: false, square: false },
    pdf: { width: 1200, height: 300, svg: true, square: false },
  };

const PUT = {
  name: 'look_asset_put',
  text: `INSERT INTO look_asset (tenant_id, name, media_type, body, width, height, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (tenant_id, name) DO NOTHING`,
};
const GET = {
  name: 'look_assets_of',
  text: `SELECT name, media_type AS "mediaType", body, width, height FROM look_asset WHERE tenant_id = $1 AND name = ANY($2)`,
};

export interface LookAsset {
  readonly name: string;
  readonly mediaType: string;
  readonly body: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Pictures of a label's look: vectors written anew from what may be in one, pixels drawn anew without metadata. */
@Injectable()
export class LookAssets {
  constructor(
    private readonly db: Db,
    private readonly storage: DiskStorage,
  ) {}

  /** Takes an upload into the shape of its place. Outside of a transaction. */
  async receive(stream: Readable, shape: LogoShape): Promise<Logo> {
    const bytes = await this.storage.spool(stream, { limitBytes: UPLOAD_BYTES }, ({ path }) =>
      readFile(path),
    );
    return this.keep(bytes, shape);
  }

  /** Cleans and keeps a picture for its place; the same picture is kept once. */
  async keep(bytes: Buffer, shape: LogoShape): Promise<Logo> {
    const clean = await cleaned(bytes, shape);
    if (clean.body.length > KEPT_BYTES) throw tooLarge(KEPT_BYTES);
    const name = `${digest(clean.body).slice(0, 32)}.${clean.mediaType === 'image/png' ? 'png' : 'svg'}`;
    const { mediaType, body, width, height } = clean;
    await this.db.transaction(() =>
      this.db.query({ ...PUT, values: [currentTenant(), name, mediaType, body, width, height, now()] }),
    );
    return { asset: name, width, height };
  }

  /** The label's own pictures of these names; others are left out. */
  async of(names: readonly string[]): Promise<LookAsset[]> {
    return this.db.query<LookAsset & Record<string, unknown>>({ ...GET, values: [currentTenant(), names] });
  }
}

async function cleaned(bytes: Buffer, shape: LogoShape): Promise<Omit<LookAsset, 'name'>> {
  const { width, height, svg, square } = SHAPES[shape];
  const isSvg = /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<svg[\s>]/.test(
    bytes.subarray(0, 4_096).toString('utf8'),
  );
  const source = isSvg ? Buffer.from(safeSvg(bytes.toString('utf8'))) : bytes;
  try {
    const image = sharp(source, { limitInputPixels: 40_000_000, failOn: 'error', density: isSvg ? 192 : 72 });
    const seen = await image.metadata();
    if (!isSvg && !['png', 'jpeg', 'webp'].includes(seen.format ?? '')) throw invalid('logo_not_a_picture');
    const ratio = (seen.width ?? 1) / (seen.height ?? 1);
    if (square && (ratio < 0.8 || ratio > 1.25)) throw invalid('logo_not_square');
    if (isSvg && svg) {
      const scale = Math.min(width / (seen.width ?? width), height / (seen.height ?? height));
      return {
        mediaType: 'image/svg+xml; charset=utf-8',
        body: source,
        width: Math.max(1, Math.round((seen.width ?? width) * scale)),
        height: Math.max(1, Math.round((seen.height ?? height) * scale)),
      };
    }
    const { data, info } = await image
      .autoOrient()
      .resize({ width, height, fit: 'inside', withoutEnlargement: !isSvg })
      .png({ compressionLevel: 9 })
      .toBuffer({ resolveWithObject: true });
    return { mediaType: 'image/png', body: data, width: info.width, height: info.height };
  } catch (error) {
    if (error instanceof Error && error.name === 'DomainError') throw error;
    throw invalid('logo_not_a_picture');
  }
}

function safeSvg(source: string): string {
  try {
    return sanitizeSvg(source);
  } catch (error) {
    if (error instanceof UntrustedError) throw invalid('logo_not_safe', { says: error.message });
    throw error;
  }
}
