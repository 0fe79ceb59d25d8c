import { Injectable } from '@nestjs/common';
import { accessible } from '#platform/access';
import { Db } from '#platform/database';
import { currentActor, currentTenant } from '#platform/kernel';
import type { Side } from './contact.entities.js';
import type { ThreadFilter } from './contact.dto.js';

const COLUMNS = {
  organizationId: 't.organization_id',
  influencerId: 't.influencer_id',
  campaignId: 't.campaign_id',
};

export interface ThreadLine {
  id: string;
  title: string;
  organization_id: string;
  organization_name: string;
  influencer_name: string;
  subject_kind: string;
  subject_id: string;
  campaign_id: string | null;
  excerpt: string | null;
  last_at: Date;
  unread: number;
}

export interface MessageLine {
  id: string;
  author_id: string | null;
  author_name: string;
  side: Side;
  body: string;
  created_at: Date;
  files: { id: string; name: string; bytes: number }[];
}

export interface Recipient {
  account_id: string;
  email: string;
  name: string;
  locale: string | null;
  side: Exclude<Side, 'system'>;
  mailed_at: Date | null;
  messages: { who: string; text: string; at: string }[];
}

/** Messages of others in thread `t` that account `$2` has not read. */
const UNREAD = `SELECT count(*) FROM message m
  LEFT JOIN thread_read r ON r.tenant_id = $1 AND r.thread_id = m.thread_id AND r.account_id = $2
  WHERE m.tenant_id = $1 AND m.thread_id = t.id AND m.author_id IS DISTINCT FROM $2 AND m.side <> 'system'
    AND m.created_at > coalesce(r.read_at, '-infinity')`;

@Injectable()
export class ContactQueries {
  constructor(private readonly db: Db) {}

  /** Threads of the current actor, the last spoken in first. */
  list(filter: ThreadFilter): Promise<ThreadLine[]> {
    const scope = accessible('read', 'Thread', COLUMNS, 8);
    return this.db.query<ThreadLine>({
      name: `threads_list_${currentActor().kind}_${scope.key}`,
      text: `SELECT t.id, t.title, t.organization_id, o.name AS organization_name, i.display_name AS influencer_name,
               t.subject_kind, t.subject_id, t.campaign_id, t.last_message_at AS last_at, (${UNREAD}) AS unread,
               (SELECT left(m.body, 160) FROM message m WHERE m.tenant_id = $1 AND m.thread_id = t.id ORDER BY m.id DESC LIMIT 1) AS excerpt
             FROM thread t
             JOIN organization o ON o.tenant_id = $1 AND o.id = t.organization_id
             JOIN influencer i ON i.tenant_id = $1 AND i.id = t.influencer_id
             WHERE t.tenant_id = $1 AND ($3::uuid IS NULL OR t.campaign_id = $3)
               AND ($4::uuid IS NULL OR (t.last_message_at, t.id) < (SELECT x.last_message_at, x.id FROM thread x WHERE x.tenant_id = $1 AND x.id = $4))
               AND ($5::text IS NULL OR t.title ILIKE '%' || $5 || '%' OR i.display_name ILIKE '%' || $5 || '%' OR o.name ILIKE '%' || $5 || '%')
               AND (NOT $6 OR (${UNREAD}) > 0) AND ${scope.sql}
             ORDER BY t.last_message_at DESC, t.id DESC LIMIT $7`,
      values: [
        currentTenant(),
        currentActor().accountId,
        filter.campaignId ?? null,
        filter.cursor ?? null,
        filter.q ? filter.q.replace(/[\\%_]/g, '\\$&') : null,
        filter.unread,
        filter.limit + 1,
        ...scope.values,
      ],
    });
  }

  /** In how many threads something waits to be read by the current actor. */
  async unread(): Promise<number> {
    const scope = accessible('read', 'Thread', COLUMNS, 3);
    const row = await this.db.one<{ count: number }>({
      name: `threads_unread_${currentActor().kind}_${scope.key}`,
      text: `SELECT count(*) AS count FROM thread t WHERE t.tenant_id = $1 AND ${scope.sql} AND (${UNREAD}) > 0`,
      values: [currentTenant(), currentActor().accountId, ...scope.values],
    });
    return Number(row?.count ?? 0);
  }

  /** The newest messages before `cursor`, newest first. */
  messages(threadId: string, cursor: string | null, limit: number): Promise<MessageLine[]> {
    return this.db.query<MessageLine>({
      name: 'thread_messages',
      text: `SELECT m.id, m.author_id, m.author_name, m.side, m.body, m.created_at,
               coalesce((SELECT json_agg(json_build_object('id', f.id, 'name', f.name, 'bytes', f.bytes) ORDER BY f.id)
                         FROM file f WHERE f.tenant_id = $1 AND f.id = ANY(m.file_ids)), '[]') AS files
             FROM message m WHERE m.tenant_id = $1 AND m.thread_id = $2 AND ($3::uuid IS NULL OR m.id < $3)
             ORDER BY m.id DESC LIMIT $4`,
      values: [currentTenant(), threadId, cursor, limit],
    });
  }

