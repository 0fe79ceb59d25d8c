import { z } from 'zod';
import { Earning, Funded, PayableRow, PayoutRow, Posted, StatementRow } from './money.dto.js';

/** How many rows stand on a page that shows several lists; each has a page of its own. */
export const FIRST_ROWS = 20;

/** A page of a list of money: `campaign` shows one campaign's only, `cursor` is the last page's `next`. */
export const MoneyPage = z.object({
  cursor: z.uuid().optional(),
  limit: z.number().int().min(1).max(200).default(50),
  campaign: z.uuid().optional(),
});
export type MoneyPage = z.infer<typeof MoneyPage>;

export interface Page<Row> {
  readonly data: Row[];
  readonly next: string | null;
}

/** Rows that were asked for one more than fit, as a page. */
export function pageOf<Row extends { readonly id: string }>(rows: readonly Row[], limit: number): Page<Row> {
  const data = rows.slice(0, limit);
  return { data, next: rows.length > limit ? (data.at(-1)?.id ?? null) : null };
}

function list<Row extends z.ZodType>(row: Row) {
  return z.object({ data: z.array(row), next: z.uuid().nullable(), campaign: z.uuid().nullable() });
}

/** One side of a booking: debits are positive, credits negative. */
export const LedgerRow = z.object({
  id: z.uuid(),
  transactionId: z.uuid(),
  at: z.iso.datetime(),
  kind: z.enum(['funding', 'earning', 'payout', 'payoutReversal', 'killFee', 'refund']),
  account: z.enum(['cash', 'clientFunds', 'payable', 'margin', 'receivable', 'fees']),
  partyName: z.string(),
  campaignId: z.uuid().nullable(),
  campaignName: z.string(),
  amountMinor: z.number().int(),
  currency: z.string(),
});
export type LedgerRow = z.infer<typeof LedgerRow>;

export const PayableList = list(PayableRow);
export const PayoutList = list(PayoutRow);
export const FundingList = list(Funded);
export const StatementList = list(StatementRow);
export const LedgerList = list(LedgerRow);
/** What a brand has paid for, at its price. */
export const PostedList = list(Posted);
export const EarningList = z.object({ data: z.array(Earning), next: z.uuid().nullable() });
