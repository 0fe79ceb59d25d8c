import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Budgets } from './budgets.service.js';
import { Funding } from './funding.service.js';
import { Ledger } from './ledger.service.js';
import { Budget, BudgetHold, FundingRow, Payable, Payout, Statement } from './money.entities.js';
import { Payables } from './payables.service.js';
import { PAYMENT_PROVIDER } from './payment-provider.js';
import { Payouts } from './payouts.service.js';
import { SandboxProvider } from './sandbox.provider.js';
import { Statements } from './statements.service.js';
import { Waterfall } from './waterfall.service.js';

const services = [Budgets, Funding, Ledger, Payables, Payouts, SandboxProvider, Statements, Waterfall];

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Budget, BudgetHold, FundingRow, Payable, Payout, Statement])],
  providers: [...services, { provide: PAYMENT_PROVIDER, useExisting: SandboxProvider }],
  exports: services,
})
export class MoneyModule {}
