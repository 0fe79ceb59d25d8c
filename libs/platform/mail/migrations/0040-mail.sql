-- Every mail a label sends. `data` is what the template is filled with; it may hold a sign-in link, so it is dropped as
-- soon as the mail is out (or will not go out). `steps` is what happened to it, the oldest first.
CREATE TABLE mail_message (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  template text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('account', 'messages', 'invitations', 'campaigns', 'content', 'money', 'digests')),
  locale text NOT NULL,
  data jsonb,
  to_name text NOT NULL DEFAULT '',
  to_address text NOT NULL,
  to_norm text NOT NULL,
  reply_to text,
  automatic boolean NOT NULL,
  thread text,
  unsubscribe_token text,
  bounce_token text NOT NULL,
  subject text,
  message_id text,
  state text NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'sent', 'bounced', 'complained', 'failed', 'suppressed')),
  error_code text,
  steps jsonb NOT NULL DEFAULT '[]',
  actor_id uuid,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  returned_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, unsubscribe_token),
  UNIQUE (tenant_id, bounce_token),
  CHECK (state <> 'sent' OR sent_at IS NOT NULL),
  CHECK ((state IN ('bounced', 'complained')) = (returned_at IS NOT NULL)),
  CHECK (state = 'queued' OR data IS NULL)
);
CREATE INDEX mail_message_to ON mail_message (tenant_id, to_norm, id DESC);
CREATE INDEX mail_message_thread ON mail_message (tenant_id, thread, id DESC) WHERE thread IS NOT NULL;
-- A report of a bounce tells no label, only this.
CREATE INDEX mail_message_bounce ON mail_message (bounce_token);
SELECT app.protect('mail_message', 'SELECT, INSERT, UPDATE');

-- A mail as it was sent, to be shown, and sent again where nothing was cut out of it: what lets somebody in is.
CREATE TABLE mail_rendering (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  from_name text NOT NULL,
  from_address text NOT NULL,
  reply_to text,
  html text NOT NULL,
  text text NOT NULL,
  cut boolean NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, id) REFERENCES mail_message (tenant_id, id) ON DELETE CASCADE
);
-- What is kept too long is found by its age.
CREATE INDEX mail_rendering_age ON mail_rendering (created_at);
SELECT app.protect('mail_rendering');

-- Addresses that a label must not write to any more.
CREATE TABLE mail_suppression (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  address_norm text NOT NULL,
  reason text NOT NULL CHECK (reason IN ('bounce', 'complaint', 'staff')),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, address_norm, reason)
);
SELECT app.protect('mail_suppression');

-- Kinds of mail that somebody does not want; what is not here is wanted.
CREATE TABLE mail_refusal (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  address_norm text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('messages', 'invitations', 'campaigns', 'content', 'money', 'digests')),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, address_norm, kind)
);
SELECT app.protect('mail_refusal');

-- What signs mail of a label's neutral sender; sealed, made at first use.
CREATE TABLE mail_signing_key (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  domain text NOT NULL,
  selector text NOT NULL,
  public_key text NOT NULL,
  private_key_sealed text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, domain)
);
SELECT app.protect('mail_signing_key');
