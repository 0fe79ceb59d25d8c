import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import { Jobs } from '#platform/jobs';
import { addDays, now } from '#platform/kernel';
import { Budgets } from './budgets.service.js';
import { Ledger } from './ledger.service.js';
import { Payable } from './money.entities.js';
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
    const { deliverableId, collaborationId, campaignId, organizationId, influencerId, priceMinor, netMinor, currency } = earned;
    const booked = await this.ledger.post({
      key: `earning:${deliverableId}`,
      kind: 'earning',
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
    await this.jobs.enqueue(payInfluencer, { influencerId, currency }, { startAfter: dueAt, key: `${influencerId}:${currency}:${dueAt.toISOString().slice(0, 10)}` });
    await this.events.emit(payablePosted, { deliverableId, collaborationId, campaignId });
  }

  async ofCollaboration(collaborationId: string): Promise<Payable[]> {
    return this.db.repo(Payable).find({ collaborationId }, { order: { id: 'ASC' } });
  }

  async ofInfluencers(influencerIds: readonly string[]): Promise<Payable[]> {
    const lists = await Promise.all(influencerIds.map((influencerId) => this.db.repo(Payable).find({ influencerId }, { order: { id: 'DESC' } })));
    return lists.flat();
  }
}
