// Money: the waterfall, budgets and holds, the double-entry ledger, funding, payables, payouts, statements.
// It owns every amount that is held, spent, owed or paid.
// It must never update or delete a booking, add two currencies, or ask a provider twice for one payment.
export { Budgets } from './budgets.service.js';
export { Funding } from './funding.service.js';
export { type Balance, Ledger, type LedgerAccountKind } from './ledger.service.js';
export { Budget, BudgetHold, FundingRow, Payable, Payout, Statement } from './money.entities.js';
export { fundingFailed, fundingReceived, payablePosted, payoutFailed, payoutPaid } from './money.events.js';
export { MoneyModule } from './money.module.js';
export { type Earned, Payables } from './payables.service.js';
export { Payouts } from './payouts.service.js';
export { SandboxProvider } from './sandbox.provider.js';
export { Statements } from './statements.service.js';
export { type FeeLayer, netFor, priceFor, shareOut, type Split } from './waterfall.js';
export { Waterfall } from './waterfall.service.js';
