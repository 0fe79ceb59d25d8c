import { Inject, Injectable } from '@nestjs/common';
import { may } from '#platform/access';
import { Audit } from '#platform/audit';
import { type Config, DomainError, notFound } from '#platform/kernel';
import { CONFIG } from '#platform/web';
import { TenantDirectory } from '#domain/tenants';
import { Budgets } from './budgets.service.js';
import { ClientBalances } from './client-balances.service.js';
import { Funding } from './funding.service.js';
import type { CampaignBooks, MoneyOverview, SandboxInput, Simulation, SimulationInput } from './money.dto.js';
import { MoneyQueries } from './money.queries.js';
import { Reconciliation } from './reconciliation.service.js';
import { Refunds } from './refunds.service.js';
import { SandboxProvider } from './sandbox.provider.js';
import { Waterfall } from './waterfall.service.js';

/** Money as the label's own people see it: both sides, and what lies between. */
@Injectable()
export class StudioMoney {
  constructor(
    private readonly queries: MoneyQueries,
    private readonly budgets: Budgets,
    private readonly balances: ClientBalances,
    private readonly funding: Funding,
    private readonly refunds: Refunds,
    private readonly reconciliation: Reconciliation,
    private readonly waterfall: Waterfall,
    private readonly sandbox: SandboxProvider,
    private readonly tenants: TenantDirectory,
    private readonly audit: Audit,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async overview(): Promise<MoneyOverview> {
    const totals = await this.queries.totals();
    const accounts = await this.queries.trialBalance();
    const sums = sumsOf(accounts);
    const payables = await this.queries.payables({ open: true });
    const payouts = await this.queries.payouts();
    const fundings = await this.queries.fundings();
    const last = await this.reconciliation.last();
    return {
      balanced: sums.every(({ sumMinor }) => sumMinor === 0),
      totals: totals.map(({ spentMinor: _spent, ...row }) => row),
      accounts,
      sums,
      payables: payables.data.sort((a, b) => Number(b.late !== null) - Number(a.late !== null)),
      payouts: payouts.data,
      fundings: fundings.data,
      more: {
        payables: payables.next !== null,
        payouts: payouts.next !== null,
        fundings: fundings.next !== null,
        ledger: accounts.length > 0,
      },
      campaigns: (await this.queries.campaigns()).map(({ spentMinor: _spent, ...row }) => ({
        ...row,
        name: row.name ?? '',
        marginMinor: row.priceMinor - row.netMinor,
      })),
      reconciliation: last && { at: last.at.toISOString(), checked: last.checked, drifts: last.drifts },
      sandbox: this.isSandbox(),
      may: { pay: may('pay', 'Payout') },
    };
  }

  /** One campaign; `planned` stands in for a budget that has not been opened yet. */
  async campaign(
    campaignId: string,
    planned: { organizationId: string; currency: string; budgetMinor: number },
    asked: SimulationInput,
  ): Promise<CampaignBooks> {
    const [row] = await this.queries.campaigns({ campaignId });
    const budget = await this.budgets.find(campaignId);
    const pendingMinor = await this.funding.pendingMinor(campaignId);
    const sums = sumsOf(await this.queries.trialBalance());
    const { currency, organizationId } = planned;
    const [fundedMinor, reservedMinor, spentMinor] = [
      budget?.fundedMinor ?? 0,
      budget?.reservedMinor ?? 0,
      budget?.spentMinor ?? 0,
    ];
    const [priceMinor, netMinor] = [row?.priceMinor ?? 0, row?.netMinor ?? 0];
    const refunds = await this.refunds.list(campaignId);
    const fundings = await this.queries.fundings({ campaignId });
    const payables = await this.queries.payables({ campaignId });
    const statements = await this.queries.statements({ campaignId });
    return {
      currency,
      balanced: sums.every(({ sumMinor }) => sumMinor === 0),
      budgetMinor: budget?.capMinor ?? planned.budgetMinor,
      fundedMinor,
      pendingMinor,
      reservedMinor,
      spentMinor,
      priceMinor,
      netMinor,
      marginMinor: priceMinor - netMinor,
      paidMinor: row?.paidMinor ?? 0,
      openMinor: budget ? Math.max(0, budget.capMinor - fundedMinor - pendingMinor) : 0,
      freeMinor: Math.max(0, fundedMinor - reservedMinor - spentMinor),
      onAccountMinor: await this.balances.of(organizationId, currency),
      fundings: fundings.data,
      refunds: refunds.map(({ id, amountMinor, currency: code, destination, state, error, createdAt }) => ({
        id,
        amountMinor,
        currency: code,
        destination,
        state,
        error,
        createdAt: createdAt.toISOString(),
      })),
      payables: payables.data,
      statements: statements.data,
      more: {
        payables: payables.next !== null,
        fundings: fundings.next !== null,
        statements: statements.next !== null,
      },
      simulation: this.simulate(asked, currency),
      may: { fund: may('fund', 'Campaign'), pay: may('pay', 'Ledger') },
    };
  }

  /** What follows from a net, or from a price, under the label's layers. */
  simulate({ net, price }: SimulationInput, currency = this.tenants.current.currency): Simulation {
    const layers = this.tenants.current.fees.layers.map(({ name, basisPoints, fixedMinor }) => ({
      name,
      basisPoints,
      fixedMinor,
    }));
    if (net === undefined && price === undefined) return { currency, layers, split: null, fault: null };
    try {
      const split = net === undefined ? this.waterfall.netFor(price ?? 0) : this.waterfall.priceFor(net);
      return {
        currency,
        layers,
        split: { ...split, layers: split.layers.map((layer) => ({ ...layer })) },
        fault: null,
      };
    } catch (error) {
      if (error instanceof DomainError) return { currency, layers, split: null, fault: error.code };
      throw error;
    }
  }

  /** Chooses how the sandbox will answer next; only where no real money moves. */
  async script({ kind, outcome, delaySeconds }: SandboxInput): Promise<void> {
    if (!this.isSandbox()) throw notFound('sandbox');
    await this.sandbox.script(kind, outcome, delaySeconds);
    await this.audit.record('sandbox.scripted', 'Ledger', null, { kind, outcome, delaySeconds });
  }

  private isSandbox(): boolean {
    return this.config.demo && this.tenants.current.payments.mode === 'sandbox';
  }
}

function sumsOf(
  accounts: readonly { currency: string; balanceMinor: number }[],
): { currency: string; sumMinor: number }[] {
  const sums = new Map<string, number>();
  for (const { currency, balanceMinor } of accounts)
    sums.set(currency, (sums.get(currency) ?? 0) + balanceMinor);
  return [...sums].map(([currency, sumMinor]) => ({ currency, sumMinor }));
}
