import { type Action, may, type Subject } from '#platform/access';
import { currentActor } from '#platform/kernel';
import { allowedActions } from '#platform/kernel';
import { type CampaignState, campaignTransitions } from './campaign.states.js';
import type { CollaborationAction, CollaborationState } from './collaboration.states.js';

const NEEDS: Readonly<Record<string, readonly [Action, Subject]>> = {
  submit: ['submit', 'Campaign'],
  approve: ['approve', 'Campaign'],
  return: ['approve', 'Campaign'],
  fund: ['fund', 'Campaign'],
  launch: ['submit', 'Campaign'],
  pause: ['submit', 'Campaign'],
  resume: ['submit', 'Campaign'],
  complete: ['submit', 'Campaign'],
  cancel: ['submit', 'Campaign'],
  edit: ['update', 'Campaign'],
  duplicate: ['create', 'Campaign'],
  invite: ['invite', 'Collaboration'],
  budget: ['fund', 'Campaign'],
};

/** Influencers are asked once the label has taken the campaign on. */
export const INVITING: readonly CampaignState[] = ['approved', 'funded', 'live'];

/** The brand writes until it submits; staff mend what is submitted, instead of sending it back for a comma. */
export function mayEdit(state: CampaignState): boolean {
  return state === 'draft' || (state === 'submitted' && currentActor().kind === 'staff');
}

/** What the current actor may do with a campaign in this state. */
export function campaignActions(state: CampaignState): string[] {
  const extra = [
    ...(mayEdit(state) ? ['edit'] : []),
    ...(INVITING.includes(state) ? ['invite'] : []),
    ...(['approved', 'funded', 'live', 'paused'].includes(state) ? ['budget'] : []),
    'duplicate',
  ];
  return [...allowedActions(campaignTransitions, state), ...extra].filter((action) => {
    const need = NEEDS[action];
    return need !== undefined && may(...need);
  });
}

const INFLUENCER: Readonly<Partial<Record<CollaborationState, readonly CollaborationAction[]>>> = {
  invited: ['accept', 'counter', 'decline'],
  offered: ['accept', 'counter', 'decline'],
  countered: ['counter', 'decline'],
  accepted: ['sign', 'decline'],
};

const BUYER: Readonly<Partial<Record<CollaborationState, readonly CollaborationAction[]>>> = {
  shortlisted: ['withdraw'],
  invited: ['offer', 'withdraw'],
  applied: ['offer', 'withdraw'],
  offered: ['offer', 'withdraw'],
  countered: ['accept', 'offer', 'withdraw'],
  accepted: ['drop'],
  contracted: ['drop'],
  producing: ['drop'],
  delivered: ['drop'],
};

/** Whose turn it is follows from the state: a side that made the standing offer cannot accept it. */
export function turnOf(
  side: 'buyer' | 'influencer',
  state: CollaborationState,
): readonly CollaborationAction[] {
  return (side === 'influencer' ? INFLUENCER : BUYER)[state] ?? [];
}

/** What the current actor may do in a collaboration of this state. */
export function collaborationActions(state: CollaborationState): string[] {
  const { kind } = currentActor();
  return turnOf(kind === 'influencer' ? 'influencer' : 'buyer', state).filter((action) => {
    if (action === 'sign') return may('sign', 'Collaboration');
    if (action === 'drop' || action === 'withdraw') return may('update', 'Collaboration');
    return may('negotiate', 'Collaboration');
  });
}
