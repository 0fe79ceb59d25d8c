import { Inject, Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import { Jobs, OnJob } from '#platform/jobs';
import { conflict, currentActor, currentTenant, invalidField, newId, notFound, now } from '#platform/kernel';
import { Budgets } from './budgets.service.js';
import { Ledger } from './ledger.service.js';
import { FundingRow } from './money.entities.js';
import { fundingFailed, fundingReceived } from './money.events.js';
import { collectFunding } from './money.jobs.js';
import { PAYMENT_PROVIDER, type PaymentProvider } from './payment-provider.js';
import { Statements } from './statements.service.js';

/** A brand's money coming in: asked for, collected by a job, booked once. */
@Injectable()
export class Funding {
  constructor(
    private readonly db: Db,
    private readonly budgets: Budgets,
    private readonly ledger: Ledger,
    private readonly statements: Statements,
    private readonly jobs: Jobs,
    private readonly events: Events,
    private readonly audit: Audit,
    @Inject(PAYMENT_PROVIDER) private readonly provider: PaymentProvider,
  ) {}

  /** Asks for an amount towards a campaign's budget; what is pending counts, so that nothing is collected twice. */
  async request(campaignId: string, amountMinor: number): Promise<{ id: string }> {
    const budget = await this.budgets.find(campaignId);
    if (!budget) throw notFound('budget');
    const pending = await this.pendingMinor(campaignId);
    const open = budget.capMinor - budget.fundedMinor - pending;
    if (open <= 0) throw conflict('already_funded', { fundedMinor: budget.fundedMinor, pendingMinor: pending });
    if (amountMinor <= 0 || amountMinor > open) throw invalidField('amountMinor', 'too_big', { maximum: open });
    const id = newId();
    await this.db.repo(FundingRow).insert({
      id,
      budgetId: campaignId,
      organizationId: budget.organizationId,
      amountMinor,
      currency: budget.currency,
      state: 'pending',
      provider: this.provider.name,
      createdBy: currentActor().accountId,
      createdAt: now(),
    });
    await this.jobs.enqueue(collectFunding, { fundingId: id }, { key: id });
    await this.audit.record('funding.requested', 'Campaign', campaignId, { amountMinor, currency: budget.currency });
    return { id };
  }

  async list(campaignId: string): Promise<FundingRow[]> {
    return this.db.repo(FundingRow).find({ budgetId: campaignId }, { order: { id: 'DESC' } });
  }

  /** Repeatable: the provider answers the same operation the same way, and booking is keyed by the funding. */
  @OnJob(collectFunding)
  async collect({ fundingId }: { fundingId: string }): Promise<void> {
    const funding = await this.db.transaction(() => this.db.repo(FundingRow).findOne({ id: fundingId }));
    if (!funding || funding.state !== 'pending') return;
    const { amountMinor, currency } = funding;
    const answer = await this.provider.submit({ id: fundingId, kind: 'charge', amountMinor, currency });
    if (answer.state === 'pending') throw new Error('the provider has not settled this charge yet');
    await this.db.transaction(() => this.settle(funding, answer.state === 'succeeded', answer.reference, answer.error));
  }

  private async settle(funding: FundingRow, received: boolean, reference: string, error: string | null): Promise<void> {
    const { id, budgetId: campaignId, amountMinor, currency, organizationId } = funding;
    const moved = await this.db
      .repo(FundingRow)
      .update({ id, state: 'pending' }, { state: received ? 'received' : 'failed', providerReference: reference, error, receivedAt: received ? now() : null });
    if (moved === 0) return;
    if (!received) return this.events.emit(fundingFailed, { campaignId, fundingId: id });
    await this.db.query({
      name: 'budget_funded',
      text: 'UPDATE budget SET funded_minor = funded_minor + $3 WHERE tenant_id = $1 AND id = $2',
      values: [currentTenant(), campaignId, amountMinor],
    });
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
    await this.statements.invoice({ fundingId: id, campaignId, organizationId, amountMinor, currency });
    await this.events.emit(fundingReceived, { campaignId, fundingId: id });
  }

  private async pendingMinor(campaignId: string): Promise<number> {
    const row = await this.db.one<{ total: string }>({
      name: 'funding_pending',
      text: `SELECT coalesce(sum(amount_minor), 0)::bigint AS total FROM funding WHERE tenant_id = $1 AND budget_id = $2 AND state = 'pending'`,
      values: [currentTenant(), campaignId],
    });
    return Number(row?.total ?? 0);
  }
}
