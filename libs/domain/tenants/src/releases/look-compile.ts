import { type Look, type LookInput, ThemeError, type ThemeLibrary } from '#platform/themes';
import { log } from '#platform/kernel';
import type { TenantConfig } from '../tenant-secrets.js';
import { placedLogos } from './logo-places.js';
import { contentOfFile, LEGAL_PAGES, type ServedLook } from './look-content.js';

/** What a page being previewed says of itself. */
export interface PreviewFacts {
  /** A release's number; null for the draft. */
  readonly number: number | null;
  readonly until: string;
}

/** A label's configuration as processes hold it: `look` is what the studio published, where it has. */
export type LabelConfig = TenantConfig & { readonly look?: ServedLook };

/** A label's look from its configuration; what is previewed comes with what it says of itself. */
export function lookInput(config: LabelConfig, served: ServedLook, preview?: PreviewFacts): LookInput {
  const logos = placedLogos(served.logos);
  const legal = Object.fromEntries(
    LEGAL_PAGES.flatMap((page) => (served.legal[page] ? [[page, `/legal/${page}`] as const] : [])),
  );
  return {
    theme: served.theme,
    label: {
      name: config.name,
      locale: config.locales[0] ?? 'en',
      locales: config.locales,
      currency: config.currency,
      timeZone: config.timeZone,
      legal: { company: config.legal.company, ...legal },
      postalAddress: config.mail.postalAddress,
      ...(Object.keys(logos).length > 0 && { logos }),
      ...(Object.keys(served.navigation).length > 0 && { navigation: served.navigation }),
      ...(Object.keys(served.mail).length > 0 && { mailBlocks: served.mail }),
      ...(preview && { preview }),
    },
    words: served.words,
    tokens: served.tokens,
  };
}

/** The look that a label has as long as its studio published nothing. */
export function servedOfFile(config: LabelConfig): ServedLook {
  const content = contentOfFile(config);
  const legal = Object.fromEntries(
    Object.keys(content.legal).map((page) => [page, { version: 0, mustAccept: false }]),
  );
  return { ...content, legal };
}

/**
 * Never leaves a label without a look: what a theme no longer takes of its tokens is left out, and a theme that is gone
 * gives way to the base theme. The studio tells of both.
 */
export function compileSafely(themes: ThemeLibrary, input: LookInput): Look {
  try {
    return themes.compileLook(input);
  } catch (error) {
    if (!(error instanceof ThemeError)) throw error;
    log.warn('look.fallback', { label: input.label.name, says: error.message });
    const theme = themes.names().includes(input.theme) ? input.theme : 'base';
    const refused = new Set(error.findings.map(({ file }) => file));
    const tokens = Object.fromEntries(
      Object.entries(input.tokens ?? {}).filter(([path]) => !refused.has(path)),
    );
    try {
      return themes.compileLook({ ...input, theme, tokens });
    } catch {
      return themes.compileLook({ ...input, theme, tokens: {} });
    }
  }
}
