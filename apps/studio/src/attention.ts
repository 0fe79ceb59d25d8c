import { Injectable } from '@nestjs/common';
import { type Action, may, type Subject } from '#platform/access';
import { Db } from '#platform/database';
import { currentTenant } from '#platform/kernel';
import { z } from 'zod';

/** One kind of thing that waits for staff; its texts are `attention.<code>.title|text`. */
export const AttentionItem = z.object({
  code: z.string(),
  count: z.number().int(),
  /** Since when the oldest of them waits. */
  since: z.string().nullable(),
  /** What the oldest of them is called. */
  name: z.string().nullable(),
  path: z.string(),
  late: z.boolean(),
});
export type AttentionItem = z.infer<typeof AttentionItem>;

interface Kind {
  readonly code: string;
  /** Nobody is told of what they may do nothing about. */
  readonly needs: readonly [Action, Subject];
  readonly late: boolean;
  /** Of several the list of them; of one, the thing itself. */
  readonly list: string;
  readonly one: (id: string) => string;
}

/** In the order in which staff should see to them. */
const KINDS: readonly Kind[] = [
  {
    code: 'books',
    needs: ['read', 'Ledger'],
    late: true,
    list: '/money#books',
    one: () => '/money#books',
  },
  {
    code: 'payoutFailed',
    needs: ['pay', 'Payout'],
    late: true,
    list: '/money#payouts',
    one: () => '/money#payouts',
  },
  {
    code: 'payableLate',
    needs: ['pay', 'Payout'],
    late: true,
    list: '/money#payables',
    one: () => '/money#payables',
  },
  {
    code: 'fundingLate',
    needs: ['read', 'Ledger'],
    late: true,
    list: '/money/fundings',
    one: () => '/money/fundings',
  },
  {
    code: 'host',
    needs: ['update', 'Label'],
    late: true,
    list: '/hosts',
    one: (id) => `/hosts/${id}`,
  },
  {
    code: 'sender',
    needs: ['update', 'Label'],
    late: true,
    list: '/hosts',
    one: (id) => `/hosts/senders/${id}`,
  },
  {
    code: 'approve',
    needs: ['approve', 'Campaign'],
    late: false,
    list: '/campaigns?state=submitted',
    one: (id) => `/campaigns/${id}`,
  },
  {
    code: 'verify',
    needs: ['verify', 'Content'],
    late: false,
    list: '/verify',
    one: (id) => `/verify/${id}`,
  },
  {
    code: 'reviewLate',
    needs: ['approve', 'Content'],
    late: true,
    list: '/campaigns',
    one: (id) => `/campaigns/${id}/content`,
  },
  {
    code: 'offerUnanswered',
    needs: ['invite', 'Collaboration'],
    late: false,
    list: '/campaigns',
    one: (id) => `/campaigns/${id}/people`,
  },
  {
    code: 'memberInvitation',
    needs: ['invite', 'Member'],
    late: false,
    list: '/clients?state=invited',
    one: (id) => `/clients/${id}`,
  },
  {
    code: 'claimInvitation',
    needs: ['invite', 'Influencer'],
    late: false,
    list: '/roster',
    one: (id) => `/roster/${id}`,
  },
  {
    code: 'payableDue',
    needs: ['pay', 'Payout'],
    late: false,
    list: '/money/payables',
    one: () => '/money/payables',
  },
  {
    code: 'import',
    needs: ['import', 'Roster'],
    late: false,
    list: '/roster/imports',
    one: (id) => `/roster/imports/${id}`,
  },
  {
    code: 'mailFailed',
    needs: ['invite', 'Influencer'],
    late: true,
    list: '/mail?state=failed',
    one: (id) => `/mail/${id}`,
  },
  {
    code: 'mailBounced',
    needs: ['invite', 'Influencer'],
    late: true,
    list: '/mail?state=bounced',
    one: (id) => `/mail/${id}`,
  },
];

/** Who was asked this long ago and has not answered is asked about. */
const UNANSWERED = "interval '3 days'";
/** What falls due so soon should lie ready. */
const DUE_SOON = "interval '7 days'";

interface Row {
  code: string;
  count: number;
  since: Date | null;
  id: string;
  name: string | null;
}

/**
 * Of each kind how many and the oldest: `since`, `id` and `name` are its own. Only that one is looked up by name, by what
 * it is about: an `influencer`, a `campaign`, or an `organization`; the rest bear theirs.
 */
