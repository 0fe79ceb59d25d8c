import type { Operation } from './payment-provider.js';

/** One thing in which two books that should agree do not. */
export interface Drift {
  readonly code:
    | 'not_booked'
    | 'not_at_provider'
    | 'amount_differs'
    | 'cash_differs'
    | 'payable_differs'
    | 'client_funds_differ'
    | 'budget_differs'
    | 'unbalanced';
  /** The operation, party or campaign that it is about; empty for the label's own accounts. */
  readonly subjectId: string;
  readonly currency: string;
  readonly expectedMinor: number;
  readonly foundMinor: number;
}

/** What the provider moved against what the ledger booked, operation by operation; ids are shared by both sides. */
export function driftBetween(moved: readonly Operation[], booked: readonly Operation[]): Drift[] {
  const ours = new Map(booked.map((operation) => [operation.id, operation]));
  const drifts: Drift[] = [];
  for (const { id, amountMinor, currency } of moved) {
    const own = ours.get(id);
    ours.delete(id);
    const found = { subjectId: id, currency, expectedMinor: amountMinor };
    if (!own) drifts.push({ code: 'not_booked', ...found, foundMinor: 0 });
    else if (own.amountMinor !== amountMinor || own.currency !== currency)
      drifts.push({ code: 'amount_differs', ...found, foundMinor: own.amountMinor });
  }
  for (const { id, amountMinor, currency } of ours.values()) {
    drifts.push({
      code: 'not_at_provider',
      subjectId: id,
      currency,
      expectedMinor: 0,
      foundMinor: amountMinor,
    });
  }
  return drifts;
}
