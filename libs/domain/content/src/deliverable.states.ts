import type { Transitions } from '#platform/kernel';

export const DELIVERABLE_STATES = [
  'due',
  'submitted',
  'changesRequested',
  'approved',
  'scheduled',
  'published',
  'verified',
  'measured',
  'dropped',
] as const;
export type DeliverableState = (typeof DELIVERABLE_STATES)[number];
export type DeliverableAction =
  | 'submit'
  | 'requestChanges'
  | 'approve'
  | 'schedule'
  | 'publish'
  | 'verify'
  | 'sendBack'
  | 'measure'
  | 'drop';

/**
 * domain.md, *Deliverable*. A draft that nobody has decided on may be replaced by a newer version, and a published
 * address be corrected until it is verified; a post that staff send back is approved still, and must be handed in anew.
 */
export const deliverableTransitions: Transitions<DeliverableState, DeliverableAction> = {
  due: { submit: 'submitted', drop: 'dropped' },
  submitted: {
    submit: 'submitted',
    requestChanges: 'changesRequested',
    approve: 'approved',
    drop: 'dropped',
  },
  changesRequested: { submit: 'submitted', drop: 'dropped' },
  approved: { schedule: 'scheduled', publish: 'published', drop: 'dropped' },
  scheduled: { schedule: 'scheduled', publish: 'published', drop: 'dropped' },
  published: { publish: 'published', verify: 'verified', sendBack: 'approved', drop: 'dropped' },
  verified: { measure: 'measured' },
  measured: {},
  dropped: {},
};

/** Work that counts as done: the money for it is posted. */
export const DONE: readonly DeliverableState[] = ['verified', 'measured'];
