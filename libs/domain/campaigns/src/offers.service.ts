import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentActor, invalidField, newId, now } from '#platform/kernel';
import { Waterfall } from '#domain/money';
import { type Collaboration, Offer, type OfferSide } from './collaboration.entity.js';
import type { Fee } from './collaborations.dto.js';

/** Versions of a fee. */
@Injectable()
export class Offers {
  constructor(
    private readonly db: Db,
    private readonly waterfall: Waterfall,
  ) {}

  /** Both amounts from the one that was typed. */
  price({ priceMinor, netMinor }: { priceMinor?: number | undefined; netMinor?: number | undefined }): Fee {
    if (netMinor !== undefined) return { netMinor, priceMinor: this.waterfall.priceFor(netMinor).priceMinor };
    if (priceMinor === undefined) throw invalidField('priceMinor', 'required');
    return { netMinor: this.waterfall.netFor(priceMinor).netMinor, priceMinor };
  }

  /** The next version, by the current actor's side. */
  async append(
    collaboration: Collaboration,
    { netMinor, priceMinor }: Fee,
    note: string | null,
  ): Promise<number> {
    const version = collaboration.offerVersion + 1;
    const { kind, accountId } = currentActor();
    const side: OfferSide = kind === 'influencer' ? 'influencer' : kind === 'member' ? 'brand' : 'staff';
    const { id: collaborationId, currency } = collaboration;
    await this.db.repo(Offer).insert({
      id: newId(),
      collaborationId,
      version,
      side,
      netMinor,
      priceMinor,
      currency,
      note,
      createdBy: accountId,
      createdAt: now(),
    });
    return version;
  }

  /** Oldest first. */
  of(collaborationId: string): Promise<Offer[]> {
    return this.db.repo(Offer).find({ collaborationId }, { order: { version: 'ASC' } });
  }
}
