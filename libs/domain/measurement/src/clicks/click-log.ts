import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Db } from '#platform/database';
import { addDays, currentTenant, describeError, log, runForTenant, systemActor } from '#platform/kernel';
import { CLICK_RULES_VERSION, type ClickFacts, type ClickReason, decide, rulesOf } from './click-rules.js';
import { ClickSalts } from './click-salts.js';
import { GroupCommit } from './group-commit.js';
import { visitorOf } from './visitor.js';

/** A click on its way into the log. Address and agent stay in memory until the visitor is made of them. */
export interface Arrival {
  readonly id: string;
  readonly at: Date;
  readonly linkId: string;
  readonly campaignId: string;
  readonly address: string;
  readonly agent: string;
  readonly facts: Omit<ClickFacts, 'previousId'>;
}

interface Seen {
  lastId: string | null;
  countedAt: Date | null;
}

interface Judged extends Arrival {
  readonly visitor: string;
  readonly previousId: string | null;
  readonly reason: ClickReason | null;
}

interface SeenRow {
  link_id: string;
  visitor: string;
  last_id: string | null;
  counted_at: Date | null;
}

/** Writes clicks, many to a commit; `record` resolves when its click is durable. */
@Injectable()
export class ClickLog implements OnApplicationShutdown {
  private readonly groups = new GroupCommit<Arrival>((tenantId, arrivals) =>
    runForTenant(tenantId, systemActor, () => this.write(arrivals)),
  );

  constructor(
    private readonly db: Db,
    private readonly salts: ClickSalts,
  ) {}

  record(arrival: Arrival): Promise<void> {
    return this.groups.add(currentTenant(), arrival);
  }

  onApplicationShutdown(): Promise<void> {
    return this.groups.drained();
  }

  /** Once more after a fault: ids are made beforehand, so a commit whose answer was lost counts nothing twice. */
  private async write(arrivals: readonly Arrival[]): Promise<void> {
    try {
      await this.commit(arrivals);
    } catch (error) {
      log.warn('clicks.again', describeError(error));
      await this.commit(await this.missing(arrivals));
    }
  }

  private async missing(arrivals: readonly Arrival[]): Promise<Arrival[]> {
    const rows = await this.db.transaction(() =>
      this.db.query<{ id: string }>({
        name: 'click_known',
        text: 'SELECT id FROM click WHERE tenant_id = $1 AND id = ANY($2::uuid[])',
        values: [currentTenant(), arrivals.map(({ id }) => id)],
      }),
    );
    const known = new Set(rows.map(({ id }) => id));
    return arrivals.filter(({ id }) => !known.has(id));
  }

  private async commit(arrivals: readonly Arrival[]): Promise<void> {
    if (arrivals.length === 0) return;
    const named = await Promise.all(arrivals.map((arrival) => this.named(arrival)));
    await this.db.transaction(async () => {
      const today = await this.claim(named.map(({ arrival, visitor }) => [arrival.linkId, visitor]));
      const before = await this.look(named.map(({ arrival, former }) => [arrival.linkId, former]));
      const judged = named.map(({ arrival, visitor, former }) => {
        const own = today.get(`${arrival.linkId}/${visitor}`) ?? { lastId: null, countedAt: null };
        const seen = own.lastId === null ? (before.get(`${arrival.linkId}/${former}`) ?? own) : own;
        const previousId = seen.lastId;
        const facts = { ...arrival.facts, previousId };
        const reason = decide(facts, arrival.at, seen.countedAt, rulesOf(CLICK_RULES_VERSION));
        own.countedAt = reason === null ? arrival.at : seen.countedAt;
        own.lastId = arrival.id;
        today.set(`${arrival.linkId}/${visitor}`, own);
        return { ...arrival, visitor, previousId, reason };
      });
      await this.insert(judged);
      await this.remember(judged, today);
    });
  }

  /** Today's visitor, and who the same person was yesterday: the window reaches over midnight. */
  private async named(arrival: Arrival) {
    const { at, address, agent } = arrival;
    const [day, dayBefore] = [dayOf(at), dayOf(addDays(at, -1))];
    const [salt, formerSalt] = [await this.salts.of(day), await this.salts.of(dayBefore)];
    const visitor = visitorOf(salt, address, agent, day);
    return { arrival, visitor, former: visitorOf(formerSalt, address, agent, dayBefore) };
  }

