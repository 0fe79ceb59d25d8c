import type { Transitions } from '#platform/kernel';

export const HOST_STATES = ['pending', 'verified', 'active', 'suspended', 'released'] as const;
export type HostState = (typeof HOST_STATES)[number];
export type HostAction = 'claim' | 'prove' | 'lead' | 'suspend' | 'release';

/**
 * The life of a label's own host. Only `verified` and `active` are routed and get a certificate; in `active` the name
 * leads here too. What was released is claimed anew, with another token, by whoever claims it.
 */
export const HOST_TRANSITIONS: Transitions<HostState, HostAction> = {
  pending: { claim: 'pending', prove: 'verified', release: 'released' },
  verified: { lead: 'active', suspend: 'suspended', release: 'released' },
  active: { suspend: 'suspended', release: 'released' },
  suspended: { prove: 'verified', release: 'released' },
  released: { claim: 'pending' },
};

export const SENDER_STATES = ['pending', 'verified', 'suspended', 'released'] as const;
export type SenderState = (typeof SENDER_STATES)[number];
export type SenderAction = 'prove' | 'suspend' | 'release';

/** The life of a domain that a label sends mail from; only `verified` signs. */
export const SENDER_TRANSITIONS: Transitions<SenderState, SenderAction> = {
  pending: { prove: 'verified', release: 'released' },
  verified: { suspend: 'suspended', release: 'released' },
  suspended: { prove: 'verified', release: 'released' },
  released: {},
};
