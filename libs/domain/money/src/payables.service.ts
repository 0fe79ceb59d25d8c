import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import { Jobs } from '#platform/jobs';
import { addDays, Money, now } from '#platform/kernel';
import { Budgets } from './budgets.service.js';
import { Ledger } from './ledger.service.js';
import { BudgetHold, Payable } from './money.entities.js';
import { payablePosted } from './money.events.js';
import { payInfluencer } from './money.jobs.js';

export interface Earned {
  readonly deliverableId: string;
  readonly collaborationId: string;
  readonly campaignId: string;
  readonly organizationId: string;
  readonly influencerId: string;
  readonly priceMinor: number;
  readonly netMinor: number;
  readonly currency: string;
  /** Days from verification until the money is due. */
  readonly termsDays: number;
}

/** A collaboration that ends before its work is done; the amounts are those that were agreed. */
export interface Ended {
  readonly collaborationId: string;
  readonly campaignId: string;
  readonly organizationId: string;
  readonly influencerId: string;
  readonly netMinor: number;
  readonly currency: string;
  /** Of what was agreed for the work that is not delivered. */
  readonly percent: number;
  readonly termsDays: number;
}

export interface KillFee {
  readonly priceMinor: number;
  readonly netMinor: number;
  /** What went back to the budget. */
  readonly releasedMinor: number;
}

/** What verified work earns: the brand's price becomes the influencer's net and the label's margin. */
@Injectable()
export class Payables {
  constructor(
    private readonly db: Db,
    private readonly budgets: Budgets,
    private readonly ledger: Ledger,
    private readonly jobs: Jobs,
    private readonly events: Events,
  ) {}

  /** Posts one deliverable, once: its id is the payable's and the booking's key. In the caller's transaction. */
  async post(earned: Earned): Promise<void> {
    await this.book('deliverable', earned);
  }

  /**
   * Owes the kill fee on what is not delivered (the held rest of the price, and the net that belongs to it) and gives
   * the remainder of the hold back. Once per collaboration: its id is the payable's. In the caller's transaction.
   */
  async killFee(ended: Ended): Promise<KillFee> {
    const { collaborationId, currency, percent, ...rest } = ended;
    const hold = await this.db.repo(BudgetHold).lock({ id: collaborationId });
    const earned = await this.ofCollaboration(collaborationId);
    const paid = earned.reduce((sum, { netMinor }) => sum + netMinor, 0);
    const share = (minor: number) =>
      Money.of(Math.max(0, minor), currency)
        .share(percent * 100)
        .toJSON().minor;
    const priceMinor = hold?.state === 'held' ? share(hold.amountMinor - hold.postedMinor) : 0;
    const netMinor = Math.min(priceMinor, share(ended.netMinor - paid));
    const owed = netMinor > 0 && !earned.some(({ kind }) => kind === 'killFee');
    if (owed)
      await this.book('killFee', {
        ...rest,
        collaborationId,
        currency,
        deliverableId: collaborationId,
        priceMinor,
        netMinor,
      });
    const releasedMinor = await this.budgets.release(collaborationId);
    return { priceMinor: owed ? priceMinor : 0, netMinor: owed ? netMinor : 0, releasedMinor };
  }

  private async book(kind: Payable['kind'], earned: Earned): Promise<void> {
    const {
      deliverableId,
      collaborationId,
      campaignId,
      organizationId,
      influencerId,
      priceMinor,
      netMinor,
      currency,
    } = earned;
    const booked = await this.ledger.post({
      key: `earning:${deliverableId}`,
      kind: kind === 'killFee' ? 'killFee' : 'earning',
      currency,
      campaignId,
      collaborationId,
      bookings: [
        { account: 'clientFunds', partyId: organizationId, amountMinor: priceMinor },
        { account: 'payable', partyId: influencerId, amountMinor: -netMinor },
        { account: 'margin', partyId: null, amountMinor: -(priceMinor - netMinor) },
      ],
    });
    if (!booked) return;
    await this.budgets.spend(collaborationId, priceMinor);
    const earnedAt = now();
    const dueAt = addDays(earnedAt, earned.termsDays);
    await this.db.repo(Payable).insert({
      id: deliverableId,
      kind,
      influencerId,
      organizationId,
      campaignId,
      collaborationId,
      netMinor,
      priceMinor,
      currency,
      state: 'scheduled',
      earnedAt,
      dueAt,
    });
    await this.jobs.enqueue(
      payInfluencer,
      { influencerId, currency },
      { startAfter: dueAt, key: `${influencerId}:${currency}` },
    );
    await this.events.emit(payablePosted, { deliverableId, collaborationId, campaignId });
  }

  async ofCollaboration(collaborationId: string): Promise<Payable[]> {
    return this.db.repo(Payable).find({ collaborationId }, { order: { id: 'ASC' } });
  }

  async ofInfluencers(influencerIds: readonly string[]): Promise<Payable[]> {
    const lists: Payable[][] = [];
    for (const influencerId of influencerIds) {
      lists.push(await this.db.repo(Payable).find({ influencerId }, { order: { id: 'DESC' } }));
    }
    return lists.flat();
  }
}
