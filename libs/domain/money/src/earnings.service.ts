import { Injectable } from '@nestjs/common';
import { accessible } from '#platform/access';
import { Db } from '#platform/database';
import { currentActor, currentTenant, now } from '#platform/kernel';
import { progress } from './earning-steps.js';
import type { CollaborationEarnings, Earning, Earnings } from './money.dto.js';
import { type MoneyPage, type Page, pageOf } from './money-lists.dto.js';
import { MoneyQueries } from './money.queries.js';

/** Pieces of work that stand on a page with other things. */
const SHOWN = 50;

interface Row {
  id: string;
  kind: Earning['kind'];
  collaborationId: string;
  campaignName: string;
  organizationName: string;
  platform: string | null;
  format: string | null;
  netMinor: number;
  currency: string;
  work: string | null;
  dueOn: string | null;
  publishedAt: Date | null;
  state: 'approved' | 'scheduled' | 'onItsWay' | 'paid' | 'failed' | null;
  earnedAt: Date | null;
  dueAt: Date | null;
  paidAt: Date | null;
  sentAt: Date | null;
  unfunded: boolean;
}

/** What influencers have earned and when it comes: nets, and nothing of what the brand pays. */
@Injectable()
export class InfluencerEarnings {
  constructor(
    private readonly db: Db,
    private readonly queries: MoneyQueries,
  ) {}

  async overview(): Promise<Earnings> {
    const statements = await this.queries.statements({ influencerIds: currentActor().partyIds });
    const { more, ...own } = await this.of(null);
    return {
      ...own,
      statements: statements.data,
      more: { ...more, statements: statements.next !== null },
    };
  }

  /** Of one collaboration, or of all that the actor speaks for; the totals are of everything, the rows the first. */
  async of(collaborationId: string | null): Promise<CollaborationEarnings> {
    const earnings = (await this.rows(collaborationId)).map(toEarning);
    const more = { earnings: earnings.length > SHOWN, statements: false };
    return { totals: totalsOf(earnings), earnings: earnings.slice(0, SHOWN), more };
  }

  /** A page of all of them; it is cut from the whole, since a piece's place follows from how far it has come. */
  async list({ cursor, limit }: MoneyPage): Promise<Page<Earning>> {
    const earnings = (await this.rows(null)).map(toEarning);
    const from = cursor === undefined ? 0 : earnings.findIndex(({ id }) => id === cursor) + 1;
    return pageOf(earnings.slice(from), limit);
  }

  private rows(collaborationId: string | null): Promise<Row[]> {
    const scope = accessible('read', 'Payout', { influencerId: 'x.influencer_id' }, 3);
    return this.db.query<Row>({
      name: `earnings_${currentActor().kind}_${scope.key}`,
      text: `SELECT x.id, coalesce(p.kind, 'deliverable') AS kind, x.collaboration_id AS "collaborationId",
          coalesce(c.name, '') AS "campaignName", coalesce(o.name, '') AS "organizationName", d.platform, d.format,
          coalesce(p.net_minor, d.net_minor) AS "netMinor", coalesce(p.currency, d.currency) AS currency,
          d.state AS work, d.due_on::text AS "dueOn", d.published_at AS "publishedAt", p.state, p.earned_at AS "earnedAt",
          p.due_at AS "dueAt", p.paid_at AS "paidAt", y.created_at AS "sentAt",
          coalesce(b.funded_minor < b.spent_minor, false) AS unfunded
        FROM (
          SELECT id, influencer_id, collaboration_id, campaign_id FROM deliverable WHERE tenant_id = $1 AND state <> 'dropped'
          UNION SELECT id, influencer_id, collaboration_id, campaign_id FROM payable WHERE tenant_id = $1) x
        LEFT JOIN deliverable d ON d.tenant_id = $1 AND d.id = x.id
        LEFT JOIN payable p ON p.tenant_id = $1 AND p.id = x.id
        LEFT JOIN payout y ON y.tenant_id = $1 AND y.id = p.payout_id
        LEFT JOIN campaign c ON c.tenant_id = $1 AND c.id = x.campaign_id
        LEFT JOIN organization o ON o.tenant_id = $1 AND o.id = c.organization_id
        LEFT JOIN budget b ON b.tenant_id = $1 AND b.id = x.campaign_id
        WHERE ($2::uuid IS NULL OR x.collaboration_id = $2) AND ${scope.sql}
        ORDER BY p.state IS NOT DISTINCT FROM 'paid', coalesce(p.due_at, d.due_on), x.id`,
      values: [currentTenant(), collaborationId, ...scope.values],
    });
  }
}

function toEarning(row: Row): Earning {
  const { work, dueOn, publishedAt, state, earnedAt, dueAt, paidAt, sentAt, unfunded, ...rest } = row;
  const owed = state && earnedAt && dueAt ? { state, earnedAt, dueAt, paidAt, sentAt, unfunded } : null;
  return { ...rest, ...progress({ work, dueOn, publishedAt, owed }, now()) };
}

function totalsOf(earnings: readonly Earning[]): CollaborationEarnings['totals'] {
  const currencies = [...new Set(earnings.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = earnings.filter((one) => one.currency === currency);
    const sum = (fits: (one: Earning) => boolean) =>
      own.filter(fits).reduce((total, { netMinor }) => total + netMinor, 0);
    return {
      currency,
      openMinor: sum(({ state }) => state === 'open'),
      scheduledMinor: sum(({ state }) => state === 'scheduled' || state === 'failed'),
      onItsWayMinor: sum(({ state }) => state === 'onItsWay'),
      paidMinor: sum(({ state }) => state === 'paid'),
      lateMinor: sum(({ state, late }) => state !== 'open' && late !== null),
    };
  });
}