const COUNTS = {
  name: 'studio_attention',
  text: `WITH waiting AS (
      SELECT 'approve' AS code, c.id, c.name, NULL AS about, NULL::uuid AS ref, coalesce(c.submitted_at, c.updated_at) AS since
        FROM campaign c WHERE c.tenant_id = $1 AND c.state = 'submitted'
      UNION ALL SELECT 'verify', d.id, NULL, 'campaign', d.campaign_id, d.published_at
        FROM deliverable d WHERE d.tenant_id = $1 AND d.state = 'published'
      UNION ALL SELECT 'reviewLate', d.campaign_id, NULL, 'campaign', d.campaign_id, d.review_due_at
        FROM deliverable d WHERE d.tenant_id = $1 AND d.state = 'submitted' AND d.review_due_at < now()
      UNION ALL SELECT 'payoutFailed', p.id, NULL, 'influencer', p.influencer_id, p.created_at
        FROM payout p WHERE p.tenant_id = $1 AND p.state = 'failed'
      UNION ALL SELECT CASE WHEN p.due_at < now() - interval '1 day' THEN 'payableLate' ELSE 'payableDue' END,
          p.id, NULL, 'influencer', p.influencer_id, p.due_at
        FROM payable p WHERE p.tenant_id = $1 AND p.state IN ('approved', 'scheduled') AND p.due_at < now() + ${DUE_SOON}
      UNION ALL SELECT 'fundingLate', f.id, NULL, 'organization', f.organization_id, f.created_at
        FROM funding f WHERE f.tenant_id = $1 AND (f.state = 'failed' AND f.created_at > now() - interval '30 days'
          OR f.state = 'pending' AND f.created_at < now() - ${UNANSWERED})
      UNION ALL SELECT 'offerUnanswered', k.campaign_id, NULL, 'influencer', k.influencer_id, k.updated_at
        FROM collaboration k
        WHERE k.tenant_id = $1 AND k.state IN ('invited', 'offered') AND k.expires_at > now() AND k.updated_at < now() - ${UNANSWERED}
      UNION ALL SELECT CASE t.portal WHEN 'brand' THEN 'memberInvitation' ELSE 'claimInvitation' END,
          coalesce(t.grants->>'organizationId', t.grants->>'influencerId')::uuid, coalesce(nullif(t.name, ''), t.email), NULL, NULL, t.sent_at
        FROM mailed_token t WHERE t.tenant_id = $1 AND t.kind = 'invitation' AND t.used_at IS NULL
          AND t.portal IN ('brand', 'influencer') AND t.sent_at < now() - ${UNANSWERED}
      UNION ALL SELECT 'import', r.id, r.filename, NULL, NULL, r.created_at
        FROM roster_import r WHERE r.tenant_id = $1 AND r.state IN ('mapping', 'failed')
      UNION ALL SELECT CASE m.state WHEN 'failed' THEN 'mailFailed' ELSE 'mailBounced' END, m.id, m.to_address, NULL, NULL, m.created_at
        FROM mail_message m
        WHERE m.tenant_id = $1 AND m.state IN ('failed', 'bounced', 'complained') AND m.created_at > now() - interval '7 days'
      UNION ALL SELECT 'host', h.id, h.host, NULL, NULL, coalesce(h.failing_since, h.checked_at, h.created_at)
        FROM tenant_host h WHERE h.tenant_id = $1 AND h.origin = 'own'
          AND (h.state = 'suspended' OR h.state IN ('verified', 'active') AND h.failing_since IS NOT NULL)
      UNION ALL SELECT 'sender', s.id, s.domain, NULL, NULL, coalesce(s.failing_since, s.checked_at, s.created_at)
        FROM sender_domain s WHERE s.tenant_id = $1
          AND (s.state = 'suspended' OR s.state = 'verified' AND s.failing_since IS NOT NULL)
      UNION ALL SELECT 'books', l.id, NULL, NULL, NULL, l.at
        FROM (SELECT id, at, drifts FROM reconciliation WHERE tenant_id = $1 ORDER BY at DESC LIMIT 1) l
        WHERE jsonb_array_length(l.drifts) > 0),
    numbered AS (SELECT w.*, row_number() OVER oldest AS place, count(*) OVER (PARTITION BY code) AS n
      FROM waiting w WINDOW oldest AS (PARTITION BY code ORDER BY since, id))
    SELECT w.code, w.n::int AS count, w.since, w.id, CASE w.about
        WHEN 'influencer' THEN (SELECT i.display_name FROM influencer i WHERE i.tenant_id = $1 AND i.id = w.ref)
        WHEN 'campaign' THEN (SELECT c.name FROM campaign c WHERE c.tenant_id = $1 AND c.id = w.ref)
        WHEN 'organization' THEN (SELECT o.name FROM organization o WHERE o.tenant_id = $1 AND o.id = w.ref)
        ELSE w.name END AS name
    FROM numbered w WHERE w.place = 1`,
};

/** What waits for the label's staff today, as far as this person may do something about it. */
@Injectable()
export class Attention {
  constructor(private readonly db: Db) {}

  async list(): Promise<AttentionItem[]> {
    const rows = await this.db.query<Row & Record<string, unknown>>({ ...COUNTS, values: [currentTenant()] });
    return KINDS.flatMap(({ code, needs, late, list, one }) => {
      const row = rows.find((found) => found.code === code);
      if (!row || !may(...needs)) return [];
      const { count, since, id, name } = row;
      const path = count === 1 ? one(id) : list;
      return [{ code, count, since: since?.toISOString() ?? null, name, path, late }];
    });
  }
}
