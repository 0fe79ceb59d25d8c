-- Clicks, each valid or not with one reason code. No address is kept: `visitor` is an HMAC under the day's salt.
CREATE TABLE click (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  link_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  at timestamptz NOT NULL,
  visitor text NOT NULL,
  valid boolean NOT NULL,
  reason text,
  rules_version integer NOT NULL,
  -- What the rules looked at, so that they can be replayed: see click-rules.ts. Emptied by the retention job.
  facts jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, id)
);
SELECT app.protect('click', 'SELECT, INSERT');
CREATE INDEX click_link ON click (tenant_id, link_id, at);
CREATE INDEX click_campaign ON click (tenant_id, campaign_id, at);
CREATE INDEX click_kept ON click (at) WHERE visitor <> '';

-- Servers keep links in memory: a change is told to all of them when it commits.
CREATE FUNCTION app.announce_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('tracked_link', NEW.tenant_id || '/' || NEW.slug);
  IF TG_OP = 'UPDATE' AND OLD.slug <> NEW.slug THEN
    PERFORM pg_notify('tracked_link', OLD.tenant_id || '/' || OLD.slug);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER announce AFTER INSERT OR UPDATE ON tracked_link FOR EACH ROW EXECUTE FUNCTION app.announce_link();

-- One row a visitor (of one day) and link: its lock puts the clicks of one visitor in an order. `last_id` is the
-- visitor's last click, `counted_at` when one of theirs was last valid.
CREATE TABLE click_visitor (
  tenant_id uuid NOT NULL,
  link_id uuid NOT NULL,
  visitor text NOT NULL,
  last_id uuid,
  last_at timestamptz NOT NULL,
  counted_at timestamptz,
  PRIMARY KEY (tenant_id, link_id, visitor)
);
SELECT app.protect('click_visitor');
CREATE INDEX click_visitor_age ON click_visitor (last_at);

-- Deleted two days later: from then on nobody can tell which address and agent a visitor was.
CREATE TABLE click_salt (
  tenant_id uuid NOT NULL,
  day date NOT NULL,
  salt text NOT NULL,
  PRIMARY KEY (tenant_id, day)
);
SELECT app.protect('click_salt');

-- One observed figure with its provenance; appended, never overwritten.
CREATE TABLE observation (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  deliverable_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  influencer_id uuid NOT NULL,
  metric text NOT NULL CHECK (metric IN ('views', 'impressions', 'reach', 'likes', 'comments', 'shares', 'saves', 'conversions')),
  -- NULL is "hidden": the platform does not show it. What was never observed has no row. The raw value is kept even
  -- where it cannot be (`flags` say so); formulas pass over a negative one.
  value bigint,
  flags text[] NOT NULL DEFAULT '{}',
  source text NOT NULL CHECK (source IN ('platform', 'creator', 'upload', 'estimate')),
  proof_file_id uuid,
  captured_at timestamptz NOT NULL,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);
SELECT app.protect('observation', 'SELECT, INSERT');
CREATE INDEX observation_campaign ON observation (tenant_id, campaign_id, deliverable_id, metric, captured_at DESC);

CREATE TABLE report_share (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  secret_hash text NOT NULL,
  -- Whether the page that it opens shows what was paid.
  prices boolean NOT NULL DEFAULT false,
  note text NOT NULL DEFAULT '',
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, secret_hash)
);
SELECT app.protect('report_share');
CREATE INDEX report_share_campaign ON report_share (tenant_id, campaign_id, id DESC);

-- A PDF that is being made, or was.
CREATE TABLE report_document (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed')),
  locale text NOT NULL,
  as_of timestamptz NOT NULL,
  file_id uuid,
  error text,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
SELECT app.protect('report_document');
CREATE INDEX report_document_campaign ON report_document (tenant_id, campaign_id, id DESC);
