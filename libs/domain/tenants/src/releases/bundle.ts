import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { DomainError, invalid } from '#platform/kernel';
import { z } from 'zod';
import { AssetName, LookContent } from './look-content.js';

/** Packed and unpacked. */
export const BUNDLE_BYTES = 8 * 1024 * 1024;
const LIMIT_FILES = 40;

/** What lies in `look.json` of a bundle; pictures lie beside it in `assets/`. Never a template. */
const Manifest = z.strictObject({
  format: z.literal(1),
  theme: z.strictObject({ name: z.string().max(60), version: z.string().max(80) }),
  exportedAt: z.string().max(40),
  content: LookContent,
});

export interface Bundle {
  readonly content: LookContent;
  readonly themeVersion: string;
  readonly assets: ReadonlyMap<string, Buffer>;
}

export function writeBundle({ content, themeVersion, assets }: Bundle, at: Date): Buffer {
  const manifest: z.infer<typeof Manifest> = {
    format: 1,
    theme: { name: content.theme, version: themeVersion },
    exportedAt: at.toISOString(),
    content,
  };
  const files = {
    'look.json': strToU8(`${JSON.stringify(manifest, null, 2)}\n`),
    ...Object.fromEntries([...assets].map(([name, body]) => [`assets/${name}`, new Uint8Array(body)])),
  };
  return Buffer.from(zipSync(files, { level: 6, mtime: at }));
}

/** @throws `bad_bundle` for what is none, is too large unpacked, or holds something that has no place in one. */
export function readBundle(bytes: Buffer): Bundle {
  let total = 0;
  let count = 0;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(new Uint8Array(bytes), {
      // Sizes are told before anything is unpacked.
      filter: ({ name, originalSize }) => {
        total += originalSize;
        count++;
        if (total > BUNDLE_BYTES || count > LIMIT_FILES) throw invalid('bad_bundle', { why: 'size' });
        if (name !== 'look.json' && !isPicture(name)) throw invalid('bad_bundle', { why: 'member' });
        return true;
      },
    });
  } catch (error) {
    throw error instanceof DomainError ? error : invalid('bad_bundle', { why: 'zip' });
  }
  const manifest = files['look.json'];
  if (!manifest) throw invalid('bad_bundle', { why: 'manifest' });
  let json: unknown;
  try {
    json = JSON.parse(strFromU8(manifest));
  } catch {
    throw invalid('bad_bundle', { why: 'manifest' });
  }
  const parsed = Manifest.safeParse(json);
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => ({
      path: path.join('.'),
      code: 'invalid',
      message,
    }));
    throw invalid('bad_bundle', { why: 'manifest' }, errors);
  }
  const assets = new Map(
    Object.entries(files)
      .filter(([name]) => name.startsWith('assets/'))
      .map(([name, body]) => [name.slice('assets/'.length), Buffer.from(body)]),
  );
  return { content: parsed.data.content, themeVersion: parsed.data.theme.version, assets };
}

/** A name and no path: nothing of a bundle is ever written anywhere under the name it came with. */
function isPicture(name: string): boolean {
  return name.startsWith('assets/') && AssetName.safeParse(name.slice('assets/'.length)).success;
}
