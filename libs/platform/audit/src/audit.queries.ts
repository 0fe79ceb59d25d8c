export const RECORD = {
  name: 'audit.record',
  text: 'SELECT app.audit($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb)',
};

const COLUMNS = `id, seq, at, actor_kind AS "actorKind", actor_id AS "actorId", for_id AS "forId", action, subject,
  subject_id AS "subjectId", details, hash`;

/** What a list can be narrowed by: the condition of each, on the placeholder of its value. */
const CONDITIONS = {
  action: (at: string) => `action = ${at}`,
  subject: (at: string) => `subject = ${at}`,
  subjectId: (at: string) => `subject_id = ${at}`,
  /** Whoever did it, and whoever it was done for. */
  personIds: (at: string) => `(actor_id = ANY(${at}::uuid[]) OR for_id = ANY(${at}::uuid[]))`,
  from: (at: string) => `at >= ${at}`,
  until: (at: string) => `at < ${at}`,
} as const;

export type AuditFilter = {
  readonly [key in keyof typeof CONDITIONS]?: key extends 'from' | 'until'
    ? Date
    : key extends 'personIds'
      ? readonly string[]
      : string;
};

/** $1 the label, then what is given of the filter; a statement of its own for each choice, so that its index is used. */
function narrowed(filter: AuditFilter): { name: string; where: string; values: unknown[] } {
  const given = (Object.keys(CONDITIONS) as (keyof AuditFilter)[]).filter((key) => filter[key] !== undefined);
  const conditions = given.map((key, index) => CONDITIONS[key](`$${index + 2}`));
  return {
    name: given.join('_'),
    where: ['tenant_id = $1', ...conditions].join(' AND '),
    values: given.map((key) => filter[key]),
  };
}

/** The newest first. What is not committed yet has no number, and comes before all. */
export function listStatement(tenantId: string, filter: AuditFilter, before: string | null, limit: number) {
  const { name, where, values } = narrowed(filter);
  const next = values.length + 2;
  const page = before === null ? '' : ` AND seq < $${next + 1}::bigint`;
  return {
    name: `audit.list.${name}${page && '.page'}`,
    text: `SELECT ${COLUMNS} FROM audit_entry WHERE ${where}${page}
      ORDER BY seq DESC NULLS FIRST, id DESC LIMIT $${next}`,
    values: [tenantId, ...values, limit, ...(before === null ? [] : [before])],
  };
}

/** How many there are, counted no further than to `limit`. */
export function countStatement(tenantId: string, filter: AuditFilter, limit: number) {
  const { name, where, values } = narrowed(filter);
  return {
    name: `audit.count.${name}`,
    text: `SELECT count(*)::int AS n FROM (SELECT FROM audit_entry WHERE ${where} LIMIT $${values.length + 2}) AS found`,
    values: [tenantId, ...values, limit],
  };
}

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
