/** Statements of releases, drafts and schedules; $1 is always the label. */
export const LOCK = {
  name: 'look_lock',
  text: `SELECT pg_advisory_xact_lock(hashtextextended('look ' || $1::text, 0))`,
};

const RELEASE = `r.id, r.number, r.theme, r.theme_version AS "themeVersion", r.owned, r.origin, r.origin_number AS "originNumber",
  r.why, r.made_by_name AS "madeByName", r.released_at AS "releasedAt", r.changes`;

export const CURRENT = {
  name: 'look_current',
  text: `SELECT ${RELEASE}, r.content, r.served FROM look_current c JOIN look_release r ON r.tenant_id = $1 AND r.id = c.release_id
    WHERE c.tenant_id = $1`,
};

export const ONE = {
  name: 'look_release',
  text: `SELECT ${RELEASE}, r.content, r.served FROM look_release r WHERE r.tenant_id = $1 AND r.number = $2`,
};

export const BY_ID = {
  name: 'look_release_by_id',
  text: `SELECT ${RELEASE}, r.content, r.served FROM look_release r WHERE r.tenant_id = $1 AND r.id = $2`,
};

export const LIST = {
  name: 'look_releases',
  text: `SELECT ${RELEASE} FROM look_release r WHERE r.tenant_id = $1 AND ($2::int IS NULL OR r.number < $2)
    ORDER BY r.number DESC LIMIT $3`,
};

export const INSERT = {
  name: 'look_release_insert',
  text: `INSERT INTO look_release (tenant_id, id, number, theme, theme_version, content, served, owned, sheet, changes, origin,
      origin_number, why, made_by, made_by_name, released_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
};

export const POINT = {
  name: 'look_current_set',
  text: `INSERT INTO look_current (tenant_id, release_id, number) VALUES ($1, $2, $3)
    ON CONFLICT (tenant_id) DO UPDATE SET release_id = $2, number = $3`,
};

export const NOTIFY = { name: 'look_notify', text: 'SELECT pg_notify($2, $1::text)' };

export const LEGAL_LATEST = {
  name: 'legal_latest',
  text: `SELECT DISTINCT ON (kind) kind, version, texts, must_accept AS "mustAccept" FROM legal_version
    WHERE tenant_id = $1 ORDER BY kind, version DESC`,
};

export const LEGAL_INSERT = {
  name: 'legal_insert',
  text: `INSERT INTO legal_version (tenant_id, kind, version, texts, must_accept, published_at) VALUES ($1, $2, $3, $4, $5, $6)`,
};

export const STEPS = {
  name: 'look_steps',
  text: `SELECT d.position, s.seq, s.touched, s.made_by AS "madeBy", s.made_by_name AS "madeByName", s.made_at AS "madeAt",
      (CASE WHEN s.seq = d.position THEN s.content END) AS content
    FROM look_draft d JOIN look_step s ON s.tenant_id = $1 WHERE d.tenant_id = $1 ORDER BY s.seq`,
};

export const DRAFT_OPEN = {
  name: 'look_draft_open',
  text: `INSERT INTO look_draft (tenant_id, position) VALUES ($1, $2) ON CONFLICT (tenant_id) DO UPDATE SET position = $2`,
};

export const DRAFT_DROP = { name: 'look_draft_drop', text: 'DELETE FROM look_draft WHERE tenant_id = $1' };

export const STEPS_CUT = {
  name: 'look_steps_cut',
  text: 'DELETE FROM look_step WHERE tenant_id = $1 AND (seq > $2 OR seq < $2 - $3::int)',
};

export const STEP_PUT = {
  name: 'look_step_put',
  text: `INSERT INTO look_step (tenant_id, seq, content, touched, made_by, made_by_name, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (tenant_id, seq) DO UPDATE SET content = $3, touched = $4, made_by = $5, made_by_name = $6, made_at = $7`,
};

export const SCHEDULE_PUT = {
  name: 'look_schedule_put',
  text: `INSERT INTO look_schedule (tenant_id, id, content, why, publish_at, made_by, made_by_name, made_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
};

export const SCHEDULE_WAITING = {
  name: 'look_schedule_waiting',
  text: `SELECT id, content, why, publish_at AS "publishAt", made_by AS "madeBy", made_by_name AS "madeByName"
    FROM look_schedule WHERE tenant_id = $1 AND state = 'waiting' AND ($2::uuid IS NULL OR id = $2) FOR UPDATE`,
};

export const SCHEDULE_READ = {
  name: 'look_schedule_read',
  text: `SELECT id, state, why, publish_at AS "publishAt", made_by_name AS "madeByName", fault FROM look_schedule
    WHERE tenant_id = $1 AND state IN ('waiting', 'failed') ORDER BY made_at DESC LIMIT 1`,
};

export const SCHEDULE_END = {
  name: 'look_schedule_end',
  text: `UPDATE look_schedule SET state = $3, fault = $4 WHERE tenant_id = $1 AND id = $2 AND state = 'waiting'`,
};
