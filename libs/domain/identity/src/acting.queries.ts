const ROW = `g.id, b.name AS "staffName", a.name, a.email, g.portal, g.reason, g.started_at AS "startedAt",
    g.expires_at AS "expiresAt", g.ended_at AS "endedAt", g.enter_until AS "enterUntil",
    CASE WHEN g.ended_at IS NOT NULL OR g.expires_at <= $2 THEN CASE WHEN g.entered_at IS NULL THEN 'unused' ELSE 'over' END
      WHEN g.entered_at IS NOT NULL THEN
        CASE WHEN EXISTS (SELECT FROM session s WHERE s.tenant_id = $1 AND s.acting_id = g.id) THEN 'running' ELSE 'over' END
      WHEN g.enter_until <= $2 THEN 'unused' ELSE 'open' END AS state,
    (SELECT count(*)::int FROM audit_entry e WHERE e.tenant_id = $1 AND e.subject = 'Acting' AND e.subject_id = g.id
       AND e.action = 'acting.changed') AS changes
  FROM acting g JOIN account a ON a.tenant_id = $1 AND a.id = g.account_id
  JOIN account b ON b.tenant_id = $1 AND b.id = g.staff_account_id`;

export const ACTS = {
  name: 'acting_list',
  text: `SELECT ${ROW} WHERE g.tenant_id = $1 ORDER BY g.id DESC LIMIT 100`,
};

export const ACT = { name: 'acting_one', text: `SELECT ${ROW} WHERE g.tenant_id = $1 AND g.id = $3` };

/** The acts that this person's account has seen, without what was written for the label alone. */
export const ACTS_FOR = {
  name: 'acting_for',
  text: `SELECT g.entered_at AS at, coalesce(g.ended_at, g.expires_at) AS until, b.name AS "staffName"
    FROM acting g JOIN account b ON b.tenant_id = $1 AND b.id = g.staff_account_id
    WHERE g.tenant_id = $1 AND g.account_id = $2 AND g.entered_at IS NOT NULL ORDER BY g.id DESC LIMIT 10`,
};

/** Nobody of the label's own staff is among them, whatever else they are. */
const REACHABLE = `a.state = 'active' AND NOT EXISTS (SELECT FROM staff_member s WHERE s.tenant_id = $1 AND s.account_id = a.id)`;

export const PEOPLE_OF = {
  brand: {
    name: 'acting_people_brand',
    text: `SELECT a.id AS "accountId", a.name, a.email, 'member.' || m.role AS role FROM membership m
      JOIN account a ON a.tenant_id = $1 AND a.id = m.account_id
      WHERE m.tenant_id = $1 AND m.organization_id = $2 AND ${REACHABLE} ORDER BY a.name, a.id LIMIT 200`,
  },
  influencer: {
    name: 'acting_people_influencer',
    text: `SELECT a.id AS "accountId", a.name, a.email, 'influencer.self' AS role FROM representation r
      JOIN account a ON a.tenant_id = $1 AND a.id = r.account_id
      WHERE r.tenant_id = $1 AND r.influencer_id = $2 AND ${REACHABLE} ORDER BY a.name, a.id LIMIT 200`,
  },
} as const;

export const PARTY = {
  brand: {
    name: 'acting_party_brand',
    text: 'SELECT id, name FROM organization WHERE tenant_id = $1 AND id = $2',
  },
  influencer: {
    name: 'acting_party_influencer',
    text: 'SELECT id, display_name AS name FROM influencer WHERE tenant_id = $1 AND id = $2',
  },
} as const;