  /** Takes the visitors' rows, making those that are not there: other servers' clicks of the same ones wait. */
  private async claim(pairs: readonly (readonly [string, string])[]): Promise<Map<string, Seen>> {
    const rows = await this.db.query<SeenRow>({
      name: 'click_visitor_claim',
      text: `INSERT INTO click_visitor (tenant_id, link_id, visitor, last_at)
             SELECT DISTINCT $1::uuid, p.link_id, p.visitor, now()
             FROM unnest($2::uuid[], $3::text[]) AS p (link_id, visitor) ORDER BY 2, 3
             ON CONFLICT (tenant_id, link_id, visitor) DO UPDATE SET last_at = click_visitor.last_at
             RETURNING link_id, visitor, last_id, counted_at`,
      values: [currentTenant(), pairs.map(([linkId]) => linkId), pairs.map(([, visitor]) => visitor)],
    });
    return seenBy(rows);
  }

  private async look(pairs: readonly (readonly [string, string])[]): Promise<Map<string, Seen>> {
    const rows = await this.db.query<SeenRow>({
      name: 'click_visitor_look',
      text: `SELECT v.link_id, v.visitor, v.last_id, v.counted_at FROM click_visitor v
             JOIN (SELECT DISTINCT * FROM unnest($2::uuid[], $3::text[]) AS u (link_id, visitor)) p
               ON p.link_id = v.link_id AND p.visitor = v.visitor
             WHERE v.tenant_id = $1`,
      values: [currentTenant(), pairs.map(([linkId]) => linkId), pairs.map(([, visitor]) => visitor)],
    });
    return seenBy(rows);
  }

  private async insert(judged: readonly Judged[]): Promise<void> {
    await this.db.query({
      name: 'click_insert',
      text: `INSERT INTO click (tenant_id, id, link_id, campaign_id, at, visitor, valid, reason, rules_version, facts)
             SELECT $1, c.id, c.link_id, c.campaign_id, c.at, c.visitor, c.reason IS NULL, c.reason, $8, c.facts::jsonb
             FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::text[], $7::text[], $9::text[])
               AS c (id, link_id, campaign_id, at, visitor, reason, facts)`,
      values: [
        currentTenant(),
        judged.map(({ id }) => id),
        judged.map(({ linkId }) => linkId),
        judged.map(({ campaignId }) => campaignId),
        judged.map(({ at }) => at.toISOString()),
        judged.map(({ visitor }) => visitor),
        judged.map(({ reason }) => reason),
        CLICK_RULES_VERSION,
        judged.map(({ facts, previousId }) => JSON.stringify({ ...facts, previousId })),
      ],
    });
  }

  private async remember(judged: readonly Judged[], today: ReadonlyMap<string, Seen>): Promise<void> {
    const last = new Map(judged.map((click) => [`${click.linkId}/${click.visitor}`, click]));
    const rows = [...last].map(([key, click]) => ({ click, countedAt: today.get(key)?.countedAt ?? null }));
    await this.db.query({
      name: 'click_visitor_remember',
      text: `UPDATE click_visitor v SET last_id = c.last_id, last_at = c.last_at, counted_at = c.counted_at
             FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::timestamptz[], $6::timestamptz[])
               AS c (link_id, visitor, last_id, last_at, counted_at)
             WHERE v.tenant_id = $1 AND v.link_id = c.link_id AND v.visitor = c.visitor`,
      values: [
        currentTenant(),
        rows.map(({ click }) => click.linkId),
        rows.map(({ click }) => click.visitor),
        rows.map(({ click }) => click.id),
        rows.map(({ click }) => click.at.toISOString()),
        rows.map(({ countedAt }) => countedAt?.toISOString() ?? null),
      ],
    });
  }
}

function seenBy(rows: readonly SeenRow[]): Map<string, Seen> {
  return new Map(
    rows.map((row) => [`${row.link_id}/${row.visitor}`, { lastId: row.last_id, countedAt: row.counted_at }]),
  );
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
