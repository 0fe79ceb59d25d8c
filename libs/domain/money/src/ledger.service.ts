import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant, newId, now } from '#platform/kernel';

export type LedgerAccountKind = 'cash' | 'clientFunds' | 'payable' | 'margin' | 'receivable' | 'fees';

/** One side of a booking. Debits are positive, credits negative; `partyId` is null for the label's own accounts. */
export interface Booking {
  readonly account: LedgerAccountKind;
  readonly partyId: string | null;
  readonly amountMinor: number;
}

export interface LedgerTransaction {
  /** Names the cause: the same key is booked once, however often it is asked for. */
  readonly key: string;
  readonly kind: 'funding' | 'earning' | 'payout' | 'payoutReversal' | 'killFee' | 'refund';
  readonly currency: string;
  readonly campaignId?: string | null;
  readonly collaborationId?: string | null;
  readonly bookings: readonly Booking[];
}

export interface Balance {
  readonly account: LedgerAccountKind;
  readonly partyId: string | null;
  readonly currency: string;
  readonly balanceMinor: number;
}

/** Double entry, append-only. The database itself refuses a transaction that does not sum to zero per currency. */
@Injectable()
export class Ledger {
  constructor(private readonly db: Db) {}

  /** Books once per key, in the current transaction; answers whether this call did it. */
  async post(transaction: LedgerTransaction): Promise<boolean> {
    const id = newId();
    const booked = await this.db.query({
      name: 'ledger_transaction',
      text: `INSERT INTO ledger_transaction (tenant_id, id, kind, key, campaign_id, collaboration_id, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant_id, key) DO NOTHING RETURNING id`,
      values: [
        currentTenant(),
        id,
        transaction.kind,
        transaction.key,
        transaction.campaignId ?? null,
        transaction.collaborationId ?? null,
        now(),
      ],
    });
    if (booked.length === 0) return false;
    for (const { account, partyId, amountMinor } of transaction.bookings) {
      if (amountMinor === 0) continue;
      const accountId = await this.account(account, partyId, transaction.currency);
      await this.db.query({
        name: 'ledger_entry',
        text: `INSERT INTO ledger_entry (tenant_id, id, transaction_id, account_id, amount_minor, currency) VALUES ($1, $2, $3, $4, $5, $6)`,
        values: [currentTenant(), newId(), id, accountId, amountMinor, transaction.currency],
      });
    }
    return true;
  }

  /** Every account's balance; all of one currency sum to zero. */
  async balances(): Promise<Balance[]> {
    const rows = await this.db.query<{
      kind: LedgerAccountKind;
      party_id: string | null;
      currency: string;
      balance: string;
    }>({
      name: 'ledger_balances',
      text: `SELECT a.kind, a.party_id, a.currency, coalesce(sum(e.amount_minor), 0)::bigint AS balance
             FROM ledger_account a LEFT JOIN ledger_entry e ON e.tenant_id = $1 AND e.account_id = a.id
             WHERE a.tenant_id = $1 GROUP BY a.kind, a.party_id, a.currency ORDER BY a.currency, a.kind, a.party_id`,
      values: [currentTenant()],
    });
    return rows.map((row) => ({
      account: row.kind,
      partyId: row.party_id,
      currency: row.currency,
      balanceMinor: Number(row.balance),
    }));
  }

  /** What an account holds, seen from its owner: money owed to a party is positive. */
  async owed(account: LedgerAccountKind, partyId: string | null, currency: string): Promise<number> {
    const row = await this.db.one<{ balance: string }>({
      name: 'ledger_owed',
      text: `SELECT coalesce(-sum(e.amount_minor), 0)::bigint AS balance
             FROM ledger_account a JOIN ledger_entry e ON e.tenant_id = $1 AND e.account_id = a.id
             WHERE a.tenant_id = $1 AND a.kind = $2 AND a.party_id IS NOT DISTINCT FROM $3 AND a.currency = $4`,
      values: [currentTenant(), account, partyId, currency],
    });
    return Number(row?.balance ?? 0);
  }

  private async account(kind: LedgerAccountKind, partyId: string | null, currency: string): Promise<string> {
    const values = [currentTenant(), kind, partyId, currency];
    const find = {
      name: 'ledger_account_find',
      text: 'SELECT id FROM ledger_account WHERE tenant_id = $1 AND kind = $2 AND party_id IS NOT DISTINCT FROM $3 AND currency = $4',
      values,
    };
    const found = await this.db.one<{ id: string }>(find);
    if (found) return found.id;
    await this.db.query({
      name: 'ledger_account_open',
      text: `INSERT INTO ledger_account (tenant_id, kind, party_id, currency, id) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (tenant_id, kind, party_id, currency) DO NOTHING`,
      values: [...values, newId()],
    });
    const opened = await this.db.one<{ id: string }>(find);
    if (!opened) throw new Error('a ledger account could not be opened');
    return opened.id;
  }
}
