-- Answers to requests that carried an idempotency key: the same request again gives the same answer, once. Answers are
-- sealed and bodies kept as a keyed mark, since both may hold secrets; without an answer the work is still under way.
CREATE TABLE idempotency (
  tenant_id uuid NOT NULL,
  actor text NOT NULL,
  key text NOT NULL,
  body_hash text NOT NULL,
  answer text,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, actor, key)
);
SELECT app.protect('idempotency');
CREATE INDEX idempotency_age ON idempotency (created_at);
