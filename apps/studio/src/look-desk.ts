import { Injectable } from '@nestjs/common';
import { may } from '#platform/access';
import { Db } from '#platform/database';
import { currentTenant } from '#platform/kernel';
import { ThemeLibrary } from '#platform/themes';
import {
  judgeLook,
  LookChange,
  lookDiff,
  LookDrafts,
  LookFinding,
  LookPreviews,
  LookSchedule,
  Releases,
} from '#domain/tenants';
import { z } from 'zod';

export const SEEN = ['brand', 'influencer', 'studio'] as const;
export const LookSearch = z.object({ see: z.enum(SEEN).optional() });

/** What stands beside everything that is edited: the draft, what is wrong with it, and how it looks. */
export const LookSide = z.object({
  mayUpdate: z.boolean(),
  changed: z.boolean(),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
  steps: z.number(),
  lastBy: z.string().nullable(),
  lastAt: z.string().nullable(),
  changes: z.array(LookChange),
  findings: z.array(LookFinding),
  errors: z.number(),
  see: z.enum(SEEN),
  /** Where the draft is seen on the real pages, for half an hour. */
  preview: z.string(),
  scheduled: z
    .object({
      state: z.enum(['waiting', 'failed']),
      why: z.string(),
      at: z.string(),
      by: z.string(),
      fault: z.string().nullable(),
    })
    .nullable(),
  /** The newest release's number; null while the label looks as its file says. */
  release: z.number().nullable(),
});
type Side = z.infer<typeof LookSide>;

/** A text in each of the label's languages. */
export const Texts = z.array(z.object({ locale: z.string(), text: z.string() }));

export function ownTexts(locales: readonly string[], own: Readonly<Record<string, string>> = {}) {
  return locales.map((locale) => ({ locale, text: own[locale] ?? '' }));
}

const PARTIES = {
  name: 'look_preview_parties',
  text: `SELECT (SELECT o.id FROM organization o WHERE o.tenant_id = $1 AND o.state = 'active' ORDER BY o.created_at LIMIT 1) AS brand,
    (SELECT r.influencer_id FROM representation r WHERE r.tenant_id = $1 ORDER BY r.id LIMIT 1) AS influencer`,
};

@Injectable()
export class LookDesk {
  constructor(
    private readonly db: Db,
    private readonly drafts: LookDrafts,
    private readonly releases: Releases,
    private readonly schedule: LookSchedule,
    private readonly previews: LookPreviews,
    private readonly themes: ThemeLibrary,
  ) {}

  async side(see: Side['see'] = 'brand'): Promise<Side> {
    const { content, changed, canUndo, canRedo, steps, last } = await this.drafts.open();
    const findings = await judgeLook(this.themes, content, currentTenant());
    const scheduled = await this.schedule.read();
    const current = await this.releases.current();
    return {
      mayUpdate: may('update', 'Label'),
      changed,
      canUndo,
      canRedo,
      steps,
      lastBy: last?.madeByName ?? null,
      lastAt: last?.madeAt.toISOString() ?? null,
      changes: changed ? lookDiff(await this.releases.content(), content) : [],
      findings,
      errors: findings.filter(({ level }) => level === 'error').length,
      see,
      preview: await this.preview(see, null),
      scheduled: scheduled && {
        state: scheduled.state,
        why: scheduled.why,
        at: scheduled.publishAt.toISOString(),
        by: scheduled.madeByName,
        fault: scheduled.fault,
      },
      release: current?.number ?? null,
    };
  }

  /** As the first client or influencer there is; a label without any is seen as nobody who is signed in. */
  async preview(see: Side['see'], number: number | null): Promise<string> {
    const parties = await this.db.one<{ brand: string | null; influencer: string | null }>({
      ...PARTIES,
      values: [currentTenant()],
    });
    return this.previews.link(see, number, see === 'studio' ? null : (parties?.[see] ?? null));
  }
}
