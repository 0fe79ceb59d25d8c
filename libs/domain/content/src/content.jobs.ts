import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { defineJob, Jobs, OnJob, OnSchedule } from '#platform/jobs';
import { now, runForTenant, systemActor } from '#platform/kernel';
import { Timeline } from '#domain/campaigns';
import { ContentMails } from './content-mails.service.js';
import { Deliverable } from './content.entities.js';
import { Deliverables } from './deliverables.service.js';

/** Tells a label's staff of one review that is late. */
export const escalateReview = defineJob<{ deliverableId: string }>('content.escalate');

/** Reviews whose days have passed are marked and told of; nothing is ever approved by itself. */
@Injectable()
export class ReviewDeadlines {
  constructor(
    private readonly db: Db,
    private readonly jobs: Jobs,
    private readonly deliverables: Deliverables,
    private readonly timeline: Timeline,
    private readonly audit: Audit,
    private readonly mails: ContentMails,
  ) {}

  @OnSchedule('content.deadlines', '*/15 * * * *')
  async look(): Promise<void> {
    const late = await this.db.asPlatform('find late reviews', (db) =>
      db.query<{ tenant_id: string; id: string }>({
        name: 'content_late_reviews',
        text: `SELECT tenant_id, id FROM deliverable
               WHERE state = 'submitted' AND review_due_at < $1 AND escalated_at IS NULL ORDER BY review_due_at LIMIT 5000`,
        values: [now()],
      }),
    );
    for (const { tenant_id: tenantId, id: deliverableId } of late) {
      await runForTenant(tenantId, systemActor, () =>
        this.db.transaction(() =>
          this.jobs.enqueue(escalateReview, { deliverableId }, { key: deliverableId }),
        ),
      );
    }
  }

  /** Repeatable: the mark is set in the transaction that queues the mails, and who comes second finds it. */
  @OnJob(escalateReview)
  async escalate({ deliverableId }: { deliverableId: string }): Promise<void> {
    await this.db.transaction(async () => {
      const piece = await this.db.repo(Deliverable).lock({ id: deliverableId });
      if (
        piece?.state !== 'submitted' ||
        piece.escalatedAt ||
        !piece.reviewDueAt ||
        piece.reviewDueAt >= now()
      )
        return;
      await this.deliverables.patch(piece, { escalatedAt: now() });
      const { campaignId, collaborationId, influencerId } = piece;
      const name = await this.deliverables.influencerName(piece);
      await this.timeline.record({
        campaignId,
        collaborationId,
        influencerId,
        kind: 'content_review_late',
        audience: 'brand',
        data: { name },
      });
      await this.audit.record('content_review_late', 'Content', deliverableId, {
        dueAt: piece.reviewDueAt.toISOString(),
      });
      await this.mails.reviewLate(piece);
    });
  }
}
