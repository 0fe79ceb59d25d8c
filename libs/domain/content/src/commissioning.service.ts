import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { OnEvent } from '#platform/events';
import { newId, now } from '#platform/kernel';
import {
  Campaigns,
  collaborationContracted,
  collaborationDropped,
  type CollaborationFact,
  Collaborations,
} from '#domain/campaigns';
import { shareOut } from '#domain/money';
import { Deliverable } from './content.entities.js';
import { DONE } from './deliverable.states.js';
import { Deliverables } from './deliverables.service.js';

/** Signing turns the campaign's lines into pieces that are owed; dropping takes back what is not done. */
@Injectable()
export class Commissioning {
  constructor(
    private readonly db: Db,
    private readonly campaigns: Campaigns,
    private readonly collaborations: Collaborations,
    private readonly deliverables: Deliverables,
  ) {}

  /** One row a piece; price and net are shared out so that they sum exactly. Repeating it changes nothing. */
  @OnEvent(collaborationContracted)
  async commission({ collaborationId, campaignId }: CollaborationFact): Promise<void> {
    const repo = this.db.repo(Deliverable);
    if ((await repo.count({ collaborationId })) > 0) return;
    const collaboration = await this.collaborations.byId(collaborationId);
    const campaign = await this.campaigns.byId(campaignId);
    const lines = await this.campaigns.deliverables(campaignId);
    const pieces = lines.flatMap((line) => Array.from({ length: line.quantity }, () => line));
    if (pieces.length === 0) return;
    const prices = shareOut(collaboration.priceMinor ?? 0, pieces.length);
    const nets = shareOut(collaboration.netMinor ?? 0, pieces.length);
    const { organizationId, influencerId, currency } = collaboration;
    for (const [position, line] of pieces.entries()) {
      await repo.insert({
        id: newId(),
        collaborationId,
        campaignId,
        organizationId,
        influencerId,
        position: position + 1,
        platform: line.platform,
        format: line.format,
        durationSeconds: line.durationSeconds,
        ratio: line.ratio,
        state: 'due',
        dueOn: campaign.draftDue,
        priceMinor: prices[position] ?? 0,
        netMinor: nets[position] ?? 0,
        currency,
        createdAt: now(),
        updatedAt: now(),
      });
    }
    await this.collaborations.markProducing(collaborationId);
  }

  /** What is verified stays, with its money; everything else is owed no more. */
  @OnEvent(collaborationDropped)
  async release({ collaborationId }: CollaborationFact): Promise<void> {
    for (const piece of await this.deliverables.ofCollaboration(collaborationId)) {
      if (DONE.includes(piece.state) || piece.state === 'dropped') continue;
      await this.deliverables.move(piece, 'drop');
    }
  }
}
