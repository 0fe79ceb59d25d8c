import { crc32, deflateSync } from 'node:zlib';

/** A small picture that nobody owns: a sky over hills, as PNG. */
export function drawPng(width: number, height: number): Buffer {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const hill = height * (0.55 + 0.12 * Math.sin((x / width) * 6.3) + 0.05 * Math.sin((x / width) * 19));
      const at = y * (1 + width * 3) + 1 + x * 3;
      const [red, green, blue] =
        y < hill
          ? [230 - (90 * y) / height, 214 - (40 * y) / height, 205]
          : [70, 104 - (40 * y) / height, 78];
      rows.set([red ?? 0, green ?? 0, blue ?? 0], at);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
