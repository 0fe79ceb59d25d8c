// Money: the waterfall, budgets and holds, the double-entry ledger, funding, payables, payouts, statements.
// It owns every amount that is held, spent, owed or paid.
// It must never update or delete a booking, add two currencies, or ask a provider twice for one payment.
export { BrandsMoney } from './brand-money.service.js';
export { Budgets } from './budgets.service.js';
export { ClientBalances } from './client-balances.service.js';
export { type Drift, driftBetween } from './drift.js';
export { InfluencerEarnings } from './earnings.service.js';
export { Funding, type FundingSource } from './funding.service.js';
export { type Balance, Ledger, type LedgerAccountKind } from './ledger.service.js';
export * from './money.dto.js';
export {
  Budget,
  BudgetHold,
  FundingRow,
  Payable,
  Payout,
  ReconciliationRun,
  Refund,
  Statement,
} from './money.entities.js';
export {
  driftFound,
  fundingFailed,
  fundingReceived,
  payablePosted,
  payoutFailed,
  payoutPaid,
} from './money.events.js';
export { MoneyModule } from './money.module.js';
export { type Earned, type Ended, type KillFee, Payables } from './payables.service.js';
export { Payouts } from './payouts.service.js';
export { Reconciliation } from './reconciliation.service.js';
export { type RefundDestination, Refunds } from './refunds.service.js';
export { SandboxProvider } from './sandbox.provider.js';
export { Statements } from './statements.service.js';
export { StudioMoney } from './studio-money.service.js';
export { type FeeLayer, netFor, priceFor, shareOut, type Split } from './waterfall.js';
export { Waterfall } from './waterfall.service.js';
export {
  EarningList,
  FundingList,
  LedgerList,
  MoneyPage,
  PayableList,
  PayoutList,
  PostedList,
  StatementList,
} from './money-lists.dto.js';
export { MoneyLists } from './money-lists.service.js';
