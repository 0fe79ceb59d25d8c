/** Named statements of own hosts and sender domains; each carries its label. */

const HOST = `id, host, kind, state, origin, token, token_expires_at, checked_at, failing_since, verified_at, seen`;

export const HOSTS = {
  name: 'hosts_of_label',
  text: `SELECT ${HOST} FROM tenant_host WHERE tenant_id = $1 AND origin = 'own' AND state <> 'released' ORDER BY kind, created_at, id`,
};
export const HOST_BY_ID = {
  name: 'host_by_id',
  text: `SELECT ${HOST} FROM tenant_host WHERE tenant_id = $1 AND id = $2 AND origin = 'own'`,
};
export const HOST_LOCKED = {
  name: 'host_locked',
  text: `SELECT ${HOST} FROM tenant_host WHERE tenant_id = $1 AND id = $2 AND origin = 'own' FOR UPDATE`,
};
export const HOST_BY_NAME = {
  name: 'host_by_name',
  text: `SELECT ${HOST} FROM tenant_host WHERE tenant_id = $1 AND host = $2 FOR UPDATE`,
};
export const HOST_COUNT = {
  name: 'host_count',
  text: `SELECT count(*)::int AS count FROM tenant_host WHERE tenant_id = $1 AND origin = 'own' AND state <> 'released'`,
};
export const HOST_CLAIM = {
  name: 'host_claim',
  text: `INSERT INTO tenant_host (tenant_id, id, host, kind, state, origin, token, token_expires_at, created_at)
    VALUES ($1, $2, $3, $4, 'pending', 'own', $5, $6, $7)
    ON CONFLICT (tenant_id, host) DO UPDATE SET kind = $4, state = 'pending', token = $5, token_expires_at = $6,
      verified_at = NULL, checked_at = NULL, failing_since = NULL, released_at = NULL, seen = NULL,
      change = nextval('tenant_host_change')
    WHERE tenant_host.origin = 'own' AND tenant_host.state IN ('released', 'pending')
    RETURNING id`,
};
/** Everything that a look at DNS may change. */
export const HOST_CHECKED = {
  name: 'host_checked',
  text: `UPDATE tenant_host SET state = $3, seen = $4, checked_at = $5, failing_since = $6,
      verified_at = CASE WHEN $3 IN ('verified', 'active') THEN coalesce(verified_at, $5) ELSE verified_at END,
      change = nextval('tenant_host_change')
    WHERE tenant_id = $1 AND id = $2`,
};
/** The tombstone: the name stays, what proved it goes. */
export const HOST_RELEASED = {
  name: 'host_released',
  text: `UPDATE tenant_host SET state = 'released', token = NULL, token_expires_at = NULL, seen = NULL, failing_since = NULL,
      verified_at = NULL, released_at = $3, change = nextval('tenant_host_change')
    WHERE tenant_id = $1 AND id = $2`,
};
export const NOTIFY = { name: 'host_notify', text: 'SELECT pg_notify($1, $2)' };

const SENDER = `id, domain, state, selector, public_key, verified_at, checked_at, failing_since, seen`;

export const SENDERS = {
  name: 'senders_of_label',
  text: `SELECT ${SENDER} FROM sender_domain WHERE tenant_id = $1 AND state <> 'released' ORDER BY created_at, id`,
};
export const SENDER_BY_ID = {
  name: 'sender_by_id',
  text: `SELECT ${SENDER} FROM sender_domain WHERE tenant_id = $1 AND id = $2`,
};
export const SENDER_LOCKED = {
  name: 'sender_locked',
  text: `SELECT ${SENDER} FROM sender_domain WHERE tenant_id = $1 AND id = $2 FOR UPDATE`,
};
/** The one that signs: the newest that is verified. */
export const SENDER_IN_USE = {
  name: 'sender_in_use',
  text: `SELECT id, domain, selector, private_key_sealed FROM sender_domain
    WHERE tenant_id = $1 AND state = 'verified' ORDER BY verified_at DESC, id DESC LIMIT 1`,
};
export const SENDER_ADD = {
  name: 'sender_add',
  text: `INSERT INTO sender_domain (tenant_id, id, domain, selector, public_key, private_key_sealed, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant_id, domain) WHERE state <> 'released' DO NOTHING RETURNING id`,
};
export const SENDER_CHECKED = {
  name: 'sender_checked',
  text: `UPDATE sender_domain SET state = $3, seen = $4, checked_at = $5, failing_since = $6,
      verified_at = CASE WHEN $3 = 'verified' THEN coalesce(verified_at, $5) ELSE verified_at END
    WHERE tenant_id = $1 AND id = $2`,
};
export const SENDER_RELEASED = {
  name: 'sender_released',
  text: `UPDATE sender_domain SET state = 'released', private_key_sealed = NULL, seen = NULL, failing_since = NULL, released_at = $3
    WHERE tenant_id = $1 AND id = $2`,
};
