import { Inject, Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import { Jobs, OnJob, OnSchedule } from '#platform/jobs';
import { currentTenant, newId, now, runForTenant, systemActor } from '#platform/kernel';
import { TenantDirectory } from '#domain/tenants';
import { type Drift, driftBetween } from './drift.js';
import { ReconciliationRun } from './money.entities.js';
import { driftFound } from './money.events.js';
import { payDueOfLabel, reconcileLabel } from './money.jobs.js';
import {
  type Operation,
  type OperationKind,
  PAYMENT_PROVIDER,
  type PaymentProvider,
} from './payment-provider.js';
import { BOOKED, INNER } from './reconciliation.queries.js';

/** A settlement that is being booked right now is no drift yet. */
const GRACE_MS = 15 * 60_000;

interface InnerRow {
  code: Drift['code'];
  subject_id: string;
  currency: string;
  expected: number;
  found: number;
}

/** Every night: the ledger against the provider's books, and the books against each other. */
@Injectable()
export class Reconciliation {
  constructor(
    private readonly db: Db,
    private readonly tenants: TenantDirectory,
    private readonly jobs: Jobs,
    private readonly events: Events,
    private readonly audit: Audit,
    @Inject(PAYMENT_PROVIDER) private readonly provider: PaymentProvider,
  ) {}

  @OnSchedule('money.reconcile', '40 2 * * *')
  async everyNight(): Promise<void> {
    await this.eachLabel(() => this.jobs.enqueue(reconcileLabel, { reason: 'nightly' }));
  }

  /** A job waits for each payable's own day; this finds what was stopped then and is not any more. */
  @OnSchedule('money.due', '5 * * * *')
  async everyHour(): Promise<void> {
    await this.eachLabel(() => this.jobs.enqueue(payDueOfLabel, { reason: 'hourly' }));
  }

  /** Repeatable: it only looks, and each look is kept. */
  @OnJob(reconcileLabel)
  async job(): Promise<void> {
    await this.run();
  }

  /**
   * Compares the current label's books, keeps the outcome, and raises the alarm at any drift. The ledger is read first:
   * what it has booked, the provider has moved before.
   */
  async run(): Promise<ReconciliationRun> {
    const booked = await this.db.transaction(() => this.booked());
    const known = new Set(booked.map(({ id }) => id));
    const at = now();
    const settled = new Date(at.getTime() - GRACE_MS);
    const moved = (await this.provider.moved()).filter(
      ({ id, movedAt }) => known.has(id) || movedAt < settled,
    );
    return this.db.transaction(async () => {
      const drifts = [...driftBetween(moved, booked), ...cashDrift(moved, booked), ...(await this.inner())];
      const run = { id: newId(), checked: moved.length, drifts, at };
      await this.db.repo(ReconciliationRun).insert(run);
      if (drifts.length > 0) {
        await this.audit.record('money.drift', 'Ledger', run.id, { drifts: drifts.slice(0, 50) });
        await this.events.emit(driftFound, { reconciliationId: run.id });
      }
      return { ...run, tenantId: currentTenant() };
    });
  }

  async last(): Promise<ReconciliationRun | null> {
    const [last] = await this.db.repo(ReconciliationRun).find({}, { order: { id: 'DESC' }, take: 1 });
    return last ?? null;
  }

  private async booked(): Promise<Operation[]> {
    const rows = await this.db.query<{
      id: string;
      kind: OperationKind;
      amount_minor: number;
      currency: string;
    }>({ ...BOOKED, values: [currentTenant()] });
    return rows.map(({ id, kind, amount_minor, currency }) => ({
      id,
      kind,
      amountMinor: Number(amount_minor),
      currency,
    }));
  }

  private async inner(): Promise<Drift[]> {
    const rows = await this.db.query<InnerRow>({ ...INNER, values: [currentTenant()] });
    return rows.map(({ code, subject_id: subjectId, currency, expected, found }) => ({
      code,
      subjectId,
      currency,
      expectedMinor: Number(expected),
      foundMinor: Number(found),
    }));
  }

  private async eachLabel(work: () => Promise<unknown>): Promise<void> {
    for (const tenantId of this.tenants.all()) {
      await runForTenant(tenantId, systemActor, () => this.db.transaction(work));
    }
  }
}

/** What lies at the provider, from its own books, against the ledger's cash; per currency. */
function cashDrift(moved: readonly Operation[], booked: readonly Operation[]): Drift[] {
  const cash = (operations: readonly Operation[], currency: string) =>
    operations.reduce(
      (sum, one) =>
        one.currency === currency ? sum + (one.kind === 'charge' ? one.amountMinor : -one.amountMinor) : sum,
      0,
    );
  const currencies = [...new Set([...moved, ...booked].map(({ currency }) => currency))];
  return currencies.flatMap((currency): Drift[] => {
    const [expectedMinor, foundMinor] = [cash(moved, currency), cash(booked, currency)];
    return expectedMinor === foundMinor
      ? []
      : [{ code: 'cash_differs', subjectId: '', currency, expectedMinor, foundMinor }];
  });
}
