import { z } from 'zod';
import { FORMATS, JURISDICTIONS, RELATIONSHIPS } from './packs/pack.js';
import { RULE_CODES } from './rules.js';

const day = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);
const fold = z.object({ characters: z.int().positive(), lines: z.int().positive() });

/** What the judge is told about a post. Offsets in the report are UTF-16 units of `caption` as given here. */
export const disclosureInput = z.object({
  jurisdictions: z.array(z.enum(JURISDICTIONS)).min(1).max(JURISDICTIONS.length),
  platform: z.string().min(1).max(40),
  format: z.enum(FORMATS).default('feed'),
  /** BCP 47; guessed from the caption when absent. */
  language: z.string().min(2).max(35).optional(),
  relationship: z.enum(RELATIONSHIPS),
  /** The platform's own paid-partnership switch. */
  paidPartnershipLabel: z.boolean().default(false),
  caption: z.string().max(200_000),
  brand: z
    .object({
      name: z.string().min(1).max(200),
      handles: z.array(z.string().max(100)).default([]),
      tags: z.array(z.string().max(100)).default([]),
    })
    .optional(),
  /** Facts a caption cannot show: `retouched_body`, `ai_face`, `virtual_influencer`, `official_mark`, `in_video`, `repeated`, … */
  flags: z.array(z.string().max(60)).default([]),
  category: z.string().max(80).optional(),
  creatorAge: z.int().min(0).max(130).optional(),
  /** The day whose rules apply; today when absent. */
  at: day.optional(),
  /** Other figures for what is seen before "more", per platform. */
  folds: z.record(z.string(), fold).optional(),
  /** Rules that this label treats as failing where a pack only warns. */
  raise: z.array(z.enum(RULE_CODES)).default([]),
});
export type DisclosureInput = z.input<typeof disclosureInput>;
export type DisclosureQuestion = z.output<typeof disclosureInput>;

export const disclosureFinding = z.object({
  rule: z.enum(RULE_CODES),
  jurisdiction: z.enum(JURISDICTIONS),
  level: z.enum(['warn', 'fail']),
  where: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
  says: z.string(),
  saysParams: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The whole caption as it would pass in every jurisdiction asked; null where words cannot mend it. */
  fix: z.string().nullable(),
});
export type DisclosureFinding = z.output<typeof disclosureFinding>;

export const disclosureReport = z.object({
  verdict: z.enum(['pass', 'warn', 'fail']),
  findings: z.array(disclosureFinding),
  packs: z.array(
    z.object({ jurisdiction: z.enum(JURISDICTIONS), version: z.string(), validFrom: z.iso.date() }),
  ),
  at: z.iso.date(),
  language: z.string(),
});
export type DisclosureReport = z.output<typeof disclosureReport>;
