import { Injectable } from '@nestjs/common';
import { Audit, type AuditEntry, type AuditFilter } from '#platform/audit';
import { Db } from '#platform/database';
import { AuditNames } from '#domain/identity';
import { TenantDirectory } from '#domain/tenants';
import { DateTime } from 'luxon';
import { AUDIT_ACTIONS } from './audit-actions.js';
import { AuditSubjects } from './audit-subjects.js';
import type { AuditRow, AuditSearch } from './records.dto.js';

/** How many entries are read at a time for a file. */
const BATCH = 500;

/** The audit log with the names of people and things, narrowed as people say it. */
@Injectable()
export class AuditReading {
  constructor(
    private readonly db: Db,
    private readonly audit: Audit,
    private readonly names: AuditNames,
    private readonly subjects: AuditSubjects,
    private readonly tenants: TenantDirectory,
  ) {}

  async page(
    search: AuditSearch,
    cursor: string | null,
    limit?: number,
  ): Promise<{ data: AuditRow[]; next: string | null }> {
    const { data, next } = await this.audit.list(await this.filterOf(search), cursor, limit);
    return { data: await this.named(data), next };
  }

  async count(search: AuditSearch, limit: number): Promise<number> {
    return this.audit.count(await this.filterOf(search), limit);
  }

  /** Every entry, the newest first, read in short transactions. */
  async *each(search: AuditSearch): AsyncGenerator<AuditRow> {
    let cursor: string | null = null;
    do {
      const from: string | null = cursor;
      const page: { data: AuditRow[]; next: string | null } = await this.db.transaction(
        () => this.page(search, from, BATCH),
        { readOnly: true },
      );
      yield* page.data;
      cursor = page.next;
    } while (cursor !== null);
  }

  private async filterOf({ who, action, subject, about, from, until }: AuditSearch): Promise<AuditFilter> {
    return {
      ...(who && { personIds: await this.names.find(who) }),
      ...(action && { action }),
      ...(subject && { subject }),
      ...(about && { subjectId: about }),
      ...(from && { from: this.dayOf(from).toJSDate() }),
      ...(until && { until: this.dayOf(until).plus({ days: 1 }).toJSDate() }),
    };
  }

  /** The first moment of a day of the label's calendar. */
  private dayOf(day: string): DateTime {
    return DateTime.fromISO(day, { zone: this.tenants.current.timeZone });
  }

  private async named(entries: readonly AuditEntry[]): Promise<AuditRow[]> {
    const names = await this.names.of(entries.flatMap(({ actorId, forId }) => [actorId, forId]));
    const subjects = await this.subjects.of(entries);
    const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
    return entries.map(({ actorId, forId, at, ...entry }) => ({
      ...entry,
      at: at.toISOString(),
      actorName: nameOf(actorId),
      forName: nameOf(forId),
      sentence: AUDIT_ACTIONS.has(entry.action) ? entry.action : 'other',
      subjectName: subjects.get(entry.id)?.name ?? null,
      subjectPath: subjects.get(entry.id)?.path ?? null,
    }));
  }
}
