const WHERE = `tenant_id = $1 AND ($2::text IS NULL OR state = $2) AND ($3::text IS NULL OR template = $3)
  AND ($4::text IS NULL OR to_norm = $4) AND ($5::text IS NULL OR thread = $5)`;

export const LIST = {
  name: 'mail.list',
  text: `SELECT id, template, to_address AS "toAddress", subject, state, error_code AS "errorCode", thread,
      actor_id AS "actorId", created_at AS "createdAt", sent_at AS "sentAt"
    FROM mail_message WHERE ${WHERE} AND ($6::uuid IS NULL OR id < $6::uuid)
    ORDER BY id DESC LIMIT $7`,
};

export const COUNT = {
  name: 'mail.count',
  text: `SELECT count(*) AS count FROM mail_message WHERE ${WHERE}`,
};
