import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { defineJob, Jobs, OnJob, OnSchedule } from '#platform/jobs';
import { DomainError, runForTenant, systemActor } from '#platform/kernel';
import { OwnHosts } from './own-hosts.service.js';
import { SenderDomains } from './sender-domains.service.js';

/** Looks again at one name of a label. */
export const recheckName = defineJob<{ what: 'host' | 'sender'; id: string }>('names.recheck', {
  singleton: true,
  concurrency: 4,
  retryDelay: 300,
});

/** Names change hands: what was proven once is asked for again each day. */
@Injectable()
export class NameUpkeep {
  constructor(
    private readonly db: Db,
    private readonly jobs: Jobs,
    private readonly hosts: OwnHosts,
    private readonly senders: SenderDomains,
  ) {}

  /** Claims that wait for their record are looked at too: many forget to come back and press the button. */
  @OnSchedule('names.recheck', '10 4 * * *')
  async look(): Promise<void> {
    const names = await this.db.asPlatform('find names to look at', (db) =>
      db.query<{ tenant_id: string; what: 'host' | 'sender'; id: string }>({
        name: 'names_to_recheck',
        text: `SELECT h.tenant_id, 'host' AS what, h.id FROM tenant_host h JOIN tenant t ON t.id = h.tenant_id
            WHERE t.state = 'active' AND h.origin = 'own' AND h.state <> 'released'
              AND (h.state <> 'pending' OR h.token_expires_at > now())
          UNION ALL SELECT s.tenant_id, 'sender', s.id FROM sender_domain s JOIN tenant t ON t.id = s.tenant_id
            WHERE t.state = 'active' AND s.state <> 'released'`,
      }),
    );
    for (const { tenant_id: tenantId, what, id } of names)
      await runForTenant(tenantId, systemActor, () =>
        this.db.transaction(() => this.jobs.enqueue(recheckName, { what, id }, { key: id })),
      );
  }

  /** Repeatable: it only brings the state up to what DNS says; trouble is told of as it begins. */
  @OnJob(recheckName)
  async recheck({ what, id }: { what: 'host' | 'sender'; id: string }): Promise<void> {
    try {
      await (what === 'host' ? this.hosts.check(id) : this.senders.check(id));
    } catch (error) {
      // Released, claimed anew or taken by another meanwhile: nothing to look after.
      if (!(error instanceof DomainError)) throw error;
    }
  }
}
