-- A tracked address on the label's edge host; it redirects and counts.
CREATE TABLE tracked_link (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  slug text NOT NULL CHECK (slug ~ '^[a-z0-9-]{4,40}$'),
  campaign_id uuid NOT NULL,
  collaboration_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  influencer_id uuid NOT NULL,
  target_url text NOT NULL,
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'ended')),
  active_from timestamptz,
  active_to timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, slug),
  UNIQUE (tenant_id, collaboration_id),
  FOREIGN KEY (tenant_id, collaboration_id) REFERENCES collaboration (tenant_id, id)
);
SELECT app.protect('tracked_link');
CREATE INDEX tracked_link_campaign ON tracked_link (tenant_id, campaign_id);
