import type { RosterCreator } from './creator.js';
import type { FigureCells } from './figure-cells.js';
import {
  type CountField,
  type Platform,
  platformMentioned,
  ROSTER_FIELDS,
  type RosterField,
} from './fields.js';
import { type Handle, handleOfUrl, readHandle } from './handles.js';
import type { ColumnMapping } from './mapping.js';
import { isMissing, isMissingText } from './missing.js';
import type { RowNotes } from './row-notes.js';
import { cleanText } from './text.js';

type Columns = readonly ColumnMapping[];

/** Which columns tell of a person's account on one other platform. */
export interface AccountPlan {
  readonly platform: Platform;
  readonly handle: Columns;
  readonly profileUrl: Columns;
  readonly counts: readonly { field: CountField; columns: Columns; rounds: boolean }[];
  readonly rate: Columns;
  /** The list has one handle for all platforms, and this one's figures say that it counts here too. */
  readonly sharesHandle: boolean;
}

/** The plans of a list that keeps several accounts of a person side by side; none for any other list. */
export function accountPlans(columns: Columns): AccountPlan[] {
  const lead = columns.find(({ field, platform, order }) => field === 'handle' && !platform && order === 0);
  const isShared = lead !== undefined && platformMentioned(lead.header) === null;
  const ofOthers = columns.filter(({ platform, field }) => platform && field !== 'ignore');
  return [...Map.groupBy(ofOthers, ({ platform }) => platform!)].map(([platform, own]): AccountPlan => {
    const of = (field: RosterField): Columns =>
      own.filter((column) => column.field === field).sort((a, b) => a.order - b.order);
    const fields = [...new Set(own.map(({ field }) => field))];
    const counts = fields
      .filter((field): field is CountField => /^(?:total|average)$/.test(ROSTER_FIELDS[field]))
      .map((field) => ({ field, columns: of(field), rounds: ROSTER_FIELDS[field] === 'average' }));
    const [handle, profileUrl] = [of('handle'), of('profileUrl')];
    const sharesHandle = isShared && handle.length === 0 && profileUrl.length === 0;
    return { platform, handle, profileUrl, counts, rate: of('engagementRate'), sharesHandle };
  });
}

const NOTHING_COUNTED = {
  followers: null,
  posts: null,
  totalLikes: null,
  totalViews: null,
  rank: null,
  avgLikes: null,
  avgViews: null,
  avgComments: null,
  avgShares: null,
  avgEngagements: null,
  newPostAvgLikes: null,
  influenceScore: null,
  engagementRatePpm: null,
} as const;

/** Reads the other accounts of the person in a row. */
export class OtherAccounts {
  constructor(
    private readonly notes: RowNotes,
    private readonly figures: FigureCells,
  ) {}

  /** Each is a whole creator: what is said of the person, and the figures of that account. */
  read(plans: readonly AccountPlan[], person: RosterCreator, shared: Handle | null): RosterCreator[] {
    return plans.flatMap((plan) => this.readOne(plan, person, shared) ?? []);
  }

  private readOne(plan: AccountPlan, person: RosterCreator, shared: Handle | null): RosterCreator | null {
    const tells = [...plan.counts.flatMap(({ columns }) => columns), ...plan.rate].some(
      (column) => !isMissing(this.notes.cell(column)),
    );
    const found = plan.sharesHandle ? tells && shared : this.readHandle(plan);
    if (!found) return null;
    const { handle, handleNorm, derived: handleDerived } = found;
    const account: RosterCreator = {
      ...person,
      ...NOTHING_COUNTED,
      platform: found.platform ?? plan.platform,
      handle,
      handleNorm,
      handleDerived,
      displayName: person.displayName ?? found.name,
      profileUrl: this.readUrl(plan),
    };
    for (const { field, columns, rounds } of plan.counts)
      account[field] = this.figures.read(columns, field, rounds);
    if (plan.rate.length > 0)
      account.engagementRatePpm = this.figures.read(plan.rate, 'engagementRate', true);
    return account;
  }

  private readHandle({ handle, profileUrl, platform }: AccountPlan): Handle | null {
    for (const column of [...handle, ...profileUrl]) {
      const raw = this.notes.cell(column);
      if (isMissingText(raw) || NO_ACCOUNT.test(raw.trim())) continue;
      const found = readHandle(raw, platform);
      if (found) return found;
      this.notes.warn(column, raw, 'accountUnread');
    }
    return null;
  }

  private readUrl({ handle, profileUrl }: AccountPlan): string | null {
    for (const column of [...profileUrl, ...handle]) {
      const text = cleanText(this.notes.cell(column));
      if (handleOfUrl(text)) return /^https?:/i.test(text) ? text : `https://${text}`;
    }
    return null;
  }
}

const NO_ACCOUNT = /^(?:no|nein|non|none|false|x|n|✗|✘)$/i;
