import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentActor, newId, now } from '#platform/kernel';
import { Review } from './content.entities.js';

type Said = Partial<
  Pick<
    Review,
    'note' | 'pinFileId' | 'pinX' | 'pinY' | 'pinSecond' | 'forClient' | 'evidence' | 'overrideReason'
  >
>;

/** Appends what was said or decided about a version, by whom and for which side. */
@Injectable()
export class ReviewNotes {
  constructor(private readonly db: Db) {}

  async write(submissionId: string, decision: Review['decision'], said: Said): Promise<void> {
    const { kind, accountId, name } = currentActor();
    const side = kind === 'member' ? 'brand' : kind === 'influencer' ? 'influencer' : 'staff';
    await this.db.repo(Review).insert({
      id: newId(),
      submissionId,
      decision,
      forClient: false,
      ...said,
      authorId: accountId,
      authorName: name,
      side,
      createdAt: now(),
    });
  }
}
