import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { conflict, currentTenant } from '#platform/kernel';

/**
 * What an organization has prepaid beyond its campaigns. The ledger knows only that its money is held
 * (`clientFunds`); which part of it is free is kept here, by conditional updates.
 */
@Injectable()
export class ClientBalances {
  constructor(private readonly db: Db) {}

  async of(organizationId: string, currency: string): Promise<number> {
    const row = await this.db.one<{ balance_minor: number }>({
      name: 'client_balance',
      text: 'SELECT balance_minor FROM client_balance WHERE tenant_id = $1 AND id = $2 AND currency = $3',
      values: [currentTenant(), organizationId, currency],
    });
    return row?.balance_minor ?? 0;
  }

  async credit(organizationId: string, currency: string, amountMinor: number): Promise<void> {
    await this.db.query({
      name: 'client_balance_credit',
      text: `INSERT INTO client_balance (tenant_id, id, currency, balance_minor) VALUES ($1, $2, $3, $4)
             ON CONFLICT (tenant_id, id, currency) DO UPDATE SET balance_minor = client_balance.balance_minor + $4`,
      values: [currentTenant(), organizationId, currency, amountMinor],
    });
  }

  /** Takes an amount out; two at once never take more than there is. */
  async debit(organizationId: string, currency: string, amountMinor: number): Promise<void> {
    const taken = await this.db.query({
      name: 'client_balance_debit',
      text: `UPDATE client_balance SET balance_minor = balance_minor - $4
             WHERE tenant_id = $1 AND id = $2 AND currency = $3 AND balance_minor >= $4 RETURNING id`,
      values: [currentTenant(), organizationId, currency, amountMinor],
    });
    if (taken.length > 0) return;
    throw conflict('balance_too_low', { balanceMinor: await this.of(organizationId, currency), currency });
  }
}
