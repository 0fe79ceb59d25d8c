import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { OnEvent } from '#platform/events';
import { currentTenant } from '#platform/kernel';
import { Collaborations } from '#domain/campaigns';
import { payoutPaid } from '#domain/money';
import { contentMeasured, type DeliverableFact } from './content.events.js';

/** A collaboration is complete once everything of it is measured and paid, whichever comes last. */
@Injectable()
export class Completion {
  constructor(
    private readonly db: Db,
    private readonly collaborations: Collaborations,
  ) {}

  @OnEvent(contentMeasured)
  onMeasured({ collaborationId }: DeliverableFact): Promise<void> {
    return this.completeIfDone(collaborationId);
  }

  @OnEvent(payoutPaid)
  async onPaid({ collaborationIds }: { collaborationIds: readonly string[] }): Promise<void> {
    for (const id of collaborationIds) await this.completeIfDone(id);
  }

  private async completeIfDone(collaborationId: string): Promise<void> {
    const done = await this.db.one<{ done: boolean }>({
      name: 'content_collaboration_done',
      text: `SELECT count(*) > 0 AND bool_and(d.state IN ('measured', 'dropped')
                 AND (d.state = 'dropped' OR coalesce(p.state = 'paid', false))) AS done
             FROM deliverable d LEFT JOIN payable p ON p.tenant_id = $1 AND p.id = d.id
             WHERE d.tenant_id = $1 AND d.collaboration_id = $2`,
      values: [currentTenant(), collaborationId],
    });
    if (done?.done) await this.collaborations.markCompleted(collaborationId);
  }
}
