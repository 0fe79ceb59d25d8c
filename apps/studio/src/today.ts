import { Injectable } from '@nestjs/common';
import { may } from '#platform/access';
import { Db } from '#platform/database';
import { addDays, currentTenant, now } from '#platform/kernel';
import { TenantDirectory } from '#domain/tenants';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { CLIENTS, COUNTS, REVENUE, ROSTER } from './today.queries.js';

/** Figures older than this say little of today. */
export const STALE_DAYS = 90;
/** This month and those before it. */
const MONTHS = 12;

const Counts = z.object({
  clients: z.number().int(),
  invitedClients: z.number().int(),
  staff: z.number().int(),
  openCampaigns: z.number().int(),
  hasRoster: z.boolean(),
  hasLook: z.boolean(),
});
const BusyClient = z.object({
  id: z.uuid(),
  name: z.string(),
  state: z.string(),
  open: z.number().int(),
  waiting: z.number().int(),
  budgetMinor: z.number().int(),
  currency: z.string(),
});
const RosterHealth = z.object({
  profiles: z.number().int(),
  /** With an address, country, language, and words or topics. */
  complete: z.number().int(),
  /** Whose person has an account. */
  claimed: z.number().int(),
  /** Without an address, or with one that mail does not reach. */
  unreachable: z.number().int(),
  /** Whose strongest channel has figures from before `staleDays`. */
  stale: z.number().int(),
  staleDays: z.number().int(),
});
const Sums = z.object({
  budgetMinor: z.number().int(),
  marginMinor: z.number().int(),
  paidMinor: z.number().int(),
});
/** `month` is its first day. */
const Month = Sums.extend({ month: z.string() });
const Revenue = z.object({
  currency: z.string(),
  months: z.array(Month),
  total: Sums,
  /** Null while there is nothing to draw. */
  chart: z.looseObject({ type: z.string() }).nullable(),
});
const Step = z.object({ code: z.string(), path: z.string(), done: z.boolean() });

/** What a label has, how it does, and what a new one has yet to do. */
export const House = Counts.extend({
  busiest: z.array(BusyClient),
  roster: RosterHealth.nullable(),
  revenue: Revenue.nullable(),
  /** Empty once a label is set up. */
  first: z.array(Step),
});
export type House = z.infer<typeof House>;

/** The label at a glance, in four statements: a roster of 50,000 profiles is counted in some 20 ms. */
@Injectable()
export class Today {
  constructor(
    private readonly db: Db,
    private readonly tenants: TenantDirectory,
  ) {}

  async house(): Promise<House> {
    const label = currentTenant();
    const counts = await this.db.one<z.infer<typeof Counts>>({ ...COUNTS, values: [label] });
    if (!counts) throw new Error('counting gave nothing');
    const busiest = await this.db.query<z.infer<typeof BusyClient>>({ ...CLIENTS, values: [label] });
    return {
      ...counts,
      busiest: busiest.map((client) => ({ ...client, budgetMinor: Number(client.budgetMinor) })),
      roster: counts.hasRoster ? await this.roster() : null,
      revenue: may('read', 'Ledger') ? await this.revenue() : null,
      first: firstSteps(counts),
    };
  }

  private async roster(): Promise<z.infer<typeof RosterHealth>> {
    const values = [currentTenant(), addDays(now(), -STALE_DAYS)];
    const row = await this.db.one<Omit<z.infer<typeof RosterHealth>, 'staleDays'>>({ ...ROSTER, values });
    if (!row) throw new Error('counting gave nothing');
    return { ...row, staleDays: STALE_DAYS };
  }

  private async revenue(): Promise<z.infer<typeof Revenue>> {
    const { currency, timeZone } = this.tenants.current;
    const start = DateTime.fromJSDate(now(), { zone: timeZone })
      .startOf('month')
      .minus({ months: MONTHS - 1 });
    const starts = Array.from({ length: MONTHS }, (_, n) => start.plus({ months: n }));
    const values = [currentTenant(), currency, starts.map((day) => day.toJSDate())];
    const rows = await this.db.query<z.infer<typeof Sums> & { month: number }>({ ...REVENUE, values });
    const byNumber = new Map(rows.map((row) => [row.month, row]));
    const months = starts.map((day, n) => {
      const row = byNumber.get(n + 1);
      return {
        month: day.toISODate() ?? '',
        budgetMinor: Number(row?.budgetMinor ?? 0),
        marginMinor: Number(row?.marginMinor ?? 0),
        paidMinor: Number(row?.paidMinor ?? 0),
      };
    });
    const sum = (key: 'budgetMinor' | 'marginMinor' | 'paidMinor') =>
      months.reduce((total, month) => total + month[key], 0);
    const total = {
      budgetMinor: sum('budgetMinor'),
      marginMinor: sum('marginMinor'),
      paidMinor: sum('paidMinor'),
    };
    return { currency, months, total, chart: rows.length === 0 ? null : revenueChart(months, currency) };
  }
}

function revenueChart(months: readonly z.infer<typeof Month>[], currency: string) {
  const series = (nameKey: string, key: 'budgetMinor' | 'marginMinor' | 'paidMinor') => ({
    nameKey,
    values: months.map((month) => month[key]),
  });
  return {
    type: 'bar',
    titleKey: 'today.revenue',
    dates: months.map(({ month }) => month),
    series: [
      series('today.margin', 'marginMinor'),
      series('today.budget', 'budgetMinor'),
      series('today.paid', 'paidMinor'),
    ],
    unit: 'money',
    currency,
  };
}

/** In the order that saves a new label the most; gone once there are people on both sides. */
function firstSteps(counts: z.infer<typeof Counts>): z.infer<typeof Step>[] {
  const { hasRoster, hasLook, staff, clients, invitedClients } = counts;
  const hasClients = clients + invitedClients > 0;
  if (hasRoster && hasClients) return [];
  return [
    { code: 'look', path: '/look', done: hasLook },
    { code: 'roster', path: '/roster/imports/new', done: hasRoster },
    { code: 'client', path: '/clients/new', done: hasClients },
    { code: 'team', path: '/staff/new', done: staff > 1 },
  ];
}
