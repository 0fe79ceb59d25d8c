export const RECORD = {
  name: 'audit.record',
  text: 'SELECT app.audit($1, $2, $3, $4, $5, $6, $7, $8::jsonb)',
};

const COLUMNS = `id, seq, at, actor_kind AS "actorKind", actor_id AS "actorId", action, subject,
  subject_id AS "subjectId", details`;

export const LIST = {
  name: 'audit.list',
  text: `SELECT ${COLUMNS} FROM audit_entry
    WHERE tenant_id = $1 AND ($2::bigint IS NULL OR seq < $2::bigint)
      AND ($3::text IS NULL OR action = $3) AND ($4::text IS NULL OR subject = $4)
      AND ($5::uuid IS NULL OR subject_id = $5) AND ($6::uuid IS NULL OR actor_id = $6)
      AND ($7::timestamptz IS NULL OR at >= $7) AND ($8::timestamptz IS NULL OR at < $8)
    ORDER BY seq DESC NULLS FIRST, id DESC LIMIT $9`,
};

/** The links after number $2, whose hash is $3, each with the hash that follows from the one before it. */
export const CHAIN = {
  name: 'audit.chain',
  text: `SELECT id, seq, hash, prev_hash AS "prevHash", app.audit_hash(entry, seq, before) AS expected
    FROM (SELECT *, coalesce(lag(hash) OVER (ORDER BY seq), $3) AS before
      FROM (SELECT id, seq, hash, prev_hash, e AS entry FROM audit_entry e
        WHERE tenant_id = $1 AND seq > $2::bigint ORDER BY seq LIMIT $4) batch) links
    ORDER BY seq`,
};

/** An entry that was committed without becoming a link. */
export const UNCHAINED = {
  name: 'audit.unchained',
  text: 'SELECT id FROM audit_entry WHERE tenant_id = $1 AND seq IS NULL LIMIT 1',
};
