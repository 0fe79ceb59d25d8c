import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { accessible } from '#platform/access';
import { Jobs } from '#platform/jobs';
import { conflict, currentActor, currentTenant, newId, notFound, now } from '#platform/kernel';
import { Statement } from './money.entities.js';
import { printStatement } from './money.jobs.js';
import type { StatementLine } from './statement-line.js';

interface Funded {
  readonly campaignId: string;
  readonly organizationId: string;
  readonly amountMinor: number;
  readonly currency: string;
}

const PREFIX = { invoice: 'R', creditNote: 'G', payout: 'S' } as const;

/** Invoices and credit notes to brands, statements to influencers; numbered without gaps per label, kind and year. */
@Injectable()
export class Statements {
  constructor(
    private readonly db: Db,
    private readonly jobs: Jobs,
  ) {}

  invoice({ campaignId, organizationId, amountMinor, currency }: Funded): Promise<string> {
    const lines: StatementLine[] = [
      { text: 'campaignFunding', reference: campaignId, campaignId, amountMinor },
    ];
    return this.issue('invoice', { organizationId, campaignId, totalMinor: amountMinor, currency, lines });
  }

  creditNote({ campaignId, organizationId, amountMinor, currency }: Funded): Promise<string> {
    const lines: StatementLine[] = [
      { text: 'refund', reference: campaignId, campaignId, amountMinor: -amountMinor },
    ];
    return this.issue('creditNote', {
      organizationId,
      campaignId,
      totalMinor: -amountMinor,
      currency,
      lines,
    });
  }

  payout(input: {
    payoutId: string;
    influencerId: string;
    amountMinor: number;
    currency: string;
    lines: StatementLine[];
  }): Promise<string> {
    const { amountMinor: totalMinor, ...rest } = input;
    return this.issue('payout', { ...rest, totalMinor });
  }

  /** The file of a statement that the actor may see; another party's does not exist. */
  async fileOf(id: string): Promise<string> {
    const member = currentActor().kind === 'member';
    const columns = {
      organizationId: 's.organization_id',
      influencerId: 's.influencer_id',
      campaignId: 's.campaign_id',
    };
    const scope = accessible('read', member ? 'Ledger' : 'Payout', columns, 3);
    const row = await this.db.transaction(() =>
      this.db.one<{ file_id: string | null }>({
        name: `statement_file_${currentActor().kind}_${scope.key}`,
        text: `SELECT s.file_id FROM statement s WHERE s.tenant_id = $1 AND s.id = $2 AND ${scope.sql}`,
        values: [currentTenant(), id, ...scope.values],
      }),
    );
    if (!row) throw notFound('statement');
    if (row.file_id) return row.file_id;
    throw conflict('statement_being_printed', { allowed: [] });
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
    const number = `${PREFIX[kind]}${year}-${String(counter?.last ?? 1).padStart(5, '0')}`;
    await this.db.repo(Statement).insert({ ...values, id, kind, number, issuedAt: at });
    await this.jobs.enqueue(printStatement, { statementId: id }, { key: id });
    return id;
  }
}
