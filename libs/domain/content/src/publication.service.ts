import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import { invalidField, now } from '#platform/kernel';
import { Timeline } from '#domain/campaigns';
import { ContentFiles } from './content-files.service.js';
import { Deliverable } from './content.entities.js';
import { contentPublished } from './content.events.js';
import type { Decided, PublishInput, ScheduleInput } from './content.inputs.js';
import { Deliverables } from './deliverables.service.js';
import { postAddress } from './post-address.js';

/** The way of approved content to its platform, by the influencer's own hand. */
@Injectable()
export class Publication {
  constructor(
    private readonly db: Db,
    private readonly deliverables: Deliverables,
    private readonly files: ContentFiles,
    private readonly timeline: Timeline,
    private readonly events: Events,
  ) {}

  /** When the influencer means to post. */
  async schedule(id: string, { plannedFor }: ScheduleInput): Promise<Decided> {
    const piece = await this.deliverables.lock(id);
    this.deliverables.requireAction(piece, 'schedule');
    if (plannedFor < now().toISOString().slice(0, 10)) throw invalidField('plannedFor', 'in_the_past');
    const state = await this.deliverables.move(piece, 'schedule', {
      plannedFor: new Date(`${plannedFor}T12:00:00Z`),
    });
    return { id, state, version: piece.version };
  }

  /** The post is live: its address, its caption as it stands there, and a picture that shows it. */
  async publish(id: string, input: PublishInput): Promise<Decided> {
    const piece = await this.deliverables.lock(id);
    this.deliverables.requireAction(piece, 'publish');
    const postUrl = postAddress(piece.platform, input.postUrl);
    await this.requireNew(piece, postUrl);
    await this.files.requireProof(piece, input.proofFileId);
    const state = await this.deliverables.move(piece, 'publish', {
      postUrl,
      liveCaption: input.liveCaption,
      proofFileId: input.proofFileId,
      publishedAt: now(),
      returnedNote: null,
    });
    const { campaignId, collaborationId, influencerId } = piece;
    const name = await this.deliverables.influencerName(piece);
    await this.timeline.record({
      campaignId,
      collaborationId,
      influencerId,
      kind: 'content_published',
      audience: 'all',
      data: { name },
    });
    await this.events.emit(contentPublished, { deliverableId: id, campaignId, collaborationId });
    return { id, state, version: piece.version };
  }

  /** One post pays for one piece. */
  private async requireNew(piece: Deliverable, postUrl: string): Promise<void> {
    const others = await this.db.repo(Deliverable).find({ postUrl });
    if (others.some(({ id, state }) => id !== piece.id && state !== 'dropped'))
      throw invalidField('postUrl', 'post_already_used');
  }
}
