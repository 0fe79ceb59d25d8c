import sharp from 'sharp';
import { DRAWN, type Drawn } from './logo-places.js';

/** A cleaned picture in pixels, for places that show no vectors or need a square: padded, never cut. */
export function drawLogo(body: Buffer, drawn: Drawn): Promise<Buffer> {
  const { width, height, square } = DRAWN[drawn];
  const image = sharp(body, { limitInputPixels: 40_000_000, density: 192 });
  const sized = square
    ? image.resize({ width, height, fit: 'contain', background: { r: 255, g: 255, b: 255, alpha: 0 } })
    : image.resize({ width, height, fit: 'inside' });
  // Home screens put black behind what is see-through.
  const filled = drawn === 'touch' ? sized.flatten({ background: '#ffffff' }) : sized;
  return filled.png({ compressionLevel: 9 }).toBuffer();
}
