import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant, now } from '#platform/kernel';
import type { Funded, PayableRow, PayoutRow, StatementRow } from './money.dto.js';
import { FIRST_ROWS, type Page, pageOf } from './money-lists.dto.js';
import { lateness } from './earning-steps.js';

/** Whose rows: of one campaign, of one organization, or (both null) of the whole label. The wall was asked before. */
export interface Part {
  readonly campaignId?: string | null;
  readonly organizationId?: string | null;
}

/** Which rows of a list: those behind `cursor`, the last id seen. */
interface Cut {
  readonly cursor?: string | undefined;
  readonly limit: number;
}
const FIRST: Cut = { limit: FIRST_ROWS };

type Dated<Row, Keys extends keyof Row> = Omit<Row, Keys> & {
  [Key in Keys]: Row[Key] extends string ? Date : Date | null;
};

interface BudgetRow {
  id: string;
  name: string | null;
  organizationName: string;
  currency: string;
  budgetMinor: number;
  fundedMinor: number;
  reservedMinor: number;
  spentMinor: number;
  priceMinor: number;
  netMinor: number;
  paidMinor: number;
}

interface TotalsRow {
  currency: string;
  budgetMinor: number;
  fundedMinor: number;
  reservedMinor: number;
  spentMinor: number;
  onAccountMinor: number;
  owedMinor: number;
  dueMinor: number;
  paidMinor: number;
  marginMinor: number;
}

/** Reads of money, with the names of what it is for. Each audience's view picks its own side of the amounts. */
@Injectable()
export class MoneyQueries {
  constructor(private readonly db: Db) {}

  /** Sums per currency. */
  totals(part: Part = {}): Promise<TotalsRow[]> {
    return this.db.query<TotalsRow>({
      name: 'money_totals',
      text: `WITH b AS (
          SELECT currency, sum(cap_minor)::bigint AS cap, sum(funded_minor)::bigint AS funded, sum(reserved_minor)::bigint AS reserved,
            sum(spent_minor)::bigint AS spent
          FROM budget WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id = $2) AND ($3::uuid IS NULL OR organization_id = $3) GROUP BY currency),
        p AS (
          SELECT currency, sum(net_minor) FILTER (WHERE state <> 'paid')::bigint AS owed,
            sum(net_minor) FILTER (WHERE state IN ('scheduled', 'failed') AND due_at <= $4)::bigint AS due,
            sum(net_minor) FILTER (WHERE state = 'paid')::bigint AS paid, sum(price_minor - net_minor)::bigint AS margin
          FROM payable WHERE tenant_id = $1 AND ($2::uuid IS NULL OR campaign_id = $2) AND ($3::uuid IS NULL OR organization_id = $3)
          GROUP BY currency),
        a AS (
          SELECT currency, sum(balance_minor)::bigint AS account FROM client_balance
          WHERE tenant_id = $1 AND ($3::uuid IS NULL OR id = $3) GROUP BY currency)
        SELECT currency, coalesce(cap, 0) AS "budgetMinor", coalesce(funded, 0) AS "fundedMinor", coalesce(reserved, 0) AS "reservedMinor",
          coalesce(spent, 0) AS "spentMinor", coalesce(account, 0) AS "onAccountMinor", coalesce(owed, 0) AS "owedMinor",
          coalesce(due, 0) AS "dueMinor", coalesce(paid, 0) AS "paidMinor", coalesce(margin, 0) AS "marginMinor"
        FROM b FULL JOIN p USING (currency) FULL JOIN a USING (currency) ORDER BY currency`,
      values: [currentTenant(), part.campaignId ?? null, part.organizationId ?? null, now()],
    });
  }

