import { Injectable } from '@nestjs/common';
import { may } from '#platform/access';
import { currentActor, notFound } from '#platform/kernel';
import { Budgets } from './budgets.service.js';
import { ClientBalances } from './client-balances.service.js';
import { Funding } from './funding.service.js';
import type { BrandCampaignMoney, BrandMoney, StatementRow } from './money.dto.js';
import type { Page } from './money-lists.dto.js';
import { toPosted } from './money-lists.service.js';
import { MoneyQueries } from './money.queries.js';

const NONE: Page<StatementRow> = { data: [], next: null };

/** Money as a brand sees it: what it pays, and nothing of where that goes. */
@Injectable()
export class BrandsMoney {
  constructor(
    private readonly queries: MoneyQueries,
    private readonly budgets: Budgets,
    private readonly balances: ClientBalances,
    private readonly funding: Funding,
  ) {}

  async overview(organizationId: string): Promise<BrandMoney> {
    const { partyIds, campaignId = null } = currentActor();
    if (!partyIds.includes(organizationId)) throw notFound('organization');
    const part = { organizationId, campaignId };
    const totals = await this.queries.totals(part);
    const campaigns = await this.queries.campaigns(part);
    const mayReadInvoices = may('read', 'Ledger');
    const fundings = await this.queries.fundings(part);
    const statements = mayReadInvoices ? await this.queries.statements(part) : NONE;
    return {
      totals: totals.map(
        ({ currency, budgetMinor, fundedMinor, reservedMinor, spentMinor, onAccountMinor }) => ({
          currency,
          budgetMinor,
          fundedMinor,
          reservedMinor,
          spentMinor,
          leftMinor: budgetMinor - reservedMinor - spentMinor,
          onAccountMinor,
        }),
      ),
      campaigns: campaigns.map(
        ({ id, name, currency, budgetMinor, fundedMinor, reservedMinor, spentMinor }) => ({
          id,
          name: name ?? '',
          currency,
          budgetMinor,
          fundedMinor,
          reservedMinor,
          spentMinor,
        }),
      ),
      fundings: fundings.data,
      statements: statements.data,
      more: { fundings: fundings.next !== null, statements: statements.next !== null },
      mayReadInvoices,
    };
  }

  /** One campaign that the actor has been shown; `planned` stands in for a budget that is not open yet. */
  async campaign(
    campaignId: string,
    {
      organizationId,
      currency,
      budgetMinor: plannedMinor,
    }: { organizationId: string; currency: string; budgetMinor: number },
  ): Promise<BrandCampaignMoney> {
    const budget = await this.budgets.find(campaignId);
    const pendingMinor = await this.funding.pendingMinor(campaignId);
    const budgetMinor = budget?.capMinor ?? plannedMinor;
    const [fundedMinor, reservedMinor, spentMinor] = [
      budget?.fundedMinor ?? 0,
      budget?.reservedMinor ?? 0,
      budget?.spentMinor ?? 0,
    ];
    const payables = await this.queries.payables({ campaignId });
    const fundings = await this.queries.fundings({ campaignId });
    const statements = may('read', 'Ledger')
      ? await this.queries.statements({ campaignId, organizationId })
      : NONE;
    return {
      currency,
      budgetMinor,
      fundedMinor,
      pendingMinor,
      reservedMinor,
      spentMinor,
      leftMinor: budgetMinor - reservedMinor - spentMinor,
      openMinor: budget ? Math.max(0, budgetMinor - fundedMinor - pendingMinor) : 0,
      onAccountMinor: await this.balances.of(organizationId, currency),
      fundings: fundings.data,
      posted: payables.data.map(toPosted),
      statements: statements.data,
      more: {
        fundings: fundings.next !== null,
        posted: payables.next !== null,
        statements: statements.next !== null,
      },
      mayFund: may('fund', 'Campaign'),
    };
  }
}
