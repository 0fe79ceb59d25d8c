import { Inject, Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import { Jobs, OnJob } from '#platform/jobs';
import { conflict, currentActor, currentTenant, invalidField, newId, now } from '#platform/kernel';
import { Budgets } from './budgets.service.js';
import { ClientBalances } from './client-balances.service.js';
import { Ledger } from './ledger.service.js';
import { Budget, FundingRow } from './money.entities.js';
import { fundingFailed, fundingReceived } from './money.events.js';
import { collectFunding } from './money.jobs.js';
import { ASK_AGAIN_SECONDS, PAYMENT_PROVIDER, type PaymentProvider } from './payment-provider.js';
import { Payouts } from './payouts.service.js';
import { Statements } from './statements.service.js';

/** Where a brand's money comes from: collected anew, or taken from what it has prepaid. */
export type FundingSource = 'provider' | 'account';

/** A brand's money coming in: asked for, collected by a job, booked once. */
@Injectable()
export class Funding {
  constructor(
    private readonly db: Db,
    private readonly budgets: Budgets,
    private readonly balances: ClientBalances,
    private readonly ledger: Ledger,
    private readonly statements: Statements,
    private readonly payouts: Payouts,
    private readonly jobs: Jobs,
    private readonly events: Events,
    private readonly audit: Audit,
    @Inject(PAYMENT_PROVIDER) private readonly provider: PaymentProvider,
  ) {}

  /**
   * Asks for an amount towards a campaign's budget, by default all that is missing. What is pending counts, and the
   * budget is locked, so that two people who fund at once never collect twice.
   */
  async request(
    campaignId: string,
    amountMinor?: number,
    source: FundingSource = 'provider',
  ): Promise<{ id: string }> {
    const budget = await this.db.repo(Budget).lock({ id: campaignId });
    if (!budget) throw conflict('budget_not_open', { allowed: [] });
    const pending = await this.pendingMinor(campaignId);
    const { fundedMinor, capMinor, organizationId, currency } = budget;
    const open = capMinor - fundedMinor - pending;
    if (open <= 0) throw conflict('already_funded', { fundedMinor, pendingMinor: pending, allowed: [] });
    const asked = amountMinor ?? open;
    if (asked > open)
      throw invalidField('amountMinor', 'more_than_open', {
        openMinor: open,
        currency,
        open: { minor: open, currency },
      });
    if (asked <= 0) throw invalidField('amountMinor', 'too_small', { minimum: 1 });
    const id = newId();
    const fromAccount = source === 'account';
    if (fromAccount) await this.balances.debit(organizationId, currency, asked);
    await this.db.repo(FundingRow).insert({
      id,
      budgetId: campaignId,
      organizationId,
      amountMinor: asked,
      currency,
      state: fromAccount ? 'received' : 'pending',
      provider: fromAccount ? 'account' : this.provider.name,
      createdBy: currentActor().accountId,
      createdAt: now(),
      receivedAt: fromAccount ? now() : null,
    });
    await this.audit.record('funding.requested', 'Campaign', campaignId, {
      amountMinor: asked,
      currency,
      source,
    });
    if (fromAccount) await this.arrived(campaignId, id, asked);
    else await this.jobs.enqueue(collectFunding, { fundingId: id }, { key: id });
    return { id };
  }

  async list(campaignId: string): Promise<FundingRow[]> {
    return this.db.repo(FundingRow).find({ budgetId: campaignId }, { order: { id: 'DESC' } });
  }

  async pendingMinor(campaignId: string): Promise<number> {
    const row = await this.db.one<{ total: number }>({
      name: 'funding_pending',
      text: `SELECT coalesce(sum(amount_minor), 0)::bigint AS total FROM funding WHERE tenant_id = $1 AND budget_id = $2 AND state = 'pending'`,
      values: [currentTenant(), campaignId],
    });
    return Number(row?.total ?? 0);
  }

  /** Repeatable: the provider answers the same operation the same way, and booking is keyed by the funding. */
  @OnJob(collectFunding)
  async collect({ fundingId }: { fundingId: string }): Promise<void> {
    const funding = await this.db.transaction(() => this.db.repo(FundingRow).findOne({ id: fundingId }));
    if (!funding || funding.state !== 'pending') return;
    const { amountMinor, currency } = funding;
    const answer = await this.provider.submit({ id: fundingId, kind: 'charge', amountMinor, currency });
    await this.db.transaction(async () => {
      if (answer.state === 'pending') {
        const startAfter = new Date(now().getTime() + ASK_AGAIN_SECONDS * 1_000);
        await this.db.repo(FundingRow).update({ id: fundingId }, { providerReference: answer.reference });
        await this.jobs.enqueue(collectFunding, { fundingId }, { startAfter, key: fundingId });
        return;
      }
      await this.settle(funding, answer.state === 'succeeded', answer.reference, answer.error);
    });
  }

  private async settle(
    funding: FundingRow,
    received: boolean,
    reference: string,
    error: string | null,
  ): Promise<void> {
    const { id, budgetId: campaignId, amountMinor, currency, organizationId } = funding;
    const moved = await this.db.repo(FundingRow).update(
      { id, state: 'pending' },
      {
        state: received ? 'received' : 'failed',
        providerReference: reference,
        error,
        receivedAt: received ? now() : null,
      },
    );
    if (moved === 0) return;
    if (!received) return this.events.emit(fundingFailed, { campaignId, fundingId: id });
    await this.ledger.post({
      key: `funding:${id}`,
      kind: 'funding',
      currency,
      campaignId,
      bookings: [
        { account: 'cash', partyId: null, amountMinor },
        { account: 'clientFunds', partyId: organizationId, amountMinor: -amountMinor },
      ],
    });
    await this.statements.invoice({ campaignId, organizationId, amountMinor, currency });
    await this.arrived(campaignId, id, amountMinor);
  }

  /** The campaign has its money; who waited for it is paid. */
  private async arrived(campaignId: string, fundingId: string, amountMinor: number): Promise<void> {
    await this.budgets.fund(campaignId, amountMinor);
    await this.events.emit(fundingReceived, { campaignId, fundingId });
    await this.payouts.payDue({ campaignId });
  }
}
