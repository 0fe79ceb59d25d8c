import { invalid } from '#platform/kernel';
import sharp from 'sharp';
import type { FileKind } from './kinds.js';

const MAX_SIDE_PX = 4096;
const MAX_PIXELS = 100_000_000;

export interface CleanImage {
  readonly content: Buffer;
  readonly kind: FileKind;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws an image anew: turned upright, at most 4096 px on a side, colours in sRGB, and without the metadata, which
 * may tell where a picture was taken. A GIF becomes a WebP that moves as it did.
 */
export async function redraw(path: string, kind: FileKind): Promise<CleanImage> {
  const animated = kind === 'gif' || kind === 'webp';
  const target = kind === 'gif' ? 'webp' : kind;
  try {
    const image = sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'error', animated })
      .autoOrient()
      .resize({ width: MAX_SIDE_PX, height: MAX_SIDE_PX, fit: 'inside', withoutEnlargement: true });
    const encoded =
      target === 'png'
        ? image.png({ compressionLevel: 8 })
        : target === 'webp'
          ? image.webp({ quality: 88 })
          : image.jpeg({ quality: 88, progressive: true });
    const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
    return { content: data, kind: target, width: info.width, height: info.pageHeight ?? info.height };
  } catch (error) {
    if (/pixel limit/i.test((error as Error).message))
      throw invalid('image_too_large', { pixels: MAX_PIXELS });
    throw invalid('file_not_what_it_says', { says: kind, is: 'unknown' });
  }
}
