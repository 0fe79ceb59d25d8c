import { addDays } from '#platform/kernel';
import type { Earning, LateReason } from './money.dto.js';

/** Days after which money that is due, or with the provider, counts as late. */
const DUE_GRACE_DAYS = 1;
const PROVIDER_DAYS = 5;

export interface Owed {
  readonly state: 'approved' | 'scheduled' | 'onItsWay' | 'paid' | 'failed';
  readonly dueAt: Date;
  readonly unfunded: boolean;
  /** When the payout was made. */
  readonly sentAt: Date | null;
}

/** Why this money is late, if it is. */
export function lateness({ state, dueAt, unfunded, sentAt }: Owed, at: Date): LateReason | null {
  if (state === 'failed') return 'failed';
  if (state === 'onItsWay') return sentAt && addDays(sentAt, PROVIDER_DAYS) < at ? 'provider' : null;
  if (state === 'paid' || addDays(dueAt, DUE_GRACE_DAYS) > at) return null;
  return unfunded ? 'unfunded' : 'queued';
}

/** A piece of work and what is owed for it, as far as either exists. */
export interface Work {
  /** The deliverable's state; null for a fee that no deliverable bears. */
  readonly work: string | null;
  readonly dueOn: string | null;
  readonly publishedAt: Date | null;
  readonly owed: (Owed & { readonly earnedAt: Date; readonly paidAt: Date | null }) | null;
}

const MISSING: Readonly<Record<string, Earning['missing']>> = {
  due: 'draft',
  changesRequested: 'changes',
  approved: 'post',
  scheduled: 'post',
};

/** earned → approved → scheduled → on its way → paid, each with its date, and what stands in the way. */
export function progress(
  work: Work,
  at: Date,
): Pick<Earning, 'state' | 'steps' | 'late' | 'missing' | 'dueAt'> {
  const { owed } = work;
  if (!owed) return unpaidYet(work, at);
  const late = lateness(owed, at);
  const reached = owed.state === 'paid' ? 5 : owed.state === 'onItsWay' || owed.state === 'failed' ? 3 : 2;
  const dates = [work.publishedAt ?? owed.earnedAt, owed.earnedAt, owed.dueAt, owed.sentAt, owed.paidAt];
  return {
    state: owed.state === 'approved' ? 'scheduled' : owed.state,
    steps: stepsOf(reached, late !== null, dates),
    late,
    missing: null,
    dueAt: owed.dueAt.toISOString(),
  };
}

function unpaidYet(
  { work, dueOn, publishedAt }: Work,
  at: Date,
): Pick<Earning, 'state' | 'steps' | 'late' | 'missing' | 'dueAt'> {
  const missing = MISSING[work ?? ''] ?? null;
  const overdue =
    missing !== null && missing !== 'post' && dueOn !== null && dueOn < at.toISOString().slice(0, 10);
  return {
    state: 'open',
    steps: stepsOf(publishedAt ? 1 : 0, overdue, [publishedAt, null, null, null, null]),
    late: overdue ? 'draft_overdue' : null,
    missing,
    dueAt: null,
  };
}

/** The first `reached` steps are done, the next is where it stands. */
function stepsOf(reached: number, late: boolean, dates: readonly (Date | null)[]): Earning['steps'] {
  const keys = ['earned', 'approved', 'scheduled', 'onItsWay', 'paid'] as const;
  return keys.map((key, index) => ({
    key,
    state: index < reached ? 'done' : index > reached ? 'todo' : late ? 'late' : 'current',
    // The day it is due is known before it comes; other dates are of what has happened.
    at: (index <= reached || key === 'scheduled' ? dates[index] : null)?.toISOString() ?? null,
  }));
}
