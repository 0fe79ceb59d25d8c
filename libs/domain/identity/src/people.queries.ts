export const STAFF = {
  name: 'staff_list',
  text: `SELECT m.id, a.id AS "accountId", a.name, a.email, m.role, m.state, a.last_sign_in_at AS "lastSignInAt"
    FROM staff_member m JOIN account a ON a.tenant_id = m.tenant_id AND a.id = m.account_id
    WHERE m.tenant_id = $1 ORDER BY array_position(ARRAY['owner', 'manager', 'finance', 'viewer'], m.role), a.name`,
};

export const MEMBERS = {
  name: 'member_list',
  text: `SELECT m.id, a.id AS "accountId", a.name, a.email, m.role, m.campaign_id AS "campaignId",
      a.last_sign_in_at AS "lastSignInAt"
    FROM membership m JOIN account a ON a.tenant_id = m.tenant_id AND a.id = m.account_id
    WHERE m.tenant_id = $1 AND m.organization_id = $2
    ORDER BY array_position(ARRAY['admin', 'approver', 'finance', 'member', 'guest'], m.role), a.name`,
};

/** Of one portal, and there of one organization; of a portal without organizations pass null. */
export const OPEN_INVITATIONS = {
  name: 'invitations_open',
  text: `SELECT t.id, t.email, t.name, coalesce(t.grants->>'staffRole', t.grants->>'memberRole') AS role,
      t.sent_at AS "sentAt", t.expires_at AS "expiresAt", t.expires_at <= now() AS expired
    FROM mailed_token t
    WHERE t.tenant_id = $1 AND t.kind = 'invitation' AND t.used_at IS NULL AND t.portal = $2
      AND ($3::text IS NULL OR t.grants->>'organizationId' = $3::text)
    ORDER BY t.created_at DESC LIMIT 200`,
};

export const CLIENTS = {
  name: 'client_list',
  text: `SELECT o.id, o.name, o.kind, o.state, o.country, o.parent_id AS "parentId", p.name AS "parentName",
      o.created_at AS "createdAt",
      (SELECT count(*)::int FROM membership m WHERE m.tenant_id = o.tenant_id AND m.organization_id = o.id) AS members
    FROM organization o LEFT JOIN organization p ON p.tenant_id = o.tenant_id AND p.id = o.parent_id
    WHERE o.tenant_id = $1 AND ($2::text IS NULL OR o.name ILIKE $2) AND ($3::text IS NULL OR o.state = $3) AND ($6::text IS NULL OR o.kind = $6)
      AND ($4::uuid IS NULL OR (o.name, o.id) > (SELECT c.name, c.id FROM organization c WHERE c.tenant_id = $1 AND c.id = $4))
    ORDER BY o.name, o.id LIMIT $5`,
};

/**
 * Each membership `m` with the organizations `o` that it opens: its own, and an agency's client brands. Two searches by
 * index and no OR, which would walk all organizations of the label for every signed-in request.
 */
export const MEMBERSHIPS = `membership m CROSS JOIN LATERAL (
      SELECT o.id, o.name, o.kind, o.state FROM organization o
      WHERE o.tenant_id = m.tenant_id AND o.id = m.organization_id AND o.state <> 'suspended'
      UNION ALL
      SELECT o.id, o.name, o.kind, o.state FROM organization o
      WHERE o.tenant_id = m.tenant_id AND o.parent_id = m.organization_id AND m.role <> 'guest' AND o.state <> 'suspended') o`;

export const OWN_ORGANIZATIONS = {
  name: 'organizations_own',
  text: `SELECT DISTINCT ON (o.name, o.id) o.id, o.name, o.kind, o.state, m.role
    FROM ${MEMBERSHIPS}
    WHERE m.tenant_id = $1 AND m.account_id = $2 ORDER BY o.name, o.id, o.id = m.organization_id DESC`,
};

/** Rows as they go out: moments as ISO texts. */
export function told<Row extends object>(rows: readonly object[]): Row[] {
  const text = (value: unknown) => (value instanceof Date ? value.toISOString() : value);
  return rows.map(
    (row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, text(value)])) as Row,
  );
}
