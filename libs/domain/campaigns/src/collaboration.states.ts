import type { Transitions } from '#platform/kernel';

export const COLLABORATION_STATES = [
  'shortlisted',
  'invited',
  'applied',
  'offered',
  'countered',
  'accepted',
  'contracted',
  'producing',
  'delivered',
  'completed',
  'declined',
  'expired',
  'withdrawn',
  'dropped',
] as const;
export type CollaborationState = (typeof COLLABORATION_STATES)[number];
export type CollaborationAction =
  | 'invite'
  | 'offer'
  | 'counter'
  | 'accept'
  | 'decline'
  | 'expire'
  | 'withdraw'
  | 'sign'
  | 'produce'
  | 'deliver'
  | 'complete'
  | 'drop';

/**
 * domain.md, *Collaboration*. An invitation carries the first offer, so it can be accepted or countered at once;
 * whose turn it is follows from who made the standing offer (`Negotiation`).
 */
export const collaborationTransitions: Transitions<CollaborationState, CollaborationAction> = {
  shortlisted: { invite: 'invited', withdraw: 'withdrawn' },
  invited: {
    offer: 'offered',
    counter: 'countered',
    accept: 'accepted',
    decline: 'declined',
    expire: 'expired',
    withdraw: 'withdrawn',
  },
  applied: { offer: 'offered', decline: 'declined', withdraw: 'withdrawn' },
  offered: {
    offer: 'offered',
    counter: 'countered',
    accept: 'accepted',
    decline: 'declined',
    expire: 'expired',
    withdraw: 'withdrawn',
  },
  countered: {
    offer: 'offered',
    counter: 'countered',
    accept: 'accepted',
    decline: 'declined',
    expire: 'expired',
    withdraw: 'withdrawn',
  },
  accepted: { sign: 'contracted', decline: 'declined', drop: 'dropped' },
  contracted: { produce: 'producing', deliver: 'delivered', drop: 'dropped' },
  producing: { deliver: 'delivered', drop: 'dropped' },
  delivered: { complete: 'completed', drop: 'dropped' },
  completed: {},
  // Who let an invitation pass may be asked again; who said no or was let go may not.
  expired: { invite: 'invited' },
  withdrawn: { invite: 'invited' },
  declined: {},
  dropped: {},
};

/** Nothing is agreed yet, and either side may still walk away for free. */
export const NEGOTIATING: readonly CollaborationState[] = [
  'shortlisted',
  'invited',
  'applied',
  'offered',
  'countered',
];
/** A price is held for these. */
export const COMMITTED: readonly CollaborationState[] = ['accepted', 'contracted', 'producing', 'delivered'];
