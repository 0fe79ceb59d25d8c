import { z } from 'zod';
import type { TenantSpec } from '../tenants-file.js';
import { Words } from '../tenants-file.js';

export const LOGO_SHAPES = ['wide', 'wideDark', 'square', 'favicon', 'mail', 'pdf'] as const;
export type LogoShape = (typeof LOGO_SHAPES)[number];
export const LEGAL_PAGES = ['terms', 'privacy', 'imprint'] as const;
export type LegalPage = (typeof LEGAL_PAGES)[number];
export const MAIL_BLOCKS = ['opening', 'closing', 'footer'] as const;
export type MailBlock = (typeof MAIL_BLOCKS)[number];
export const NAVIGATIONS = ['brand', 'influencer', 'studio'] as const;
export type NavigationPortal = (typeof NAVIGATIONS)[number];

export const Locale = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'a language and region such as de-DE');
const inLocales = <T extends z.ZodType>(inner: T) => z.record(Locale, inner);

/** The name of a picture: what is in it, hashed, and its kind. */
export const AssetName = z.string().regex(/^[A-Za-z0-9_-]{16,64}\.(svg|png)$/);
export const Logo = z.strictObject({
  asset: AssetName,
  width: z.number().int().positive().max(4096),
  height: z.number().int().positive().max(4096),
});
export type Logo = z.infer<typeof Logo>;

/** An entry of a navigation, known by where it leads: renamed, moved or hidden. Those not listed follow as they are. */
export const NavigationEntry = z.strictObject({
  key: z.string().regex(/^[a-z-]{1,40}$/),
  names: inLocales(z.string().trim().min(1).max(40)).default({}),
  hidden: z.boolean().default(false),
});
export type NavigationEntry = z.infer<typeof NavigationEntry>;

export const LegalText = z.strictObject({
  mustAccept: z.boolean().default(false),
  texts: inLocales(z.string().max(60_000)),
});
export type LegalText = z.infer<typeof LegalText>;

/** Everything of a label's look that is the label's own: what a release freezes and a bundle carries. */
export const LookContent = z.strictObject({
  theme: z.string().regex(/^[a-z][a-z0-9-]*$/),
  tokens: z
    .record(z.string().regex(/^[A-Za-z0-9_.-]{1,80}$/), z.string().max(120))
    .refine((tokens) => Object.keys(tokens).length <= 300),
  words: inLocales(Words).refine((locales) => Object.keys(locales).length <= 30),
  navigation: z.partialRecord(z.enum(NAVIGATIONS), z.array(NavigationEntry).max(30)).default({}),
  logos: z.partialRecord(z.enum(LOGO_SHAPES), Logo).default({}),
  mail: z.partialRecord(z.enum(MAIL_BLOCKS), inLocales(z.string().max(4_000))).default({}),
  legal: z.partialRecord(z.enum(LEGAL_PAGES), LegalText).default({}),
});
export type LookContent = z.infer<typeof LookContent>;

/** What processes hold of a release: legal pages by their version only, their texts are read when asked for. */
export type ServedLook = Omit<LookContent, 'legal'> & {
  readonly legal: Partial<Record<LegalPage, { readonly version: number; readonly mustAccept: boolean }>>;
};

/** The parts that a tenants file gives a first value to; the studio's change of one is kept from then on. */
export const FIRST_VALUES = ['theme', 'tokens', 'words', 'legal'] as const;
export type FirstValue = (typeof FIRST_VALUES)[number];

/** A label's look as its file gives it, before the studio changed anything. */
export function contentOfFile(
  spec: Pick<TenantSpec, 'theme' | 'tokens' | 'words' | 'legal' | 'locales'>,
): LookContent {
  const locale = spec.locales[0] ?? 'en';
  const legal = LEGAL_PAGES.flatMap((page) => {
    const text = spec.legal[page];
    return text ? [[page, { mustAccept: false, texts: { [locale]: text } }] as const] : [];
  });
  return {
    theme: spec.theme,
    tokens: spec.tokens,
    words: spec.words,
    navigation: {},
    logos: {},
    mail: {},
    legal: Object.fromEntries(legal),
  };
}

/** Whether two pieces of JSON say the same, however their keys are ordered. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]))
  );
}

/** The text for a locale: its own, else another's of the same language; never one in a language nobody asked for. */
export function nearestText(texts: Readonly<Record<string, string>>, locale: string): string | undefined {
  const language = locale.split('-', 1)[0] ?? locale;
  const near = Object.keys(texts).find((known) => known.split('-', 1)[0] === language);
  return texts[locale] ?? texts[near ?? ''];
}