  /** The newest campaigns with a budget. */
  campaigns(part: Part = {}): Promise<BudgetRow[]> {
    return this.db.query<BudgetRow>({
      name: 'money_campaigns',
      text: `SELECT b.id, c.name, coalesce(o.name, '') AS "organizationName", b.currency, b.cap_minor AS "budgetMinor",
          b.funded_minor AS "fundedMinor", b.reserved_minor AS "reservedMinor", b.spent_minor AS "spentMinor",
          coalesce(p.price, 0) AS "priceMinor", coalesce(p.net, 0) AS "netMinor", coalesce(p.paid, 0) AS "paidMinor"
        FROM budget b
        LEFT JOIN campaign c ON c.tenant_id = $1 AND c.id = b.id
        LEFT JOIN organization o ON o.tenant_id = $1 AND o.id = b.organization_id
        LEFT JOIN LATERAL (
          SELECT sum(price_minor)::bigint AS price, sum(net_minor)::bigint AS net,
            sum(net_minor) FILTER (WHERE state = 'paid')::bigint AS paid
          FROM payable WHERE tenant_id = $1 AND campaign_id = b.id) p ON true
        WHERE b.tenant_id = $1 AND ($2::uuid IS NULL OR b.id = $2) AND ($3::uuid IS NULL OR b.organization_id = $3)
        ORDER BY b.id DESC LIMIT 100`,
      values: [currentTenant(), part.campaignId ?? null, part.organizationId ?? null],
    });
  }

