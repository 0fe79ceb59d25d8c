import { subject } from '@casl/ability';
import { Injectable } from '@nestjs/common';
import { abilityOf } from '#platform/access';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import { currentActor, notFound, now, transition } from '#platform/kernel';
import { collaborationCompleted } from './campaigns.events.js';
import { Collaboration } from './collaboration.entity.js';
import {
  type CollaborationAction,
  type CollaborationState,
  collaborationTransitions,
} from './collaboration.states.js';
import { Timeline } from './timeline.service.js';

/** Collaborations and how far they have come; what is agreed in them is `Negotiation` and `Contracts`. */
@Injectable()
export class Collaborations {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly timeline: Timeline,
  ) {}

  /** A collaboration that the actor may see; another party's does not exist. */
  async get(id: string): Promise<Collaboration> {
    return this.checked(await this.db.repo(Collaboration).findOne({ id }));
  }

  /** The same, locked until the transaction ends: two people never act on one at once. */
  async lock(id: string): Promise<Collaboration> {
    await this.get(id);
    return this.checked(await this.db.repo(Collaboration).lock({ id }));
  }

  /** The same, which must be of this campaign: an address that mixes two does not exist. */
  async inCampaign(campaignId: string, id: string): Promise<Collaboration> {
    const collaboration = await this.get(id);
    if (collaboration.campaignId !== campaignId) throw notFound('collaboration');
    return collaboration;
  }

  /** What an open page listens to; null once the actor may not. Outside of a transaction. */
  liveTopic(id: string): Promise<string | null> {
    return this.db
      .transaction(() => this.get(id), { readOnly: true })
      .then(
        ({ campaignId }) => `campaign/${campaignId}`,
        () => null,
      );
  }

  /** For other libs, which have asked the party wall themselves. */
  async byId(id: string): Promise<Collaboration> {
    const found = await this.db.repo(Collaboration).findOne({ id });
    if (!found) throw notFound('collaboration');
    return found;
  }

  /** Moves a locked collaboration on; a state that does not allow it is a conflict that says what is allowed. */
  async move(
    collaboration: Collaboration,
    action: CollaborationAction,
    patch: Partial<Collaboration> = {},
  ): Promise<CollaborationState> {
    const state = transition(collaborationTransitions, collaboration.state, action);
    await this.db.repo(Collaboration).update({ id: collaboration.id }, { ...patch, state, updatedAt: now() });
    return state;
  }

  /** The first draft came in. Repeating it changes nothing. */
  markProducing(id: string): Promise<void> {
    return this.advance(id, 'produce', ['producing', 'delivered', 'completed']);
  }

  /** Everything that was agreed is verified. Repeating it changes nothing. */
  markDelivered(id: string): Promise<void> {
    return this.advance(id, 'deliver', ['delivered', 'completed']);
  }

  /** All is measured and paid. Repeating it changes nothing; a kill fee that was paid completes no work. */
  async markCompleted(id: string): Promise<void> {
    const collaboration = await this.db.repo(Collaboration).lock({ id });
    if (!collaboration) throw notFound('collaboration');
    if (collaboration.state === 'completed' || collaboration.state === 'dropped') return;
    await this.move(collaboration, 'complete');
    const { campaignId, influencerId } = collaboration;
    await this.timeline.record({
      campaignId,
      collaborationId: id,
      influencerId,
      kind: 'collaboration_completed',
      audience: 'all',
    });
    await this.events.emit(collaborationCompleted, { campaignId, collaborationId: id });
  }

  private async advance(
    id: string,
    action: 'produce' | 'deliver',
    past: readonly CollaborationState[],
  ): Promise<void> {
    const collaboration = await this.db.repo(Collaboration).lock({ id });
    if (!collaboration) throw notFound('collaboration');
    if (past.includes(collaboration.state)) return;
    const state = await this.move(collaboration, action);
    const { campaignId, influencerId } = collaboration;
    await this.timeline.record({
      campaignId,
      collaborationId: id,
      influencerId,
      kind: `collaboration_${state}`,
      audience: 'all',
    });
  }

  private checked(found: Collaboration | null): Collaboration {
    const { organizationId, influencerId, campaignId } = found ?? {};
    const row = subject('Collaboration', { organizationId, influencerId, campaignId });
    if (!found || !abilityOf(currentActor()).can('read', row as never)) throw notFound('collaboration');
    return found;
  }
}
