/** Entries with what they are for, the newest first: $2 a campaign or null, $3 the last id seen or null, $4 how many. */
export const LEDGER_ENTRIES = {
  name: 'ledger_entries',
  text: `SELECT e.id, t.id AS "transactionId", t.at, t.kind, a.kind AS account, coalesce(o.name, i.display_name, '') AS "partyName",
      t.campaign_id AS "campaignId", coalesce(c.name, '') AS "campaignName", e.amount_minor AS "amountMinor", e.currency
    FROM ledger_entry e
    JOIN ledger_transaction t ON t.tenant_id = $1 AND t.id = e.transaction_id
    JOIN ledger_account a ON a.tenant_id = $1 AND a.id = e.account_id
    LEFT JOIN organization o ON o.tenant_id = $1 AND o.id = a.party_id
    LEFT JOIN influencer i ON i.tenant_id = $1 AND i.id = a.party_id
    LEFT JOIN campaign c ON c.tenant_id = $1 AND c.id = t.campaign_id
    WHERE e.tenant_id = $1 AND ($2::uuid IS NULL OR t.campaign_id = $2) AND ($3::uuid IS NULL OR e.id < $3)
    ORDER BY e.id DESC LIMIT $4`,
};
