CREATE TABLE campaign (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  name text NOT NULL,
  state text NOT NULL DEFAULT 'draft'
    CHECK (state IN ('draft', 'submitted', 'approved', 'funded', 'live', 'paused', 'completed', 'cancelled')),
  objective text NOT NULL DEFAULT 'awareness',
  -- {summary, keyMessages[], dos[], donts[], references[], audience}
  brief jsonb NOT NULL DEFAULT '{}',
  -- Markets choose the disclosure rules: ISO 3166 codes.
  markets text[] NOT NULL DEFAULT '{}',
  hashtags text[] NOT NULL DEFAULT '{}',
  mentions text[] NOT NULL DEFAULT '{}',
  landing_url text,
  draft_due date,
  publish_from date,
  publish_to date,
  usage_rights jsonb NOT NULL DEFAULT '{}',
  revision_cap integer NOT NULL DEFAULT 2,
  kill_fee_percent integer NOT NULL DEFAULT 0 CHECK (kill_fee_percent BETWEEN 0 AND 100),
  payment_terms_days integer NOT NULL DEFAULT 30 CHECK (payment_terms_days BETWEEN 0 AND 180),
  currency text NOT NULL,
  budget_minor bigint NOT NULL DEFAULT 0 CHECK (budget_minor >= 0),
  returned_note text,
  submitted_at timestamptz,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, organization_id) REFERENCES organization (tenant_id, id)
);
SELECT app.protect('campaign');
CREATE INDEX campaign_organization ON campaign (tenant_id, organization_id, id DESC);
CREATE INDEX campaign_state ON campaign (tenant_id, state, id DESC);

CREATE TABLE campaign_deliverable (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  position integer NOT NULL,
  platform text NOT NULL,
  format text NOT NULL,
  quantity integer NOT NULL CHECK (quantity BETWEEN 1 AND 50),
  duration_seconds integer,
  ratio text,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, campaign_id) REFERENCES campaign (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect('campaign_deliverable');
CREATE INDEX campaign_deliverable_owner ON campaign_deliverable (tenant_id, campaign_id, position);

CREATE TABLE campaign_document (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  file_id uuid NOT NULL,
  title text NOT NULL,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, campaign_id) REFERENCES campaign (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect('campaign_document');

-- What happened, in order. `audience` keeps each side's view: all, brand (and staff), influencer (and staff), staff.
CREATE TABLE campaign_event (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  collaboration_id uuid,
  influencer_id uuid,
  kind text NOT NULL,
  audience text NOT NULL DEFAULT 'all' CHECK (audience IN ('all', 'brand', 'influencer', 'staff')),
  actor_id uuid,
  actor_name text NOT NULL DEFAULT '',
  data jsonb NOT NULL DEFAULT '{}',
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, campaign_id) REFERENCES campaign (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect('campaign_event', 'SELECT, INSERT');
CREATE INDEX campaign_event_campaign ON campaign_event (tenant_id, campaign_id, id DESC);

CREATE TABLE collaboration (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  influencer_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'invited' CHECK (state IN ('shortlisted', 'invited', 'applied', 'offered', 'countered',
    'accepted', 'contracted', 'producing', 'delivered', 'completed', 'declined', 'expired', 'withdrawn', 'dropped')),
  -- The standing offer; every version is in `offer`.
  offer_version integer NOT NULL DEFAULT 0,
  currency text NOT NULL,
  net_minor bigint,
  price_minor bigint,
  -- What was written to the influencer when they were invited.
  note text,
  drop_reason text,
  invited_at timestamptz,
  expires_at timestamptz,
  accepted_at timestamptz,
  contracted_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, campaign_id, influencer_id),
  FOREIGN KEY (tenant_id, campaign_id) REFERENCES campaign (tenant_id, id),
  FOREIGN KEY (tenant_id, influencer_id) REFERENCES influencer (tenant_id, id)
);
SELECT app.protect('collaboration');
CREATE INDEX collaboration_influencer ON collaboration (tenant_id, influencer_id, id DESC);
CREATE INDEX collaboration_expiry ON collaboration (tenant_id, expires_at) WHERE state IN ('invited', 'offered', 'countered');
CREATE INDEX collaboration_organization ON collaboration (tenant_id, organization_id, id DESC);

-- Offers are versions and never edited. Net is the influencer's, price the brand's; the waterfall lies between.
CREATE TABLE offer (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  collaboration_id uuid NOT NULL,
  version integer NOT NULL,
  side text NOT NULL CHECK (side IN ('brand', 'influencer', 'staff')),
  net_minor bigint NOT NULL CHECK (net_minor > 0),
  price_minor bigint NOT NULL CHECK (price_minor >= net_minor),
  currency text NOT NULL,
  note text,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, collaboration_id, version),
  FOREIGN KEY (tenant_id, collaboration_id) REFERENCES collaboration (tenant_id, id)
);
SELECT app.protect('offer', 'SELECT, INSERT');

-- Terms as they were signed: the text, its hash, who, when, from where (hashed). Never changed after.
CREATE TABLE contract (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  collaboration_id uuid NOT NULL,
  version integer NOT NULL,
  body text NOT NULL,
  body_sha256 text NOT NULL,
  signed_name text NOT NULL,
  signed_by uuid NOT NULL,
  signed_from text NOT NULL,
  signed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, collaboration_id, version),
  FOREIGN KEY (tenant_id, collaboration_id) REFERENCES collaboration (tenant_id, id)
);
SELECT app.protect('contract', 'SELECT, INSERT');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON contract FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
