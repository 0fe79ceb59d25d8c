/** Who is written to about money. */
export interface Addressee {
  readonly name: string;
  readonly email: string;
  readonly locale: string | null;
}

export const FINANCE_OF_BRAND = {
  name: 'money_people_brand',
  text: `SELECT DISTINCT a.name, a.email, a.locale FROM membership m
    JOIN account a ON a.tenant_id = $1 AND a.id = m.account_id AND a.state = 'active'
    WHERE m.tenant_id = $1 AND m.organization_id = $2 AND m.role IN ('admin', 'finance')`,
};

export const FINANCE_OF_LABEL = {
  name: 'money_people_label',
  text: `SELECT a.name, a.email, a.locale FROM staff_member m
    JOIN account a ON a.tenant_id = $1 AND a.id = m.account_id AND a.state = 'active'
    WHERE m.tenant_id = $1 AND m.role = ANY($2) AND m.state = 'active'`,
};

/** Whoever speaks for the influencer here; of a profile that nobody has claimed, the address it was added with. */
export const PEOPLE_OF_INFLUENCER = {
  name: 'money_people_influencer',
  text: `SELECT a.name, a.email, a.locale FROM representation r
      JOIN account a ON a.tenant_id = $1 AND a.id = r.account_id AND a.state = 'active'
      WHERE r.tenant_id = $1 AND r.influencer_id = $2
    UNION ALL SELECT i.display_name, i.email, i.language FROM influencer i
      WHERE i.tenant_id = $1 AND i.id = $2 AND i.email IS NOT NULL
        AND NOT EXISTS (SELECT FROM representation r WHERE r.tenant_id = $1 AND r.influencer_id = $2)`,
};

export const FUNDING_FACTS = {
  name: 'money_funding_facts',
  text: `SELECT f.amount_minor, f.currency, f.organization_id, f.error, o.name AS organization, c.name AS campaign,
      b.funded_minor >= b.cap_minor AS complete
    FROM funding f
    LEFT JOIN budget b ON b.tenant_id = $1 AND b.id = f.budget_id
    LEFT JOIN organization o ON o.tenant_id = $1 AND o.id = f.organization_id
    LEFT JOIN campaign c ON c.tenant_id = $1 AND c.id = f.budget_id
    WHERE f.tenant_id = $1 AND f.id = $2`,
};

export const PAYABLE_FACTS = {
  name: 'money_payable_facts',
  text: `SELECT p.influencer_id, p.net_minor, p.currency, p.due_at, p.kind, c.name AS campaign
    FROM payable p LEFT JOIN campaign c ON c.tenant_id = $1 AND c.id = p.campaign_id
    WHERE p.tenant_id = $1 AND p.id = $2`,
};

export const PAYOUT_FACTS = {
  name: 'money_payout_facts',
  text: `SELECT p.influencer_id, p.amount_minor, p.currency, p.error, i.display_name AS influencer, s.number
    FROM payout p
    LEFT JOIN influencer i ON i.tenant_id = $1 AND i.id = p.influencer_id
    LEFT JOIN statement s ON s.tenant_id = $1 AND s.payout_id = p.id
    WHERE p.tenant_id = $1 AND p.id = $2`,
};
