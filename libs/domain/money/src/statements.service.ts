import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant, newId, now } from '#platform/kernel';
import { Statement } from './money.entities.js';

export interface StatementLine {
  readonly text: string;
  readonly reference: string;
  readonly amountMinor: number;
}

/** Invoices to brands and statements to influencers, numbered without gaps per label, kind and year. */
@Injectable()
export class Statements {
  constructor(private readonly db: Db) {}

  async invoice(input: { fundingId: string; campaignId: string; organizationId: string; amountMinor: number; currency: string }): Promise<string> {
    return this.issue('invoice', {
      organizationId: input.organizationId,
      campaignId: input.campaignId,
      totalMinor: input.amountMinor,
      currency: input.currency,
      lines: [{ text: 'campaignFunding', reference: input.campaignId, amountMinor: input.amountMinor }],
    });
  }

  async payout(input: { payoutId: string; influencerId: string; amountMinor: number; currency: string; lines: StatementLine[] }): Promise<string> {
    return this.issue('payout', {
      influencerId: input.influencerId,
      payoutId: input.payoutId,
      totalMinor: input.amountMinor,
      currency: input.currency,
      lines: input.lines,
    });
  }

  async ofInfluencer(influencerIds: readonly string[]): Promise<Statement[]> {
    const lists = await Promise.all(influencerIds.map((influencerId) => this.db.repo(Statement).find({ influencerId }, { order: { id: 'DESC' }, take: 100 })));
    return lists.flat();
  }

  async ofOrganization(organizationId: string): Promise<Statement[]> {
    return this.db.repo(Statement).find({ organizationId }, { order: { id: 'DESC' }, take: 100 });
  }

  /** The number is taken in the transaction that issues: a rollback gives it back, so there are no gaps. */
  private async issue(kind: Statement['kind'], values: Partial<Statement>): Promise<string> {
    const at = now();
    const year = at.getUTCFullYear();
    const counter = await this.db.one<{ last: number }>({
      name: 'statement_number',
      text: `INSERT INTO statement_counter (tenant_id, kind, year, last) VALUES ($1, $2, $3, 1)
             ON CONFLICT (tenant_id, kind, year) DO UPDATE SET last = statement_counter.last + 1 RETURNING last`,
      values: [currentTenant(), kind, year],
    });
    const id = newId();
    const prefix = kind === 'invoice' ? 'R' : 'S';
    const number = `${prefix}${year}-${String(counter?.last ?? 1).padStart(5, '0')}`;
    await this.db.repo(Statement).insert({ ...values, id, kind, number, issuedAt: at });
    return id;
  }
}
