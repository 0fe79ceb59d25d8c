import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { defineJob, Jobs, OnJob } from '#platform/jobs';
import {
  conflict,
  currentActor,
  currentTenant,
  DomainError,
  invalid,
  invalidField,
  newId,
  now,
} from '#platform/kernel';
import { ThemeLibrary } from '#platform/themes';
import { TenantDirectory } from '../tenant-directory.js';
import { momentIn } from './local-moment.js';
import { LookContent } from './look-content.js';
import { LookDrafts } from './look-drafts.service.js';
import { judgeLook } from './look-judge.js';
import { Releases } from './releases.service.js';
import * as sql from './releases.queries.js';

const publishLook = defineJob<{ id: string }>('look.publish', { singleton: true });

export interface Scheduled {
  readonly id: string;
  readonly state: 'waiting' | 'failed';
  readonly why: string;
  readonly publishAt: Date;
  readonly madeByName: string;
  readonly fault: string | null;
}

interface Waiting extends Record<string, unknown> {
  readonly id: string;
  readonly content: LookContent;
  readonly why: string;
  readonly publishAt: Date;
  readonly madeBy: string | null;
  readonly madeByName: string;
}

/** A look that is to be published later: frozen when it is scheduled, one at a time. */
@Injectable()
export class LookSchedule {
  constructor(
    private readonly db: Db,
    private readonly releases: Releases,
    private readonly drafts: LookDrafts,
    private readonly themes: ThemeLibrary,
    private readonly directory: TenantDirectory,
    private readonly jobs: Jobs,
    private readonly audit: Audit,
  ) {}

  /** What waits, or the last one if it could not be published. */
  read(): Promise<Scheduled | null> {
    return this.db.one<Scheduled & Record<string, unknown>>({
      ...sql.SCHEDULE_READ,
      values: [currentTenant()],
    });
  }

  /** `at` without an offset is in the label's time zone. Takes the draft as it is; what is faulty now is refused now, while somebody is there to mend it. */
  async schedule(at: string, why: string): Promise<void> {
    const publishAt = /(?:Z|[+-]\d\d:\d\d)$/.test(at)
      ? new Date(at)
      : momentIn(this.directory.current.timeZone, at);
    if (!publishAt) throw invalidField('at', 'not_a_moment');
    if (publishAt.getTime() <= now().getTime()) throw invalidField('at', 'in_the_past');
    await this.releases.lock();
    if (await this.waiting(null)) throw conflict('look_already_scheduled');
    const { content, changed } = await this.drafts.open();
    if (!changed) throw conflict('look_unchanged');
    const findings = await judgeLook(this.themes, content, currentTenant());
    const errors = findings.filter(({ level }) => level === 'error');
    if (errors.length > 0) throw invalid('look_not_publishable', { count: errors.length });
    const id = newId();
    const { accountId, name } = currentActor();
    const values = [currentTenant(), id, JSON.stringify(content), why, publishAt, accountId, name, now()];
    await this.db.query({ ...sql.SCHEDULE_PUT, values });
    await this.jobs.enqueue(publishLook, { id }, { startAfter: publishAt });
    await this.drafts.close();
    await this.audit.record('look.scheduled', 'Look', id, { at: publishAt.toISOString(), why });
  }

  /** Takes it back; what was scheduled becomes the draft again where there is none. */
  async cancel(): Promise<void> {
    await this.releases.lock();
    const waiting = await this.waiting(null);
    if (!waiting) throw conflict('nothing_scheduled');
    await this.end(waiting.id, 'cancelled', null);
    const { changed } = await this.drafts.open();
    if (!changed) await this.drafts.change('scheduled', () => waiting.content);
    await this.audit.record('look.unscheduled', 'Look', waiting.id);
  }

  /** Repeated, it finds nothing waiting any more. What cannot be published any more is kept and told in the studio. */
  @OnJob(publishLook)
  async publish({ id }: { id: string }): Promise<void> {
    const fault = await this.attempt(id);
    if (fault !== null) await this.db.transaction(() => this.end(id, 'failed', fault));
  }

  private async attempt(id: string): Promise<string | null> {
    try {
      await this.db.transaction(async () => {
        await this.releases.lock();
        const waiting = await this.waiting(id);
        if (!waiting) return;
        const { content, why, madeBy, madeByName } = waiting;
        await this.end(id, 'done', null);
        await this.releases.publish({
          content,
          why,
          origin: 'scheduled',
          by: { id: madeBy, name: madeByName },
        });
      });
      return null;
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  }

  private waiting(id: string | null): Promise<Waiting | null> {
    return this.db.one<Waiting>({ ...sql.SCHEDULE_WAITING, values: [currentTenant(), id] });
  }

  private async end(id: string, state: 'done' | 'cancelled' | 'failed', fault: string | null): Promise<void> {
    await this.db.query({ ...sql.SCHEDULE_END, values: [currentTenant(), id, state, fault] });
  }
}
