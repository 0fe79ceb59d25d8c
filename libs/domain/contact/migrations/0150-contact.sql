-- Conversations about something (a collaboration), between a brand, an influencer and the label's staff.
CREATE TABLE thread (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  subject_kind text NOT NULL,
  subject_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  influencer_id uuid NOT NULL,
  -- Guests of one campaign see its threads only.
  campaign_id uuid,
  title text NOT NULL,
  last_message_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, subject_kind, subject_id)
);
SELECT app.protect('thread');
CREATE INDEX thread_organization ON thread (tenant_id, organization_id, last_message_at DESC);
CREATE INDEX thread_influencer ON thread (tenant_id, influencer_id, last_message_at DESC);
CREATE INDEX thread_campaign ON thread (tenant_id, campaign_id);

CREATE TABLE message (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  thread_id uuid NOT NULL,
  author_id uuid,
  author_name text NOT NULL,
  side text NOT NULL CHECK (side IN ('brand', 'influencer', 'staff', 'system')),
  body text NOT NULL,
  file_ids uuid[] NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, thread_id) REFERENCES thread (tenant_id, id)
);
SELECT app.protect('message', 'SELECT, INSERT');
CREATE INDEX message_thread ON message (tenant_id, thread_id, id);

CREATE TABLE thread_read (
  tenant_id uuid NOT NULL,
  thread_id uuid NOT NULL,
  account_id uuid NOT NULL,
  read_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, thread_id, account_id),
  FOREIGN KEY (tenant_id, thread_id) REFERENCES thread (tenant_id, id)
);
SELECT app.protect('thread_read');

-- When somebody was last told by mail of what they have not read: at most once in ten minutes per thread.
CREATE TABLE thread_mail (
  tenant_id uuid NOT NULL,
  thread_id uuid NOT NULL,
  address_norm text NOT NULL,
  mailed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, thread_id, address_norm),
  FOREIGN KEY (tenant_id, thread_id) REFERENCES thread (tenant_id, id)
);
SELECT app.protect('thread_mail');
