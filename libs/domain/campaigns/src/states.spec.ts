import { describe, expect, it } from '@jest/globals';
import { runForTenant, systemActor, transition } from '#platform/kernel';
import type { Actor } from '#platform/kernel';
import { campaignActions, collaborationActions, turnOf } from './campaign.rules.js';
import { CAMPAIGN_STATES, campaignTransitions } from './campaign.states.js';
import {
  COLLABORATION_STATES,
  collaborationTransitions,
  COMMITTED,
  NEGOTIATING,
} from './collaboration.states.js';

const TENANT = '019a0000-0000-7000-8000-000000000001';
const as = <T>(actor: Partial<Actor>, fn: () => T): T =>
  runForTenant(TENANT, { ...systemActor, accountId: 'a', ...actor }, fn);
const admin = { kind: 'member', role: 'member.admin' } as const;
const influencer = { kind: 'influencer', role: 'influencer.self' } as const;

describe('states of a campaign', () => {
  it('can be cancelled from any state before it is completed, and from none after', () => {
    for (const state of CAMPAIGN_STATES) {
      const over = state === 'completed' || state === 'cancelled';
      expect([state, 'cancel' in campaignTransitions[state]]).toEqual([state, !over]);
    }
  });

  it('goes live only once it is funded', () => {
    const before = CAMPAIGN_STATES.filter((state) => 'launch' in campaignTransitions[state]);
    expect(before).toEqual(['funded']);
  });

  it('is approved by staff, never by a brand', () => {
    expect(as(admin, () => campaignActions('submitted'))).not.toContain('approve');
    expect(as({ kind: 'staff', role: 'staff.manager' }, () => campaignActions('submitted'))).toEqual(
      expect.arrayContaining(['approve', 'return', 'edit']),
    );
  });

  it('lets a viewer do nothing', () => {
    for (const state of CAMPAIGN_STATES)
      expect(as({ kind: 'staff', role: 'staff.viewer' }, () => campaignActions(state))).toEqual([]);
  });
});

describe('states of a collaboration', () => {
  it('lets nobody accept an offer of their own side', () => {
    for (const state of COLLABORATION_STATES) {
      expect([
        state,
        turnOf('buyer', state).includes('accept') && turnOf('influencer', state).includes('accept'),
      ]).toEqual([state, false]);
    }
  });

  it('offers nothing that the table refuses', () => {
    for (const state of COLLABORATION_STATES) {
      for (const action of [...turnOf('buyer', state), ...turnOf('influencer', state)])
        expect(() => transition(collaborationTransitions, state, action)).not.toThrow();
    }
  });

  it('ends talks for free and agreements with a reason: withdraw before, drop after', () => {
    for (const state of NEGOTIATING)
      expect([state, 'drop' in collaborationTransitions[state]]).toEqual([state, false]);
    for (const state of COMMITTED)
      expect([state, collaborationTransitions[state].drop]).toEqual([state, 'dropped']);
  });

  it('never reopens what was declined', () => {
    expect(collaborationTransitions.declined).toEqual({});
  });

  it('lets members invite, and only admins agree to a fee', () => {
    expect(as({ kind: 'member', role: 'member.member' }, () => collaborationActions('countered'))).toEqual(
      [],
    );
    expect(as(admin, () => collaborationActions('countered'))).toEqual(['accept', 'offer', 'withdraw']);
    expect(as(influencer, () => collaborationActions('accepted'))).toEqual(['sign', 'decline']);
  });
});
