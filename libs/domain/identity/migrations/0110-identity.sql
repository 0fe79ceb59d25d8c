-- People of a label. The same address in two labels is two unrelated accounts.
CREATE TABLE account (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  email text NOT NULL,
  email_norm text NOT NULL,
  name text NOT NULL,
  password_hash text,
  locale text,
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'disabled')),
  last_sign_in_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, email_norm)
);
SELECT app.protect('account');

CREATE TABLE staff_member (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'manager', 'finance', 'viewer')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, account_id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect('staff_member');

-- The buying side: a brand, or an agency with client brands (parent_id names the agency).
CREATE TABLE organization (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL DEFAULT 'brand' CHECK (kind IN ('brand', 'agency')),
  parent_id uuid,
  website text,
  industry text,
  country text,
  description text,
  legal_name text,
  tax_id text,
  billing_address text,
  handles jsonb NOT NULL DEFAULT '{}',
  state text NOT NULL DEFAULT 'invited' CHECK (state IN ('invited', 'active', 'suspended')),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, parent_id) REFERENCES organization (tenant_id, id)
);
SELECT app.protect('organization');
CREATE INDEX organization_name ON organization (tenant_id, name);
CREATE INDEX organization_parent ON organization (tenant_id, parent_id) WHERE parent_id IS NOT NULL;

CREATE TABLE membership (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('admin', 'approver', 'finance', 'member', 'guest')),
  -- A guest is let into this one campaign.
  campaign_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, account_id, organization_id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, organization_id) REFERENCES organization (tenant_id, id)
);
SELECT app.protect('membership');
CREATE INDEX membership_organization ON membership (tenant_id, organization_id);

-- Whom an account speaks for on the influencer side: itself, or those whom it manages.
CREATE TABLE representation (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  account_id uuid NOT NULL,
  influencer_id uuid NOT NULL,
  kind text NOT NULL DEFAULT 'self' CHECK (kind IN ('self', 'manager')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, account_id, influencer_id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect('representation');
CREATE INDEX representation_influencer ON representation (tenant_id, influencer_id);

-- Sessions are bound to one host and one door; only a hash of the secret is kept.
CREATE TABLE session (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  secret_hash text NOT NULL,
  account_id uuid NOT NULL,
  host text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('cookie', 'bearer')),
  -- What the browser says it is, so that its owner knows it in the list of sessions.
  agent text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, secret_hash),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect('session');
CREATE INDEX session_account ON session (tenant_id, account_id);

-- Links that were mailed: sign-in, reset, invitation. Used once, by a button and not by the link itself. A row without
-- a hash is a wish for a link that a job has yet to judge; nobody can tell from outside whether one was sent.
CREATE TABLE mailed_token (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('signIn', 'reset', 'invitation')),
  secret_hash text,
  email text NOT NULL,
  email_norm text NOT NULL,
  name text NOT NULL DEFAULT '',
  account_id uuid,
  -- For an invitation, what accepting it gives: {staffRole} | {organizationId, memberRole, campaignId?} | {influencerId}.
  grants jsonb NOT NULL DEFAULT '{}',
  -- What the mail says besides, and where its link leads in the end.
  details jsonb NOT NULL DEFAULT '{}',
  portal text NOT NULL CHECK (portal IN ('brand', 'influencer', 'studio')),
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, secret_hash)
);
SELECT app.protect('mailed_token');
CREATE INDEX mailed_token_email ON mailed_token (tenant_id, email_norm);
CREATE INDEX mailed_token_open ON mailed_token (tenant_id, kind, created_at DESC) WHERE used_at IS NULL;

-- Attempts per key (hashed address or address of the network) and window, counted in the database so that every
-- process counts together.
CREATE TABLE throttle (
  tenant_id uuid NOT NULL,
  key text NOT NULL,
  window_start timestamptz NOT NULL,
  attempts integer NOT NULL,
  PRIMARY KEY (tenant_id, key)
);
SELECT app.protect('throttle');
