import { z } from 'zod';
import { JURISDICTIONS } from './packs/pack.js';

/** A stretch of the caption, marked by the worst finding that points at it. */
const Spot = z.object({ text: z.string(), level: z.enum(['warn', 'fail']).nullable() });

/** A judgement as a person reads it, in the label's language. */
export const DisclosureView = z.object({
  verdict: z.enum(['pass', 'warn', 'fail']),
  findings: z.array(
    z.object({
      rule: z.string(),
      jurisdiction: z.enum(JURISDICTIONS),
      level: z.enum(['warn', 'fail']),
      where: z.tuple([z.number().int(), z.number().int()]),
      says: z.string(),
    }),
  ),
  /** The caption in pieces, so that what a finding points at can be shown. */
  spots: z.array(Spot),
  /** The whole caption as it would pass everywhere; null where nothing is wrong or words cannot mend it. */
  fix: z.string().nullable(),
  packs: z.array(
    z.object({ jurisdiction: z.enum(JURISDICTIONS), version: z.string(), validFrom: z.string() }),
  ),
  judgedOn: z.string(),
});
export type DisclosureView = z.infer<typeof DisclosureView>;
