import { describe, expect, it } from '@jest/globals';
import { lateness, type Owed, progress, type Work } from './earning-steps.js';

const at = new Date('2026-06-15T12:00:00Z');
const day = (days: number) => new Date(at.getTime() + days * 86_400_000);
const owed = (more: Partial<Owed> = {}) => ({
  state: 'scheduled' as const,
  dueAt: day(3),
  unfunded: false,
  sentAt: null,
  ...more,
});
const work = (more: Partial<Work> = {}): Work => ({
  work: 'due',
  dueOn: '2026-06-20',
  publishedAt: null,
  owed: null,
  ...more,
});

describe('what is late, and why', () => {
  it('gives a payment its day before it is late', () => {
    expect(lateness(owed({ dueAt: day(0) }), at)).toBeNull();
    expect(lateness(owed({ dueAt: day(-2) }), at)).toBe('queued');
  });

  it('names the missing money of the brand before anything else', () => {
    expect(lateness(owed({ dueAt: day(-2), unfunded: true }), at)).toBe('unfunded');
  });

  it('names a failed payment at once, and a slow provider after five days', () => {
    expect(lateness(owed({ state: 'failed' }), at)).toBe('failed');
    expect(lateness(owed({ state: 'onItsWay', sentAt: day(-4) }), at)).toBeNull();
    expect(lateness(owed({ state: 'onItsWay', sentAt: day(-6) }), at)).toBe('provider');
  });
});

describe('the way to the money', () => {
  const states = (one: Work) => progress(one, at).steps.map(({ state }) => state);

  it('asks for what the influencer has to do next', () => {
    expect(progress(work(), at)).toMatchObject({ state: 'open', missing: 'draft', late: null });
    expect(progress(work({ work: 'changesRequested' }), at).missing).toBe('changes');
    expect(progress(work({ work: 'approved' }), at).missing).toBe('post');
    expect(progress(work({ work: 'submitted' }), at).missing).toBeNull();
  });

  it('calls a draft late after its day, and nothing that waits for somebody else', () => {
    expect(progress(work({ dueOn: '2026-06-14' }), at)).toMatchObject({ late: 'draft_overdue' });
    expect(progress(work({ dueOn: '2026-06-14', work: 'submitted' }), at).late).toBeNull();
  });

  it('moves step by step, with the due day known beforehand', () => {
    const paid = { ...owed(), earnedAt: day(-1), paidAt: null };
    expect(states(work({ publishedAt: day(-2) }))).toEqual(['done', 'current', 'todo', 'todo', 'todo']);
    expect(states(work({ owed: paid }))).toEqual(['done', 'done', 'current', 'todo', 'todo']);
    expect(progress(work({ owed: paid }), at).steps[2]?.at).toBe(day(3).toISOString());
    expect(states(work({ owed: { ...paid, state: 'onItsWay', sentAt: day(0) } }))).toEqual([
      'done',
      'done',
      'done',
      'current',
      'todo',
    ]);
    expect(states(work({ owed: { ...paid, state: 'failed', sentAt: day(0) } }))).toEqual([
      'done',
      'done',
      'done',
      'late',
      'todo',
    ]);
    expect(states(work({ owed: { ...paid, state: 'paid', sentAt: day(0), paidAt: day(0) } }))).toEqual(
      Array(5).fill('done'),
    );
  });
});