  async names(threadId: string): Promise<{ organization: string; influencer: string }> {
    const row = await this.db.one<{ organization: string; influencer: string }>({
      name: 'thread_names',
      text: `SELECT o.name AS organization, i.display_name AS influencer FROM thread t
             JOIN organization o ON o.tenant_id = $1 AND o.id = t.organization_id
             JOIN influencer i ON i.tenant_id = $1 AND i.id = t.influencer_id
             WHERE t.tenant_id = $1 AND t.id = $2`,
      values: [currentTenant(), threadId],
    });
    return row ?? { organization: '', influencer: '' };
  }

  async read(threadId: string, accountId: string, at: Date): Promise<void> {
    await this.db.query({
      name: 'thread_read',
      text: `INSERT INTO thread_read (tenant_id, thread_id, account_id, read_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (tenant_id, thread_id, account_id) DO UPDATE SET read_at = greatest(thread_read.read_at, excluded.read_at)`,
      values: [currentTenant(), threadId, accountId, at],
    });
  }

  /**
   * Who has something of others unread that no mail has told of yet. Of a brand and of the staff, those who take part
   * in the thread; of a brand where nobody does, whoever works on campaigns there; staff stand in for a brand that
   * has no members (managed service).
   */
  recipients(threadId: string): Promise<Recipient[]> {
    return this.db.query<Recipient>({
      name: 'thread_recipients',
      text: `WITH t AS (SELECT * FROM thread WHERE tenant_id = $1 AND id = $2),
             authors AS (SELECT DISTINCT m.author_id, m.side FROM message m WHERE m.tenant_id = $1 AND m.thread_id = $2),
             brand AS (SELECT s.account_id, EXISTS (SELECT FROM authors a WHERE a.side = 'brand' AND a.author_id = s.account_id) AS takes_part
               FROM membership s JOIN t ON s.organization_id = t.organization_id
               WHERE s.tenant_id = $1 AND s.role IN ('admin', 'member', 'approver')),
             people AS (
               SELECT r.account_id, 'influencer' AS side FROM representation r JOIN t ON r.influencer_id = t.influencer_id WHERE r.tenant_id = $1
               UNION SELECT b.account_id, 'brand' FROM brand b WHERE b.takes_part OR NOT EXISTS (SELECT FROM brand WHERE takes_part)
               UNION SELECT a.author_id, 'staff' FROM authors a JOIN staff_member s ON s.tenant_id = $1 AND s.account_id = a.author_id AND s.state = 'active' WHERE a.side = 'staff'
               UNION SELECT s.account_id, 'staff' FROM staff_member s WHERE s.tenant_id = $1 AND s.role IN ('owner', 'manager') AND s.state = 'active' AND NOT EXISTS (SELECT FROM brand))
             SELECT p.account_id, c.email, c.name, c.locale, p.side, w.mailed_at,
               json_agg(json_build_object('who', m.author_name, 'text', m.body, 'at', m.created_at) ORDER BY m.id) AS messages
             FROM people p
             JOIN account c ON c.tenant_id = $1 AND c.id = p.account_id AND c.state = 'active'
             LEFT JOIN thread_read r ON r.tenant_id = $1 AND r.thread_id = $2 AND r.account_id = p.account_id
             LEFT JOIN thread_mail w ON w.tenant_id = $1 AND w.thread_id = $2 AND w.address_norm = c.email_norm
             JOIN message m ON m.tenant_id = $1 AND m.thread_id = $2 AND m.side <> p.side AND m.side <> 'system'
               AND m.author_id IS DISTINCT FROM p.account_id
               AND m.created_at > greatest(coalesce(r.read_at, '-infinity'), coalesce(w.mailed_at, '-infinity'))
             GROUP BY p.account_id, c.email, c.name, c.locale, p.side, w.mailed_at`,
      values: [currentTenant(), threadId],
    });
  }

  async mailed(threadId: string, addressNorm: string, at: Date): Promise<void> {
    await this.db.query({
      name: 'thread_mailed',
      text: `INSERT INTO thread_mail (tenant_id, thread_id, address_norm, mailed_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (tenant_id, thread_id, address_norm) DO UPDATE SET mailed_at = excluded.mailed_at`,
      values: [currentTenant(), threadId, addressNorm, at],
    });
  }
}
