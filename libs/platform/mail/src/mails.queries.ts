const WHERE = `tenant_id = $1 AND ($2::text IS NULL OR state = $2) AND ($3::text IS NULL OR template = $3)
  AND ($4::text IS NULL OR to_norm = $4) AND ($5::text IS NULL OR thread = $5) AND ($6::text IS NULL OR kind = $6)
  AND ($7::text IS NULL OR strpos(lower(to_name), lower($7)) > 0 OR ($8 AND strpos(to_norm, lower($7)) > 0))`;

export const LIST = {
  name: 'mail.list',
  text: `SELECT id, template, kind, to_name AS "toName", to_address AS "toAddress", subject, state,
      error_code AS "errorCode", thread, actor_id AS "actorId", created_at AS "createdAt", sent_at AS "sentAt"
    FROM mail_message WHERE ${WHERE} AND ($9::uuid IS NULL OR id < $9::uuid)
    ORDER BY id DESC LIMIT $10`,
};

export const COUNT = {
  name: 'mail.count',
  text: `SELECT count(*) AS count FROM mail_message WHERE ${WHERE}`,
};

/** Why an address must not get a mail of this kind now; the weightier reason first. */
export const OBSTACLE = {
  name: 'mail.obstacle',
  text: `SELECT reason FROM (
      SELECT reason FROM mail_suppression WHERE tenant_id = $1 AND address_norm = $2
        AND ($3 <> 'account' OR reason <> 'complaint')
      UNION ALL SELECT 'preference' FROM mail_refusal WHERE tenant_id = $1 AND address_norm = $2 AND kind = $3
    ) AS found ORDER BY reason LIMIT 1`,
};

/** A mail that waits, and why its addressee must not get it now, in one question: it is asked for every mail. */
export const TO_SEND = {
  name: 'mail.toSend',
  text: `SELECT m.id, template, kind, locale, data, to_name AS "toName", to_address AS "toAddress", to_norm AS "toNorm",
      reply_to AS "replyTo", automatic, thread, unsubscribe_token AS "unsubscribeToken",
      bounce_token AS "bounceToken", subject, message_id AS "messageId", coalesce(
        (SELECT min(reason) FROM mail_suppression s WHERE s.tenant_id = $1 AND s.address_norm = m.to_norm
          AND (m.kind <> 'account' OR s.reason <> 'complaint')),
        (SELECT 'preference' FROM mail_refusal f WHERE f.tenant_id = $1 AND f.address_norm = m.to_norm
          AND f.kind = m.kind)) AS obstacle
    FROM mail_message m WHERE m.tenant_id = $1 AND m.id = $2 AND m.state = 'queued'`,
};

/** A mail's end, once: nothing changes a mail that another run has ended. Keeps what it said, where it said anything. */
export const CLOSE = {
  name: 'mail.close',
  text: `WITH closed AS (UPDATE mail_message SET state = $3, error_code = $4, subject = coalesce($5, subject),
      message_id = coalesce($6, message_id), sent_at = coalesce($7, sent_at), data = NULL,
      steps = steps || $8::jsonb
    WHERE tenant_id = $1 AND id = $2 AND state = 'queued' RETURNING id)
    INSERT INTO mail_rendering (tenant_id, id, from_name, from_address, reply_to, html, text, cut, created_at)
    SELECT $1, id, $9, $10, $11, $12, $13, $14, $15 FROM closed WHERE $12::text IS NOT NULL
    ON CONFLICT (tenant_id, id) DO NOTHING`,
};

export const ADD_STEP = {
  name: 'mail.step',
  text: `UPDATE mail_message SET steps = steps || $3::jsonb, message_id = coalesce($4, message_id)
    WHERE tenant_id = $1 AND id = $2`,
};

/** Bounced or complained; a complaint weighs more, and a second report of the same changes nothing. */
export const RETURNED = {
  name: 'mail.returned',
  text: `UPDATE mail_message SET state = $3, error_code = $4, returned_at = $5, data = NULL, steps = steps || $6::jsonb
    WHERE tenant_id = $1 AND id = $2
      AND (state IN ('queued', 'sent') OR (state = 'bounced' AND $3 = 'complained')) RETURNING id`,
};

export const SOFT_BOUNCES = {
  name: 'mail.softBounces',
  text: `SELECT count(*) AS count FROM mail_message WHERE tenant_id = $1 AND to_norm = $2 AND state = 'bounced'
    AND error_code LIKE 'soft%' AND returned_at > $3`,
};

export const RESEND = {
  name: 'mail.resend',
  text: `UPDATE mail_message m SET state = 'queued', error_code = NULL, returned_at = NULL, steps = steps || $3::jsonb
    WHERE tenant_id = $1 AND id = $2 AND state IN ('sent', 'bounced', 'failed')
      AND EXISTS (SELECT FROM mail_rendering r WHERE r.tenant_id = $1 AND r.id = $2 AND NOT r.cut) RETURNING id`,
};

export const SUPPRESS = {
  name: 'mail.suppress',
  text: `INSERT INTO mail_suppression (tenant_id, id, address_norm, reason, created_at)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant_id, address_norm, reason) DO NOTHING`,
};

export const REFUSE = {
  name: 'mail.refuse',
  text: `INSERT INTO mail_refusal (tenant_id, id, address_norm, kind, created_at)
    VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant_id, address_norm, kind) DO NOTHING`,
};

export const KEEP_KEY = {
  name: 'mail.keepKey',
  text: `INSERT INTO mail_signing_key (tenant_id, id, domain, selector, public_key, private_key_sealed, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (tenant_id, domain) DO NOTHING`,
};

/** Across labels: of the mail that a bounce is about, only where it lies. */
export const BY_BOUNCE_TOKEN = {
  name: 'mail.byBounceToken',
  text: 'SELECT tenant_id AS "tenantId", id FROM mail_message WHERE bounce_token = $1',
};

export const NEUTRAL_KEYS = {
  name: 'mail.neutralKeys',
  text: 'SELECT domain, selector, public_key AS "publicKey" FROM mail_signing_key ORDER BY domain',
};

/** Of each template the newest mail that is kept as it was sent. */
export const NEWEST_RENDERED = {
  name: 'mail.newestRendered',
  text: `SELECT DISTINCT ON (m.template, m.locale) m.id FROM mail_message m
    JOIN mail_rendering r ON r.tenant_id = m.tenant_id AND r.id = m.id
    WHERE m.tenant_id = $1 ORDER BY m.template, m.locale, m.id DESC`,
};

/** Across labels: so many of those that were kept before then. */
export const FORGET_RENDERINGS = {
  name: 'mail.forgetRenderings',
  text: `DELETE FROM mail_rendering WHERE (tenant_id, id) IN
      (SELECT tenant_id, id FROM mail_rendering WHERE created_at < $1 ORDER BY created_at LIMIT $2)
    RETURNING 1 AS done`,
};
