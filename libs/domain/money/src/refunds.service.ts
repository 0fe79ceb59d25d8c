import { Inject, Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { Jobs, OnJob } from '#platform/jobs';
import { conflict, currentActor, invalidField, newId, notFound, now } from '#platform/kernel';
import { Budgets } from './budgets.service.js';
import { ClientBalances } from './client-balances.service.js';
import { Ledger } from './ledger.service.js';
import { Budget, Refund } from './money.entities.js';
import { sendRefund } from './money.jobs.js';
import { ASK_AGAIN_SECONDS, PAYMENT_PROVIDER, type PaymentProvider } from './payment-provider.js';
import { Statements } from './statements.service.js';

export type RefundDestination = 'account' | 'source';

/** What a campaign was funded with and does not need: kept for the brand's next one, or sent back. */
@Injectable()
export class Refunds {
  constructor(
    private readonly db: Db,
    private readonly budgets: Budgets,
    private readonly balances: ClientBalances,
    private readonly ledger: Ledger,
    private readonly statements: Statements,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
    @Inject(PAYMENT_PROVIDER) private readonly provider: PaymentProvider,
  ) {}

  /** Takes free money out of a campaign at once, so that nothing is promised against it while it travels. */
  async request(
    campaignId: string,
    destination: RefundDestination,
    amountMinor?: number,
  ): Promise<{ id: string }> {
    const budget = await this.db.repo(Budget).lock({ id: campaignId });
    if (!budget) throw notFound('budget');
    const { organizationId, currency } = budget;
    const free = budget.fundedMinor - budget.reservedMinor - budget.spentMinor;
    if (free <= 0) throw conflict('nothing_to_refund', { fundedMinor: budget.fundedMinor, allowed: [] });
    const amount = amountMinor ?? free;
    if (amount > free)
      throw conflict('refund_too_big', { freeMinor: free, currency, free: { minor: free, currency } });
    if (amount <= 0) throw invalidField('amountMinor', 'too_small', { minimum: 1 });
    await this.budgets.withdraw(campaignId, amount);
    const id = newId();
    const kept = destination === 'account';
    await this.db.repo(Refund).insert({
      id,
      budgetId: campaignId,
      organizationId,
      amountMinor: amount,
      currency,
      destination,
      state: kept ? 'done' : 'pending',
      provider: kept ? 'account' : this.provider.name,
      createdBy: currentActor().accountId,
      createdAt: now(),
      doneAt: kept ? now() : null,
    });
    if (kept) await this.balances.credit(organizationId, currency, amount);
    else await this.jobs.enqueue(sendRefund, { refundId: id }, { key: id });
    await this.audit.record('refund.requested', 'Campaign', campaignId, {
      amountMinor: amount,
      currency,
      destination,
    });
    return { id };
  }

  /** Repeatable: the provider knows the operation by the refund's id, and booking is keyed by it. */
  @OnJob(sendRefund)
  async send({ refundId }: { refundId: string }): Promise<void> {
    const refund = await this.db.transaction(() => this.db.repo(Refund).findOne({ id: refundId }));
    if (!refund || refund.state !== 'pending') return;
    const { amountMinor, currency } = refund;
    const answer = await this.provider.submit({ id: refundId, kind: 'refund', amountMinor, currency });
    await this.db.transaction(async () => {
      if (answer.state === 'pending') {
        const startAfter = new Date(now().getTime() + ASK_AGAIN_SECONDS * 1_000);
        await this.jobs.enqueue(sendRefund, { refundId }, { startAfter, key: refundId });
        return;
      }
      await this.settle(refund, answer.state === 'succeeded', answer.reference, answer.error);
    });
  }

  /** What could not be sent back stays the brand's: it is free for its next campaign. */
  private async settle(
    refund: Refund,
    sent: boolean,
    reference: string,
    error: string | null,
  ): Promise<void> {
    const { id, budgetId: campaignId, organizationId, amountMinor, currency } = refund;
    const patch = {
      state: sent ? ('done' as const) : ('failed' as const),
      providerReference: reference,
      error,
      doneAt: sent ? now() : null,
    };
    if ((await this.db.repo(Refund).update({ id, state: 'pending' }, patch)) === 0) return;
    await this.audit.record(sent ? 'refund.sent' : 'refund.failed', 'Campaign', campaignId, {
      refundId: id,
      amountMinor,
      currency,
    });
    if (!sent) return this.balances.credit(organizationId, currency, amountMinor);
    await this.ledger.post({
      key: `refund:${id}`,
      kind: 'refund',
      currency,
      campaignId,
      bookings: [
        { account: 'clientFunds', partyId: organizationId, amountMinor },
        { account: 'cash', partyId: null, amountMinor: -amountMinor },
      ],
    });
    await this.statements.creditNote({ campaignId, organizationId, amountMinor, currency });
  }

  async list(campaignId: string): Promise<Refund[]> {
    return this.db.repo(Refund).find({ budgetId: campaignId }, { order: { id: 'DESC' } });
  }
}
