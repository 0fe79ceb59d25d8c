import { subject } from '@casl/ability';
import { Injectable } from '@nestjs/common';
import { abilityOf } from '#platform/access';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import { currentActor, currentTenant, notFound, now, transition } from '#platform/kernel';
import { Deliverable } from './content.entities.js';
import { contentMeasured } from './content.events.js';
import {
  type DeliverableAction,
  type DeliverableState,
  deliverableTransitions,
} from './deliverable.states.js';

/** The campaign or collaboration that a path names. */
export interface Whereabouts {
  readonly campaignId?: string;
  readonly collaborationId?: string;
}

/** The pieces that are owed and how far each has come; what is said about them is `Drafts`, `Reviews` and `Verification`. */
@Injectable()
export class Deliverables {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
  ) {}

  /** A piece that the actor may see; another party's does not exist, nor does one of another campaign than `where`. */
  async get(id: string, where: Whereabouts = {}): Promise<Deliverable> {
    return this.checked(await this.db.repo(Deliverable).findOne({ ...where, id }));
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
    if (deliverable.state === 'measured') return;
    await this.move(deliverable, 'measure');
    const { collaborationId, campaignId } = deliverable;
    await this.events.emit(contentMeasured, { deliverableId: id, collaborationId, campaignId });
  }

  /** Refuses what the piece's state does not allow, before anything else is looked at. */
  requireAction(piece: Deliverable, action: DeliverableAction): void {
    transition(deliverableTransitions, piece.state, action);
  }

  async influencerName({ influencerId }: Pick<Deliverable, 'influencerId'>): Promise<string> {
    const row = await this.db.one<{ name: string }>({
      name: 'content_influencer_name',
      text: 'SELECT display_name AS name FROM influencer WHERE tenant_id = $1 AND id = $2',
      values: [currentTenant(), influencerId],
    });
    return row?.name ?? '';
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

  /** Notes something on a locked piece without moving it. */
  async patch(
    { id }: Deliverable,
    patch: Partial<Omit<Deliverable, 'id' | 'tenantId' | 'state'>>,
  ): Promise<void> {
    await this.db.repo(Deliverable).update({ id }, { ...patch, updatedAt: now() });
  }

  private checked(found: Deliverable | null): Deliverable {
    const { organizationId, influencerId, campaignId } = found ?? {};
    const row = subject('Content', { organizationId, influencerId, campaignId });
    if (!found || !abilityOf(currentActor()).can('read', row as never)) throw notFound('deliverable');
    return found;
  }
}
