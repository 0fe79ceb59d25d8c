import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentActor, currentTenant, newId, now } from '#platform/kernel';
import {
  type AuditFilter,
  CHAIN,
  countStatement,
  listStatement,
  RECORD,
  UNCHAINED,
} from './audit.queries.js';

export interface AuditEntry {
  readonly id: string;
  /** Counts from 1 within the label; null until the transaction that wrote the entry commits. */
  readonly seq: number | null;
  readonly at: Date;
  readonly actorKind: string;
  /** Who did it; of staff who acted for somebody, the staff. */
  readonly actorId: string | null;
  /** The person whom staff acted for. */
  readonly forId: string | null;
  readonly action: string;
  readonly subject: string;
  readonly subjectId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  /** Covers the entry and the hash of the one before it; null until the commit. */
  readonly hash: string | null;
}

/** `broken` is the first entry that is not what was written, or stands where another was. */
export interface AuditFinding {
  readonly entries: number;
  readonly broken: { readonly seq: number | null; readonly id: string; readonly why: string } | null;
}

interface Link {
  readonly id: string;
  readonly seq: number;
  readonly hash: string;
  readonly prevHash: string;
  readonly expected: string;
}

const BATCH = 2_000;

@Injectable()
export class Audit {
  constructor(private readonly db: Db) {}

  /**
   * Adds an entry in the current transaction, by the current actor; under both names where staff act for somebody.
   * `details` are ids, codes and amounts.
   */
  async record(
    action: string,
    subject: string,
    subjectId: string | null,
    details: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const { kind, accountId, by } = currentActor();
    const who = by ? ['staff', by.accountId, accountId] : [kind, accountId, null];
    const values = [newId(), now(), ...who, action, subject, subjectId, JSON.stringify(details)];
    await this.db.query({ ...RECORD, values });
  }

  /** The newest first; `cursor` is the `next` of the page before. */
  async list(
    filter: AuditFilter = {},
    cursor: string | null = null,
    limit = 50,
  ): Promise<{ data: AuditEntry[]; next: string | null }> {
    const before = cursor !== null && /^\d{1,15}$/.test(cursor) ? cursor : null;
    const rows = await this.db.query<AuditEntry>(listStatement(currentTenant(), filter, before, limit + 1));
    const data = rows.slice(0, limit);
    const last = data.at(-1);
    return { data, next: rows.length > limit && last?.seq != null ? String(last.seq) : null };
  }

  /** How many entries a filter finds, counted no further than to `limit`. */
  async count(filter: AuditFilter, limit: number): Promise<number> {
    return (await this.db.one<{ n: number }>(countStatement(currentTenant(), filter, limit)))?.n ?? 0;
  }

  /** Follows the label's whole chain, and names the first entry where it breaks. Not where an entry was just recorded. */
  async verify(): Promise<AuditFinding> {
    let [seq, hash] = [0, ''];
    for (;;) {
      const values = [currentTenant(), seq, hash, BATCH];
      const links = await this.db.transaction(() => this.db.query<Link>({ ...CHAIN, values }));
      for (const link of links) {
        const why = fault(link, seq + 1, hash);
        if (why) return { entries: seq, broken: { seq: link.seq, id: link.id, why } };
        seq++;
        hash = link.hash;
      }
      if (links.length < BATCH) break;
    }
    const stray = await this.db.transaction(() =>
      this.db.one<{ id: string }>({ ...UNCHAINED, values: [currentTenant()] }),
    );
    return { entries: seq, broken: stray && { seq: null, id: stray.id, why: 'unchained' } };
  }
}

function fault({ seq, hash, prevHash, expected }: Link, expectedSeq: number, before: string): string | null {
  if (seq !== expectedSeq) return 'missing_before';
  return hash === expected && prevHash === before ? null : 'changed';
}
