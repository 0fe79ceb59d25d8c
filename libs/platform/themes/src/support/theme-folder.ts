import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LabelFacts } from '../look.js';

/** Themes for tests: `{base: {'pages/x.hbs': '…'}}` written to a folder of their own; a missing theme.json is made. */
export function themeFolder(
  themes: Readonly<Record<string, Readonly<Record<string, string | object>>>>,
): string {
  const dir = mkdtempSync(join(tmpdir(), 'themes-'));
  for (const [name, files] of Object.entries(themes)) writeTheme(dir, name, files);
  return dir;
}

export function writeTheme(
  dir: string,
  name: string,
  files: Readonly<Record<string, string | object>>,
): void {
  const manifest = { name, version: '1.0.0', extends: name === 'base' ? null : 'base' };
  for (const [path, content] of Object.entries({ 'theme.json': manifest, ...files })) {
    const file = join(dir, name, path);
    mkdirSync(dirname(file), { recursive: true });
    const whole =
      path === 'theme.json' && typeof content === 'object' ? { ...manifest, ...content } : content;
    writeFileSync(file, typeof whole === 'string' ? whole : JSON.stringify(whole));
  }
}

export const LABEL: LabelFacts = {
  name: 'Switchback Weekly',
  locale: 'en-US',
  locales: ['en-US', 'de-DE', 'ar-AE'],
  currency: 'USD',
  timeZone: 'America/Denver',
};
