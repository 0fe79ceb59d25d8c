import { subject } from '@casl/ability';
import { Injectable } from '@nestjs/common';
import { abilityOf } from '#platform/access';
import { Db } from '#platform/database';
import { currentActor, notFound, now, transition } from '#platform/kernel';
import { Deliverable } from './content.entities.js';
import {
  type DeliverableAction,
  type DeliverableState,
  deliverableTransitions,
} from './deliverable.states.js';

/** The pieces that are owed and how far each has come; what is said about them is `Drafts`, `Reviews` and `Verification`. */
@Injectable()
export class Deliverables {
  constructor(private readonly db: Db) {}

  /** A piece that the actor may see; another party's does not exist. */
  async get(id: string): Promise<Deliverable> {
    return this.checked(await this.db.repo(Deliverable).findOne({ id }));
  }

  /** The same, locked until the transaction ends: two people never decide on one at once. */
  async lock(id: string): Promise<Deliverable> {
    await this.get(id);
    return this.checked(await this.db.repo(Deliverable).lock({ id }));
  }

  /** For rooms that have asked the party wall themselves, in the order they were made. */
  ofCampaign(campaignId: string): Promise<Deliverable[]> {
    return this.db
      .repo(Deliverable)
      .find({ campaignId }, { order: { collaborationId: 'ASC', position: 'ASC' } });
  }

  ofCollaboration(collaborationId: string): Promise<Deliverable[]> {
    return this.db.repo(Deliverable).find({ collaborationId }, { order: { position: 'ASC' } });
  }

  /** Its figures are in. Repeating it changes nothing; what is not verified cannot be measured. */
  async markMeasured(id: string): Promise<void> {
    const deliverable = await this.db.repo(Deliverable).lock({ id });
    if (!deliverable) throw notFound('deliverable');
    if (deliverable.state !== 'measured') await this.move(deliverable, 'measure');
  }

  /** Moves a locked piece on; a state that does not allow it is a conflict that says what is allowed. */
  async move(
    deliverable: Deliverable,
    action: DeliverableAction,
    patch: Partial<Omit<Deliverable, 'id' | 'tenantId' | 'state'>> = {},
  ): Promise<DeliverableState> {
    const state = transition(deliverableTransitions, deliverable.state, action);
    await this.db.repo(Deliverable).update({ id: deliverable.id }, { ...patch, state, updatedAt: now() });
    return state;
  }

  private checked(found: Deliverable | null): Deliverable {
    const { organizationId, influencerId, campaignId } = found ?? {};
    const row = subject('Content', { organizationId, influencerId, campaignId });
    if (!found || !abilityOf(currentActor()).can('read', row as never)) throw notFound('deliverable');
    return found;
  }
}
