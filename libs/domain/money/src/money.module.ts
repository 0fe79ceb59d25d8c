import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { BrandsMoney } from './brand-money.service.js';
import { Budgets } from './budgets.service.js';
import { ClientBalances } from './client-balances.service.js';
import { InfluencerEarnings } from './earnings.service.js';
import { Funding } from './funding.service.js';
import { Ledger } from './ledger.service.js';
import {
  Budget,
  BudgetHold,
  FundingRow,
  Payable,
  Payout,
  ReconciliationRun,
  Refund,
  Statement,
} from './money.entities.js';
import { MoneyNews } from './money-news.service.js';
import { MoneyLists } from './money-lists.service.js';
import { MoneyQueries } from './money.queries.js';
import { Payables } from './payables.service.js';
import { PAYMENT_PROVIDER } from './payment-provider.js';
import { Payouts } from './payouts.service.js';
import { Reconciliation } from './reconciliation.service.js';
import { Refunds } from './refunds.service.js';
import { SandboxProvider } from './sandbox.provider.js';
import { StatementPrinting } from './statement-printing.service.js';
import { Statements } from './statements.service.js';
import { StudioMoney } from './studio-money.service.js';
import { Waterfall } from './waterfall.service.js';

const entities = [Budget, BudgetHold, FundingRow, Payable, Payout, ReconciliationRun, Refund, Statement];
const books = [Budgets, ClientBalances, Funding, Ledger, Payables, Payouts, Refunds, Statements, Waterfall];
const views = [StudioMoney, BrandsMoney, InfluencerEarnings, MoneyLists];

@Global()
@Module({
  imports: [TypeOrmModule.forFeature(entities)],
  providers: [
    ...books,
    ...views,
    MoneyNews,
    MoneyQueries,
    Reconciliation,
    SandboxProvider,
    StatementPrinting,
    { provide: PAYMENT_PROVIDER, useExisting: SandboxProvider },
  ],
  exports: [...books, ...views, Reconciliation, SandboxProvider],
})
export class MoneyModule {}
