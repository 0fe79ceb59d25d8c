import { Injectable } from '@nestjs/common';
import { Db } from '#platform/database';
import { currentTenant } from '#platform/kernel';

/** What an entry of the audit log is about, as staff know it, and where it stands in the studio. */
export interface AuditSubject {
  readonly name: string;
  readonly path: string | null;
}

const NAMES = {
  name: 'audit_subjects',
  text: `SELECT c.id, c.name, '/campaigns/' || c.id AS path FROM campaign c WHERE c.tenant_id = $1 AND c.id = ANY($2)
    UNION ALL SELECT k.id, i.display_name || ' · ' || c.name, '/campaigns/' || c.id || '/people/' || k.id
      FROM collaboration k JOIN campaign c ON c.tenant_id = $1 AND c.id = k.campaign_id
      JOIN influencer i ON i.tenant_id = $1 AND i.id = k.influencer_id WHERE k.tenant_id = $1 AND k.id = ANY($2)
    UNION ALL SELECT d.id, i.display_name || ' · ' || c.name, '/campaigns/' || c.id || '/content/' || d.id
      FROM deliverable d JOIN campaign c ON c.tenant_id = $1 AND c.id = d.campaign_id
      JOIN influencer i ON i.tenant_id = $1 AND i.id = d.influencer_id WHERE d.tenant_id = $1 AND d.id = ANY($2)
    UNION ALL SELECT o.id, o.name, '/clients/' || o.id FROM organization o WHERE o.tenant_id = $1 AND o.id = ANY($2)
    UNION ALL SELECT i.id, i.display_name, '/roster/' || i.id FROM influencer i WHERE i.tenant_id = $1 AND i.id = ANY($2)
    UNION ALL SELECT r.id, r.filename, '/roster/imports/' || r.id FROM roster_import r WHERE r.tenant_id = $1 AND r.id = ANY($2)
    UNION ALL SELECT p.id, i.display_name, '/money#payouts' FROM payout p
      JOIN influencer i ON i.tenant_id = $1 AND i.id = p.influencer_id WHERE p.tenant_id = $1 AND p.id = ANY($2)
    UNION ALL SELECT l.id, l.slug, '/campaigns/' || l.campaign_id || '/links' FROM tracked_link l WHERE l.tenant_id = $1 AND l.id = ANY($2)
    UNION ALL SELECT s.id, c.name, '/campaigns/' || c.id || '/results' FROM report_share s
      JOIN campaign c ON c.tenant_id = $1 AND c.id = s.campaign_id WHERE s.tenant_id = $1 AND s.id = ANY($2)
    UNION ALL SELECT m.id, a.name || ' · ' || o.name, '/clients/' || o.id FROM membership m
      JOIN account a ON a.tenant_id = $1 AND a.id = m.account_id
      JOIN organization o ON o.tenant_id = $1 AND o.id = m.organization_id WHERE m.tenant_id = $1 AND m.id = ANY($2)
    UNION ALL SELECT m.id, a.name, '/staff' FROM staff_member m
      JOIN account a ON a.tenant_id = $1 AND a.id = m.account_id WHERE m.tenant_id = $1 AND m.id = ANY($2)
    UNION ALL SELECT m.id, coalesce(m.subject, m.to_name), '/mail/' || m.id FROM mail_message m WHERE m.tenant_id = $1 AND m.id = ANY($2)
    UNION ALL SELECT g.id, a.name, '/acting/' || g.id FROM acting g
      JOIN account a ON a.tenant_id = $1 AND a.id = g.account_id WHERE g.tenant_id = $1 AND g.id = ANY($2)
    UNION ALL SELECT t.id, t.email, NULL FROM mailed_token t WHERE t.tenant_id = $1 AND t.id = ANY($2)
    UNION ALL SELECT a.id, a.name, NULL FROM account a WHERE a.tenant_id = $1 AND a.id = ANY($2)`,
};

interface Entry {
  readonly id: string;
  readonly subjectId: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The names of what the audit log knows by id only. */
@Injectable()
export class AuditSubjects {
  constructor(private readonly db: Db) {}

  /** By entry. Who was removed is known by the account that stays; what is gone altogether has no name any more. */
  async of(entries: readonly Entry[]): Promise<Map<string, AuditSubject>> {
    const ids = [...new Set(entries.flatMap((entry) => idsOf(entry)))];
    if (ids.length === 0) return new Map();
    const rows = await this.db.query<AuditSubject & { id: string }>({
      ...NAMES,
      values: [currentTenant(), ids],
    });
    const known = new Map(rows.map(({ id, name, path }) => [id, { name, path }]));
    return new Map(
      entries.flatMap((entry) => {
        const found = idsOf(entry)
          .map((id) => known.get(id))
          .find((subject) => subject !== undefined);
        return found ? [[entry.id, found] as const] : [];
      }),
    );
  }
}

function idsOf({ subjectId, details }: Entry): string[] {
  const { accountId } = details;
  return [subjectId, typeof accountId === 'string' ? accountId : null].filter((id) => id !== null);
}
