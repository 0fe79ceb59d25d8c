import { may } from '#platform/access';
import { allowedActions, currentActor, now } from '#platform/kernel';
import type { Deliverable } from './content.entities.js';
import { deliverableTransitions } from './deliverable.states.js';

/** How many more times changes may be asked for. */
export function revisionsLeft(
  { revisions, extraRevisions }: Pick<Deliverable, 'revisions' | 'extraRevisions'>,
  { revisionCap }: { readonly revisionCap: number },
): number {
  return Math.max(0, revisionCap + extraRevisions - revisions);
}

const OF_INFLUENCERS = ['submit', 'schedule', 'publish'] as const;
const OF_BUYERS = ['approve', 'requestChanges'] as const;
const OF_STAFF = ['verify', 'sendBack'] as const;

/** What the current actor may do with a piece in this state. */
export function contentActions({ state }: Pick<Deliverable, 'state'>): string[] {
  const { kind } = currentActor();
  const own: string[] = [
    ...(kind === 'influencer' && may('submit', 'Content') ? OF_INFLUENCERS : []),
    ...(kind !== 'influencer' && may('approve', 'Content') ? OF_BUYERS : []),
    ...(kind === 'staff' && may('verify', 'Content') ? OF_STAFF : []),
  ];
  return allowedActions(deliverableTransitions, state).filter((action) => own.includes(action));
}

/** Whose turn it is, and whether they let a date pass. */
export function isLate({
  state,
  dueOn,
  reviewDueAt,
}: Pick<Deliverable, 'state' | 'dueOn' | 'reviewDueAt'>): boolean {
  if (state === 'submitted') return reviewDueAt !== null && reviewDueAt < now();
  return state === 'due' && dueOn !== null && dueOn < now().toISOString().slice(0, 10);
}
