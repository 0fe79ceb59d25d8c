/** What the ledger booked as moved by the provider, since which operation: the cause's id is the operation's. */
export const BOOKED = {
  name: 'reconcile_booked',
  text: `SELECT substring(t.key FROM position(':' IN t.key) + 1)::uuid AS id,
      CASE t.kind WHEN 'funding' THEN 'charge' ELSE t.kind END AS kind, abs(e.amount_minor) AS amount_minor, e.currency
    FROM ledger_transaction t
    JOIN ledger_entry e ON e.tenant_id = $1 AND e.transaction_id = t.id
    JOIN ledger_account a ON a.tenant_id = $1 AND a.id = e.account_id AND a.kind = 'cash'
    WHERE t.tenant_id = $1 AND t.kind IN ('funding', 'payout', 'refund')`,
};

/** Inner sums that must agree: each row is one that does not. */
export const INNER = {
  name: 'reconcile_inner',
  text: `WITH balance AS (
      SELECT a.kind, a.party_id, a.currency, sum(e.amount_minor)::bigint AS minor
      FROM ledger_account a JOIN ledger_entry e ON e.tenant_id = $1 AND e.account_id = a.id
      WHERE a.tenant_id = $1 GROUP BY a.kind, a.party_id, a.currency),
    owed AS (
      SELECT influencer_id AS id, currency, sum(net_minor)::bigint AS minor FROM payable
      WHERE tenant_id = $1 AND state <> 'paid' GROUP BY influencer_id, currency),
    prepaid AS (
      SELECT id, currency, sum(minor)::bigint AS minor FROM (
        SELECT organization_id AS id, currency, funded_minor - spent_minor AS minor FROM budget WHERE tenant_id = $1
        UNION ALL SELECT id, currency, balance_minor FROM client_balance WHERE tenant_id = $1
        UNION ALL SELECT organization_id, currency, amount_minor FROM refund WHERE tenant_id = $1 AND state = 'pending'
      ) parts GROUP BY id, currency),
    held AS (
      SELECT budget_id, sum(CASE WHEN state = 'held' THEN amount_minor - posted_minor ELSE 0 END)::bigint AS reserved,
        sum(posted_minor)::bigint AS spent
      FROM budget_hold WHERE tenant_id = $1 GROUP BY budget_id)
    SELECT 'payable_differs' AS code, coalesce(o.id, b.party_id)::text AS subject_id, coalesce(o.currency, b.currency) AS currency,
        coalesce(o.minor, 0) AS expected, coalesce(-b.minor, 0) AS found
      FROM owed o FULL JOIN (SELECT * FROM balance WHERE kind = 'payable') b ON b.party_id = o.id AND b.currency = o.currency
      WHERE coalesce(o.minor, 0) <> coalesce(-b.minor, 0)
    UNION ALL SELECT 'client_funds_differ', coalesce(p.id, b.party_id)::text, coalesce(p.currency, b.currency),
        coalesce(p.minor, 0), coalesce(-b.minor, 0)
      FROM prepaid p FULL JOIN (SELECT * FROM balance WHERE kind = 'clientFunds') b ON b.party_id = p.id AND b.currency = p.currency
      WHERE coalesce(p.minor, 0) <> coalesce(-b.minor, 0)
    UNION ALL SELECT 'budget_differs', g.id::text, g.currency,
        coalesce(h.reserved, 0) + coalesce(h.spent, 0), g.reserved_minor + g.spent_minor
      FROM budget g LEFT JOIN held h ON h.budget_id = g.id
      WHERE g.tenant_id = $1 AND (g.reserved_minor <> coalesce(h.reserved, 0) OR g.spent_minor <> coalesce(h.spent, 0))
    UNION ALL SELECT 'unbalanced', '', currency, 0, sum(minor)::bigint FROM balance GROUP BY currency HAVING sum(minor) <> 0`,
};
