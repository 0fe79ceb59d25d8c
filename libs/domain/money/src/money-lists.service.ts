import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentActor, currentTenant, notFound } from '#platform/kernel';
import { LEDGER_ENTRIES } from './ledger.queries.js';
import { type LedgerRow, type MoneyPage, type Page, pageOf } from './money-lists.dto.js';
import type { Funded, PayableRow, PayoutRow, Posted, StatementRow } from './money.dto.js';
import { MoneyQueries, type Part } from './money.queries.js';

/** A list with the campaign that it was narrowed to, so that its next page is narrowed likewise. */
type Listed<Row> = Page<Row> & { readonly campaign: string | null };

/** Lists of money, a page at a time: of the label for its staff, of one organization for its members. */
@Injectable()
export class MoneyLists {
  constructor(
    private readonly db: Db,
    private readonly queries: MoneyQueries,
  ) {}

  payables(page: MoneyPage): Promise<Listed<PayableRow>> {
    return this.listed(page, this.queries.payables({ campaignId: page.campaign ?? null }, page));
  }

  payouts(page: MoneyPage): Promise<Listed<PayoutRow>> {
    return this.listed(page, this.queries.payouts(page));
  }

  fundings(page: MoneyPage, organizationId: string | null = null): Promise<Listed<Funded>> {
    return this.listed(page, this.queries.fundings(partOf(page, organizationId), page));
  }

  statements(page: MoneyPage, organizationId: string | null = null): Promise<Listed<StatementRow>> {
    return this.listed(page, this.queries.statements(partOf(page, organizationId), page));
  }

  /** Payout statements of those whom the actor speaks for. */
  ownStatements(page: MoneyPage): Promise<Listed<StatementRow>> {
    return this.listed(page, this.queries.statements({ influencerIds: currentActor().partyIds }, page));
  }

  /** What a brand has paid for: its price, and nothing of the net. */
  async posted(page: MoneyPage, organizationId: string): Promise<Listed<Posted>> {
    const { data, next } = await this.queries.payables(partOf(page, organizationId), page);
    return { data: data.map(toPosted), next, campaign: page.campaign ?? null };
  }

  async ledger(page: MoneyPage): Promise<Listed<LedgerRow>> {
    const rows = await this.db.query<Omit<LedgerRow, 'at'> & { at: Date }>({
      ...LEDGER_ENTRIES,
      values: [currentTenant(), page.campaign ?? null, page.cursor ?? null, page.limit + 1],
    });
    const entries = rows.map((row) => ({ ...row, at: row.at.toISOString() }));
    return { ...pageOf(entries, page.limit), campaign: page.campaign ?? null };
  }

  private async listed<Row>(page: MoneyPage, found: Promise<Page<Row>>): Promise<Listed<Row>> {
    return { ...(await found), campaign: page.campaign ?? null };
  }
}

export function toPosted({
  id,
  kind,
  influencerName,
  platform,
  format,
  priceMinor,
  currency,
  earnedAt: postedAt,
}: PayableRow): Posted {
  return { id, kind, influencerName, platform, format, priceMinor, currency, postedAt };
}

/** What a member may list: of the organization in the path, and a guest of the one campaign they were let into. */
function partOf(page: MoneyPage, organizationId: string | null): Part {
  if (organizationId === null) return { campaignId: page.campaign ?? null };
  const { partyIds, campaignId = null } = currentActor();
  if (!partyIds.includes(organizationId)) throw notFound('organization');
  if (campaignId !== null && page.campaign !== undefined && page.campaign !== campaignId)
    throw notFound('campaign');
  return { organizationId, campaignId: campaignId ?? page.campaign ?? null };
}
