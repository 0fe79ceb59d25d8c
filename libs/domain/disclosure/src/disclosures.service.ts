import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { currentTenant, digest, newId, now } from '#platform/kernel';
import { TenantDirectory } from '#domain/tenants';
import { DisclosureRecord, type Moment } from './disclosure-report.entity.js';
import type { DisclosureView } from './disclosure.dto.js';
import { judge } from './judge.js';
import { type JudgedPiece, jurisdictionsFor, questionOf, viewOf } from './question.js';
import { disclosureInput, type DisclosureReport } from './schemas.js';

export interface JudgedSubject {
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly organizationId: string;
  readonly influencerId: string;
}

/** Judgements of content under the label's rules, and the record of each as it was made. */
@Injectable()
export class Disclosures {
  constructor(
    private readonly db: Db,
    private readonly audit: Audit,
    private readonly tenants: TenantDirectory,
  ) {}

  /** What would be said now; nothing is kept. */
  check(piece: JudgedPiece): DisclosureView {
    return this.view(judge(this.question(piece)), piece.caption);
  }

  /**
   * Judges and keeps the report, bound to what was judged and to the report before it. The caller holds a lock on the
   * subject; the label's audit log names the hash, so that a report that goes missing is found.
   */
  async record(
    subject: JudgedSubject,
    moment: Moment,
    piece: JudgedPiece,
  ): Promise<{ id: string; verdict: DisclosureReport['verdict']; view: DisclosureView }> {
    const input = disclosureInput.parse(this.question(piece));
    const report = judge(input);
    const last = (await this.history(subject.subjectKind, subject.subjectId)).at(-1);
    const row = {
      id: newId(),
      ...subject,
      moment,
      verdict: report.verdict,
      input,
      report,
      contentSha256: digest(piece.caption),
      previousHash: last?.hash ?? '',
      createdAt: now(),
    };
    const hash = hashOf(row);
    await this.db.repo(DisclosureRecord).insert({ ...row, hash } as never);
    await this.audit.record('disclosure_judged', 'Content', subject.subjectId, {
      report: row.id,
      moment,
      verdict: report.verdict,
      hash,
    });
    return { id: row.id, verdict: report.verdict, view: this.view(report, piece.caption) };
  }

  /** Every report on a subject, oldest first; the caller has asked the party wall. */
  history(subjectKind: string, subjectId: string): Promise<DisclosureRecord[]> {
    return this.db.repo(DisclosureRecord).find({ subjectKind, subjectId }, { order: { id: 'ASC' } });
  }

  /** A kept report as it was, in today's words. */
  viewOf({ report, input }: DisclosureRecord): DisclosureView {
    return this.view(report, input.caption);
  }

  /**
   * The first report of a subject that is not what was written, or does not follow the one before; or else the last
   * one that the audit log knows of, if it is gone; null if nothing is wrong.
   */
  async broken(subjectKind: string, subjectId: string): Promise<string | null> {
    let previous = '';
    for (const record of await this.history(subjectKind, subjectId)) {
      if (record.previousHash !== previous || record.hash !== hashOf(record)) return record.id;
      previous = record.hash;
    }
    const told = await this.audit.list(
      { action: 'disclosure_judged', subject: 'Content', subjectId },
      null,
      1,
    );
    const last = told.data[0]?.details;
    return last && last['hash'] !== previous ? String(last['report']) : null;
  }

  private question(piece: JudgedPiece) {
    const { jurisdictions, raise = [] } = this.tenants.current.disclosure;
    return questionOf(piece, jurisdictionsFor(piece.markets, jurisdictions), raise, now());
  }

  private view(report: DisclosureReport, caption: string): DisclosureView {
    const look = this.tenants.lookOf(currentTenant());
    return viewOf(report, caption, (rule, params) => look.text(`disclosure.rules.${rule}`, params));
  }
}

type Hashed = Omit<DisclosureRecord, 'tenantId' | 'hash'>;

function hashOf(row: Hashed): string {
  const { id, subjectKind, subjectId, organizationId, influencerId, moment, verdict, input, report } = row;
  const { contentSha256, previousHash } = row;
  const subject = { subjectKind, subjectId, organizationId, influencerId };
  const createdAt = row.createdAt.toISOString();
  return digest(
    canonical({ id, ...subject, moment, verdict, input, report, contentSha256, previousHash, createdAt }),
  );
}

/** JSON with sorted keys: the database keeps what an object holds, not the order in which it was written. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
