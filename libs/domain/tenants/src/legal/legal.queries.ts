/** Statements of legal pages and of who agreed to which; $1 is always the label. */
export const VERSIONS = {
  name: 'legal_versions',
  text: `SELECT v.kind AS page, v.version, v.must_accept AS "mustAccept", v.published_at AS "publishedAt",
      (SELECT count(*)::int FROM legal_acceptance a WHERE a.tenant_id = $1 AND a.kind = v.kind AND a.version = v.version) AS agreed
    FROM legal_version v WHERE v.tenant_id = $1 AND ($2::text IS NULL OR v.kind = $2) ORDER BY v.kind, v.version DESC`,
};

export const TEXT = {
  name: 'legal_text',
  text: `SELECT texts, published_at AS "publishedAt" FROM legal_version WHERE tenant_id = $1 AND kind = $2 AND version = $3`,
};

/** Of the pages and versions that are asked for, those that this account has not agreed to. */
export const OUTSTANDING = {
  name: 'legal_outstanding',
  text: `SELECT v.kind AS page, v.version, v.published_at AS "publishedAt"
    FROM unnest($3::text[], $4::int[]) AS asked (kind, version)
    JOIN legal_version v ON v.tenant_id = $1 AND v.kind = asked.kind AND v.version = asked.version
    WHERE NOT EXISTS (SELECT FROM legal_acceptance a
      WHERE a.tenant_id = $1 AND a.account_id = $2 AND a.kind = v.kind AND a.version = v.version)
    ORDER BY v.kind`,
};

export const ACCEPT = {
  name: 'legal_accept',
  text: `INSERT INTO legal_acceptance (tenant_id, account_id, kind, version, host, accepted_at) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT DO NOTHING`,
};

export const ACCEPTANCES = {
  name: 'legal_acceptances',
  text: `SELECT account_id AS "accountId", kind AS page, version, host, accepted_at AS "acceptedAt" FROM legal_acceptance
    WHERE tenant_id = $1 AND ($2::text IS NULL OR kind = $2)
      AND ($3::timestamptz IS NULL OR (accepted_at, account_id, kind) < ($3, $4::uuid, $5::text))
    ORDER BY accepted_at DESC, account_id DESC, kind DESC LIMIT $6`,
};
