import { Inject, Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import { Jobs, OnJob } from '#platform/jobs';
import { conflict, currentTenant, newId, notFound, now } from '#platform/kernel';
import { Ledger } from './ledger.service.js';
import { Payable, Payout } from './money.entities.js';
import { payoutFailed, payoutPaid } from './money.events.js';
import { payDueOfLabel, payInfluencer, settlePayout } from './money.jobs.js';
import {
  ASK_AGAIN_SECONDS,
  type OperationState,
  PAYMENT_PROVIDER,
  type PaymentProvider,
} from './payment-provider.js';
import { Statements } from './statements.service.js';

/** A job wakes by one machine's clock and looks by another's: what is due within a minute is due. */
const CLOCK_TOLERANCE_MS = 60_000;

/**
 * Money going out. A payout's id is stored before the provider is asked and is the provider's idempotency key: a
 * process that dies anywhere in between asks again for the same payment, never for a second one.
 */
@Injectable()
export class Payouts {
  constructor(
    private readonly db: Db,
    private readonly ledger: Ledger,
    private readonly statements: Statements,
    private readonly jobs: Jobs,
    private readonly events: Events,
    private readonly audit: Audit,
    @Inject(PAYMENT_PROVIDER) private readonly provider: PaymentProvider,
  ) {}

  /** Repeatable: payables are claimed by one update, and those that have a payout are not due any more. */
  @OnJob(payInfluencer)
  async pay({ influencerId, currency }: { influencerId: string; currency: string }): Promise<void> {
    await this.db.transaction(() => this.claim(influencerId, currency));
  }

  /** Repeatable: the provider knows the operation by the payout's id, and booking is keyed by it. */
  @OnJob(settlePayout)
  async settle({ payoutId }: { payoutId: string }): Promise<void> {
    const payout = await this.db.transaction(() => this.db.repo(Payout).findOne({ id: payoutId }));
    if (!payout || payout.state === 'paid' || payout.state === 'failed') return;
    const { amountMinor, currency } = payout;
    const answer = await this.provider.submit({ id: payoutId, kind: 'payout', amountMinor, currency });
    await this.db.transaction(async () => {
      await this.record(payout, answer);
      if (answer.state !== 'pending') return;
      const startAfter = new Date(now().getTime() + ASK_AGAIN_SECONDS * 1_000);
      await this.jobs.enqueue(settlePayout, { payoutId }, { startAfter, key: payoutId });
    });
  }

  /** Tries what a failed payout was to pay again, once: as a new payout, since the provider has closed the old one. */
  async retry(payoutId: string): Promise<void> {
    const payout = await this.db.repo(Payout).lock({ id: payoutId });
    if (!payout) throw notFound('payout');
    if (payout.state !== 'failed')
      throw conflict('bad_state', { state: payout.state, action: 'retry', allowed: [] });
    const payables = await this.db.repo(Payable).find({ payoutId, state: 'failed' });
    if (payables.length === 0) throw conflict('already_retried', { allowed: [] });
    for (const { id } of payables)
      await this.db.repo(Payable).update({ id, state: 'failed' }, { state: 'scheduled', payoutId: null });
    const { influencerId, currency } = payout;
    await this.jobs.enqueue(
      payInfluencer,
      { influencerId, currency },
      { key: `${influencerId}:${currency}` },
    );
    await this.audit.record('payout.retried', 'Payout', payoutId);
  }

  /** Pays everybody whose money is due, of one campaign or of all; answers how many people that is. */
  async payDue({ campaignId = null }: { campaignId?: string | null } = {}): Promise<number> {
    const due = await this.db.query<{ influencer_id: string; currency: string }>({
      name: 'payables_due',
      text: `SELECT DISTINCT influencer_id, currency FROM payable
             WHERE tenant_id = $1 AND state = 'scheduled' AND due_at <= $2 AND ($3::uuid IS NULL OR campaign_id = $3)`,
      values: [currentTenant(), now(), campaignId],
    });
    for (const { influencer_id: influencerId, currency } of due) {
      await this.jobs.enqueue(
        payInfluencer,
        { influencerId, currency },
        { key: `${influencerId}:${currency}` },
      );
    }
    return due.length;
  }

  /** Repeatable: paying what is due twice pays it once. */
  @OnJob(payDueOfLabel)
  async payDueOfLabel(): Promise<void> {
    await this.db.transaction(() => this.payDue());
  }

  /** Everything that is due for one influencer becomes one payout, as far as money has been funded. */
  private async claim(influencerId: string, currency: string): Promise<void> {
    const payoutId = newId();
    const claimed = await this.db.query<{ id: string; net_minor: number }>({
      name: 'payables_claim',
      text: `UPDATE payable p SET state = 'onItsWay', payout_id = $4
             FROM budget b
             WHERE p.tenant_id = $1 AND p.influencer_id = $2 AND p.currency = $3 AND p.state = 'scheduled' AND p.due_at <= $5
               AND b.tenant_id = $1 AND b.id = p.campaign_id AND b.funded_minor >= b.spent_minor
             RETURNING p.id, p.net_minor`,
      values: [
        currentTenant(),
        influencerId,
        currency,
        payoutId,
        new Date(now().getTime() + CLOCK_TOLERANCE_MS),
      ],
    });
    if (claimed.length === 0) return;
    const amountMinor = claimed.reduce((sum, row) => sum + row.net_minor, 0);
    await this.db.repo(Payout).insert({
      id: payoutId,
      influencerId,
      amountMinor,
      currency,
      state: 'created',
      provider: this.provider.name,
      createdAt: now(),
    });
    await this.jobs.enqueue(settlePayout, { payoutId }, { key: payoutId });
    await this.audit.record('payout.created', 'Payout', payoutId, { amountMinor, currency, influencerId });
  }

  private async record(payout: Payout, answer: OperationState): Promise<void> {
    const { id, influencerId, amountMinor, currency } = payout;
    const repo = this.db.repo(Payout);
    if (answer.state === 'pending') {
      await repo.update({ id, state: 'created' }, { state: 'onItsWay', providerReference: answer.reference });
      return;
    }
    const current = await repo.lock({ id });
    if (!current || current.state === 'paid' || current.state === 'failed') return;
    const paid = answer.state === 'succeeded';
    await repo.update(
      { id },
      {
        state: paid ? 'paid' : 'failed',
        providerReference: answer.reference,
        error: answer.error,
        paidAt: paid ? now() : null,
      },
    );
    const payables = await this.db.repo(Payable).find({ payoutId: id });
    for (const { id: payableId } of payables) {
      await this.db
        .repo(Payable)
        .update({ id: payableId }, { state: paid ? 'paid' : 'failed', paidAt: paid ? now() : null });
    }
    if (!paid) return this.events.emit(payoutFailed, { payoutId: id, influencerId });
    await this.ledger.post({
      key: `payout:${id}`,
      kind: 'payout',
      currency,
      bookings: [
        { account: 'payable', partyId: influencerId, amountMinor },
        { account: 'cash', partyId: null, amountMinor: -amountMinor },
      ],
    });
    const lines = payables.map(({ kind, id: reference, campaignId, netMinor }) => ({
      text: kind,
      reference,
      campaignId,
      amountMinor: netMinor,
    }));
    await this.statements.payout({ payoutId: id, influencerId, amountMinor, currency, lines });
    await this.events.emit(payoutPaid, {
      payoutId: id,
      influencerId,
      deliverableIds: payables.map((payable) => payable.id),
      collaborationIds: [...new Set(payables.map((payable) => payable.collaborationId))],
    });
  }
}
