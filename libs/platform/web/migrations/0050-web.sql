-- Answers to requests that carried an idempotency key: the same request again gives the same answer, once.
CREATE TABLE idempotency (
  tenant_id uuid NOT NULL,
  actor text NOT NULL,
  key text NOT NULL,
  body_hash text NOT NULL,
  answer jsonb,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, actor, key)
);
SELECT app.protect('idempotency');
CREATE INDEX idempotency_age ON idempotency (created_at);