  /** The newest first. */
  async fundings(part: Part = {}, { cursor, limit } = FIRST): Promise<Page<Funded>> {
    const rows = await this.db.query<Dated<Funded, 'createdAt' | 'receivedAt'>>({
      name: 'money_fundings',
      text: `SELECT f.id, f.budget_id AS "campaignId", coalesce(c.name, '') AS "campaignName", coalesce(o.name, '') AS "organizationName",
          f.amount_minor AS "amountMinor", f.currency, f.state,
          CASE f.provider WHEN 'account' THEN 'account' ELSE 'provider' END AS source, f.error, f.created_at AS "createdAt",
          f.received_at AS "receivedAt"
        FROM funding f
        LEFT JOIN campaign c ON c.tenant_id = $1 AND c.id = f.budget_id
        LEFT JOIN organization o ON o.tenant_id = $1 AND o.id = f.organization_id
        WHERE f.tenant_id = $1 AND ($2::uuid IS NULL OR f.budget_id = $2) AND ($3::uuid IS NULL OR f.organization_id = $3)
          AND ($4::uuid IS NULL OR f.id < $4)
        ORDER BY f.id DESC LIMIT $5`,
      values: [
        currentTenant(),
        part.campaignId ?? null,
        part.organizationId ?? null,
        cursor ?? null,
        limit + 1,
      ],
    });
    const found = rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      receivedAt: row.receivedAt?.toISOString() ?? null,
    }));
    return pageOf(found, limit);
  }

  /** The newest first. */
  async statements(
    part: Part & { influencerIds?: readonly string[] },
    { cursor, limit } = FIRST,
  ): Promise<Page<StatementRow>> {
    const rows = await this.db.query<Dated<StatementRow, 'issuedAt'>>({
      name: 'money_statements',
      text: `SELECT s.id, s.kind, s.number, s.campaign_id AS "campaignId", coalesce(c.name, '') AS "campaignName",
          s.total_minor AS "totalMinor", s.currency, s.issued_at AS "issuedAt", s.file_id IS NOT NULL AS ready
        FROM statement s LEFT JOIN campaign c ON c.tenant_id = $1 AND c.id = s.campaign_id
        WHERE s.tenant_id = $1 AND ($2::uuid IS NULL OR s.campaign_id = $2) AND ($3::uuid IS NULL OR s.organization_id = $3)
          AND ($4::uuid[] IS NULL OR s.influencer_id = ANY($4)) AND ($5::uuid IS NULL OR s.id < $5)
        ORDER BY s.id DESC LIMIT $6`,
      values: [
        currentTenant(),
        part.campaignId ?? null,
        part.organizationId ?? null,
        part.influencerIds ?? null,
        cursor ?? null,
        limit + 1,
      ],
    });
    const found = rows.map((row) => ({ ...row, issuedAt: row.issuedAt.toISOString() }));
    return pageOf(found, limit);
  }

  /** The longest due first, and behind it what is paid, unless only what is owed (`open`) is asked for. */
  async payables(part: Part & { open?: boolean } = {}, { cursor, limit } = FIRST): Promise<Page<PayableRow>> {
    type Row = Omit<Dated<PayableRow, 'earnedAt' | 'dueAt' | 'paidAt'>, 'late'> & {
      unfunded: boolean;
      sentAt: Date | null;
    };
    const rows = await this.db.query<Row>({
      name: 'money_payables',
      text: `SELECT p.id, p.kind, p.influencer_id AS "influencerId", coalesce(i.display_name, '') AS "influencerName",
          p.campaign_id AS "campaignId", coalesce(c.name, '') AS "campaignName", d.platform, d.format, p.net_minor AS "netMinor",
          p.price_minor AS "priceMinor", p.currency, p.state, p.earned_at AS "earnedAt", p.due_at AS "dueAt", p.paid_at AS "paidAt",
          coalesce(b.funded_minor < b.spent_minor, false) AS unfunded, y.created_at AS "sentAt"
        FROM payable p
        LEFT JOIN influencer i ON i.tenant_id = $1 AND i.id = p.influencer_id
        LEFT JOIN campaign c ON c.tenant_id = $1 AND c.id = p.campaign_id
        LEFT JOIN deliverable d ON d.tenant_id = $1 AND d.id = p.id
        LEFT JOIN budget b ON b.tenant_id = $1 AND b.id = p.campaign_id
        LEFT JOIN payout y ON y.tenant_id = $1 AND y.id = p.payout_id
        WHERE p.tenant_id = $1 AND ($2::uuid IS NULL OR p.campaign_id = $2) AND ($3::uuid IS NULL OR p.organization_id = $3)
          AND (NOT $4::boolean OR p.state <> 'paid')
          AND ($5::uuid IS NULL OR (p.state = 'paid', p.due_at, p.id) >
            (SELECT l.state = 'paid', l.due_at, l.id FROM payable l WHERE l.tenant_id = $1 AND l.id = $5))
        ORDER BY p.state = 'paid', p.due_at, p.id LIMIT $6`,
      values: [
        currentTenant(),
        part.campaignId ?? null,
        part.organizationId ?? null,
        part.open ?? false,
        cursor ?? null,
        limit + 1,
      ],
    });
    const found = rows.map(({ unfunded, sentAt, ...row }) => ({
      ...row,
      late: lateness({ ...row, unfunded, sentAt }, now()),
      earnedAt: row.earnedAt.toISOString(),
      dueAt: row.dueAt.toISOString(),
      paidAt: row.paidAt?.toISOString() ?? null,
    }));
    return pageOf(found, limit);
  }

  /** The newest; what failed and may be tried again first. */
  async payouts({ cursor, limit } = FIRST): Promise<Page<PayoutRow>> {
    const rows = await this.db.query<Dated<PayoutRow, 'createdAt' | 'paidAt'>>({
      name: 'money_payouts',
      text: `WITH x AS (
          SELECT y.id, y.influencer_id AS "influencerId", coalesce(i.display_name, '') AS "influencerName", y.amount_minor AS "amountMinor",
            y.currency, y.state, y.error, y.created_at AS "createdAt", y.paid_at AS "paidAt",
            y.state = 'failed' AND EXISTS (SELECT FROM payable p WHERE p.tenant_id = $1 AND p.payout_id = y.id AND p.state = 'failed') AS retriable,
            s.id AS "statementId", s.number AS "statementNumber", s.file_id IS NOT NULL AS "statementReady"
          FROM payout y
          LEFT JOIN influencer i ON i.tenant_id = $1 AND i.id = y.influencer_id
          LEFT JOIN statement s ON s.tenant_id = $1 AND s.payout_id = y.id
          WHERE y.tenant_id = $1)
        SELECT * FROM x WHERE $2::uuid IS NULL OR (retriable, id) < (SELECT l.retriable, l.id FROM x l WHERE l.id = $2)
        ORDER BY retriable DESC, id DESC LIMIT $3`,
      values: [currentTenant(), cursor ?? null, limit + 1],
    });
    const found = rows.map((row) => ({
      ...row,
      createdAt: row.createdAt.toISOString(),
      paidAt: row.paidAt?.toISOString() ?? null,
    }));
    return pageOf(found, limit);
  }

  /** Accounts of one kind and currency together; all of one currency sum to zero. */
  trialBalance(): Promise<{ account: string; parties: number; currency: string; balanceMinor: number }[]> {
    return this.db.query({
      name: 'money_trial_balance',
      text: `SELECT a.kind AS account, count(DISTINCT a.id)::int AS parties, a.currency, coalesce(sum(e.amount_minor), 0)::bigint AS "balanceMinor"
        FROM ledger_account a LEFT JOIN ledger_entry e ON e.tenant_id = $1 AND e.account_id = a.id
        WHERE a.tenant_id = $1 GROUP BY a.kind, a.currency ORDER BY a.currency, a.kind`,
      values: [currentTenant()],
    });
  }
}
