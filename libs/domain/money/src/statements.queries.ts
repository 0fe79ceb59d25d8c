/** The legal name and address that a statement goes to: $2 an organization, or $3 an influencer. */
export const STATEMENT_PARTY = {
  name: 'statement_party',
  text: `SELECT o.name, o.legal_name, o.billing_address AS address, o.tax_id, o.country
      FROM organization o WHERE o.tenant_id = $1 AND o.id = $2
    UNION ALL SELECT i.display_name, NULL, i.city, NULL, i.country
      FROM influencer i WHERE i.tenant_id = $1 AND i.id = $3`,
};

/** What lines are for, by id: campaigns ($2) and pieces of work ($3). */
export const STATEMENT_NAMES = {
  name: 'statement_names',
  text: `SELECT c.id, c.name, NULL AS platform, NULL AS format FROM campaign c WHERE c.tenant_id = $1 AND c.id = ANY($2)
    UNION ALL SELECT d.id, '', d.platform, d.format FROM deliverable d WHERE d.tenant_id = $1 AND d.id = ANY($3)`,
};
