/** What the label consists of; each a count by index. */
export const COUNTS = {
  name: 'studio_home',
  text: `SELECT (SELECT count(*)::int FROM organization o WHERE o.tenant_id = $1 AND o.state = 'active') AS clients,
      (SELECT count(*)::int FROM organization o WHERE o.tenant_id = $1 AND o.state = 'invited') AS "invitedClients",
      (SELECT count(*)::int FROM staff_member s WHERE s.tenant_id = $1 AND s.state = 'active') AS staff,
      (SELECT count(*)::int FROM campaign c WHERE c.tenant_id = $1 AND c.state IN ('approved', 'funded', 'live', 'paused')) AS "openCampaigns",
      EXISTS (SELECT FROM influencer i WHERE i.tenant_id = $1) AS "hasRoster",
      EXISTS (SELECT FROM look_release l WHERE l.tenant_id = $1) AS "hasLook"`,
};

/** The clients with the most on their plate. */
export const CLIENTS = {
  name: 'studio_home_clients',
  text: `SELECT o.id, o.name, o.state, c.open, c.currency, c.budget AS "budgetMinor", c.waiting
    FROM (SELECT c.organization_id, c.currency, count(*)::int AS open, sum(c.budget_minor)::bigint AS budget,
        (count(*) FILTER (WHERE c.state = 'submitted'))::int AS waiting
      FROM campaign c WHERE c.tenant_id = $1 AND c.state IN ('submitted', 'approved', 'funded', 'live', 'paused')
      GROUP BY 1, 2) c
    JOIN organization o ON o.tenant_id = $1 AND o.id = c.organization_id
    ORDER BY c.budget DESC, o.name LIMIT 5`,
};

/**
 * How good the profiles are; $2 is when figures begin to be old. No index of its own: whatever small index begins with the
 * label tempts the planner away from primary keys while a roster is being filled and has no statistics yet.
 */
export const ROSTER = {
  name: 'studio_home_roster',
  text: `SELECT count(*)::int AS profiles,
      (count(*) FILTER (WHERE email_norm IS NOT NULL AND country IS NOT NULL AND language IS NOT NULL
        AND (bio IS NOT NULL OR topics <> '{}')))::int AS complete,
      count(claimed_at)::int AS claimed,
      (count(*) FILTER (WHERE email_norm IS NULL AND claimed_at IS NULL))::int
        + (SELECT count(DISTINCT i.id)::int FROM mail_suppression s JOIN influencer i ON i.tenant_id = $1 AND i.email_norm = s.address_norm
           WHERE s.tenant_id = $1) AS unreachable,
      (SELECT count(*)::int FROM influencer_channel c WHERE c.tenant_id = $1 AND c.place = 0 AND c.observed_at < $2) AS stale
    FROM influencer WHERE tenant_id = $1`,
};

/** By number of the month that begins at $3[n], in the label's currency ($2): what was booked, kept and paid out. */
export const REVENUE = {
  name: 'studio_home_revenue',
  text: `SELECT month, sum(budget)::bigint AS "budgetMinor", sum(margin)::bigint AS "marginMinor", sum(paid)::bigint AS "paidMinor"
    FROM (
      SELECT width_bucket(c.submitted_at, $3::timestamptz[]) AS month, sum(c.budget_minor) AS budget, 0 AS margin, 0 AS paid
        FROM campaign c
        WHERE c.tenant_id = $1 AND c.currency = $2 AND c.submitted_at >= ($3::timestamptz[])[1] AND c.state NOT IN ('draft', 'cancelled')
        GROUP BY 1
      UNION ALL SELECT width_bucket(p.earned_at, $3::timestamptz[]), 0, sum(p.price_minor - p.net_minor), 0 FROM payable p
        WHERE p.tenant_id = $1 AND p.currency = $2 AND p.earned_at >= ($3::timestamptz[])[1] GROUP BY 1
      UNION ALL SELECT width_bucket(p.paid_at, $3::timestamptz[]), 0, 0, sum(p.net_minor) FROM payable p
        WHERE p.tenant_id = $1 AND p.currency = $2 AND p.paid_at >= ($3::timestamptz[])[1] GROUP BY 1) found
    GROUP BY month`,
};
