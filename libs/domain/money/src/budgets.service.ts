import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { conflict, currentTenant, invalid, notFound } from '#platform/kernel';
import { Budget, BudgetHold } from './money.entities.js';

/**
 * What a campaign may spend: `reserved + spent ≤ cap`, always by one conditional update, so that any number of
 * acceptances at the same instant share the budget exactly (traps.md, 14).
 */
@Injectable()
export class Budgets {
  constructor(private readonly db: Db) {}

  async open(input: {
    campaignId: string;
    organizationId: string;
    currency: string;
    capMinor: number;
  }): Promise<void> {
    await this.db.query({
      name: 'budget_open',
      text: `INSERT INTO budget (tenant_id, id, organization_id, currency, cap_minor) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (tenant_id, id) DO UPDATE SET cap_minor = $5
             WHERE budget.reserved_minor + budget.spent_minor <= $5`,
      values: [currentTenant(), input.campaignId, input.organizationId, input.currency, input.capMinor],
    });
  }

  async find(campaignId: string): Promise<Budget | null> {
    return this.db.repo(Budget).findOne({ id: campaignId });
  }

  /** Changes the cap; never below what is held and spent. */
  async setCap(campaignId: string, capMinor: number): Promise<void> {
    const changed = await this.db.query({
      name: 'budget_cap',
      text: 'UPDATE budget SET cap_minor = $3 WHERE tenant_id = $1 AND id = $2 AND reserved_minor + spent_minor <= $3 RETURNING id',
      values: [currentTenant(), campaignId, capMinor],
    });
    if (changed.length === 0) throw conflict('cap_below_spent', { capMinor });
  }

  /** Holds a price for a collaboration, once; refuses what would exceed the cap. */
  async reserve(input: { campaignId: string; collaborationId: string; amountMinor: number }): Promise<void> {
    if (input.amountMinor <= 0) throw invalid('bad_amount');
    const held = await this.db.query({
      name: 'budget_hold',
      text: `INSERT INTO budget_hold (tenant_id, id, budget_id, amount_minor) VALUES ($1, $2, $3, $4)
             ON CONFLICT (tenant_id, id) DO UPDATE SET amount_minor = $4, state = 'held'
               WHERE budget_hold.state = 'void' AND budget_hold.posted_minor = 0 RETURNING id`,
      values: [currentTenant(), input.collaborationId, input.campaignId, input.amountMinor],
    });
    if (held.length === 0) return;
    const reserved = await this.db.query({
      name: 'budget_reserve',
      text: `UPDATE budget SET reserved_minor = reserved_minor + $3
             WHERE tenant_id = $1 AND id = $2 AND reserved_minor + spent_minor + $3 <= cap_minor RETURNING id`,
      values: [currentTenant(), input.campaignId, input.amountMinor],
    });
    if (reserved.length > 0) return;
    const budget = await this.find(input.campaignId);
    if (!budget) throw notFound('budget');
    throw conflict('over_budget', {
      leftMinor: budget.capMinor - budget.reservedMinor - budget.spentMinor,
      currency: budget.currency,
    });
  }

  /** Moves part of a hold from reserved to spent. */
  async spend(collaborationId: string, amountMinor: number): Promise<void> {
    const hold = await this.db.one<{ budget_id: string }>({
      name: 'budget_hold_post',
      text: `UPDATE budget_hold SET posted_minor = posted_minor + $3,
               state = CASE WHEN posted_minor + $3 = amount_minor THEN 'posted' ELSE state END
             WHERE tenant_id = $1 AND id = $2 AND state = 'held' AND posted_minor + $3 <= amount_minor RETURNING budget_id`,
      values: [currentTenant(), collaborationId, amountMinor],
    });
    if (!hold) throw conflict('nothing_held', { collaborationId });
    await this.db.query({
      name: 'budget_spend',
      text: 'UPDATE budget SET reserved_minor = reserved_minor - $3, spent_minor = spent_minor + $3 WHERE tenant_id = $1 AND id = $2',
      values: [currentTenant(), hold.budget_id, amountMinor],
    });
  }

  /** Money has arrived for the campaign. */
  async fund(campaignId: string, amountMinor: number): Promise<void> {
    await this.db.query({
      name: 'budget_funded',
      text: 'UPDATE budget SET funded_minor = funded_minor + $3 WHERE tenant_id = $1 AND id = $2',
      values: [currentTenant(), campaignId, amountMinor],
    });
  }

  /**
   * Takes free money out again; the cap sinks with it, so that nothing can be promised that is not there, but never
   * below what is promised already (it may have been lowered since the money came).
   */
  async withdraw(campaignId: string, amountMinor: number): Promise<void> {
    const withdrawn = await this.db.query({
      name: 'budget_withdraw',
      text: `UPDATE budget SET funded_minor = funded_minor - $3,
               cap_minor = greatest(cap_minor - $3, reserved_minor + spent_minor)
             WHERE tenant_id = $1 AND id = $2 AND funded_minor - reserved_minor - spent_minor >= $3 RETURNING id`,
      values: [currentTenant(), campaignId, amountMinor],
    });
    if (withdrawn.length === 0) throw conflict('refund_too_big', { amountMinor });
  }

  /** Gives back what is still held for a collaboration; answers how much. */
  async release(collaborationId: string): Promise<number> {
    const hold = await this.db.repo(BudgetHold).lock({ id: collaborationId });
    if (!hold || hold.state !== 'held') return 0;
    const rest = hold.amountMinor - hold.postedMinor;
    await this.db.repo(BudgetHold).update({ id: collaborationId }, { state: 'void' });
    await this.db.query({
      name: 'budget_release',
      text: 'UPDATE budget SET reserved_minor = reserved_minor - $3 WHERE tenant_id = $1 AND id = $2',
      values: [currentTenant(), hold.budgetId, rest],
    });
    return rest;
  }
}
