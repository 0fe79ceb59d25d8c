-- Every mail a label sends, and the addresses it must not write to any more. `data` is what the template is filled
-- with; it may hold a sign-in link, so it is dropped as soon as the mail is out (or will not go out).
CREATE TABLE mail_message (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  template text NOT NULL,
  locale text NOT NULL,
  data jsonb,
  to_name text NOT NULL DEFAULT '',
  to_address text NOT NULL,
  to_norm text NOT NULL,
  reply_to text,
  bulk boolean NOT NULL,
  automatic boolean NOT NULL,
  thread text,
  unsubscribe_token text,
  subject text,
  message_id text,
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed', 'suppressed')),
  error_code text,
  actor_id uuid,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, unsubscribe_token),
  CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
  CHECK (state = 'queued' OR data IS NULL)
);
CREATE INDEX mail_message_to ON mail_message (tenant_id, to_norm, id DESC);
CREATE INDEX mail_message_thread ON mail_message (tenant_id, thread, id DESC) WHERE thread IS NOT NULL;
SELECT app.protect('mail_message', 'SELECT, INSERT, UPDATE');

CREATE TABLE mail_suppression (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  address_norm text NOT NULL,
  reason text NOT NULL CHECK (reason IN ('bounce', 'complaint', 'unsubscribe', 'staff')),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, address_norm, reason)
);
SELECT app.protect('mail_suppression');
