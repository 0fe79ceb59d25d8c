-- Labels. The row is the platform's; the runtime may read its own label's.
CREATE TABLE tenant (
  id uuid PRIMARY KEY,
  key text NOT NULL UNIQUE CHECK (key ~ '^[a-z][a-z0-9-]{1,40}$'),
  name text NOT NULL,
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended')),
  -- What the tenants file says, as applied, and what the studio changed since; the studio's wins where it may.
  file_config jsonb NOT NULL,
  studio_config jsonb NOT NULL DEFAULT '{}',
  revision integer NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;
CREATE POLICY label ON tenant FOR SELECT TO app_runtime USING (id = app.tenant());
CREATE POLICY platform ON tenant TO app_platform USING (true) WITH CHECK (true);
GRANT SELECT ON tenant TO app_runtime;
GRANT SELECT, INSERT, UPDATE ON tenant TO app_platform;

CREATE TABLE tenant_host (
  host text PRIMARY KEY CHECK (host = lower(host)),
  tenant_id uuid NOT NULL REFERENCES tenant (id),
  kind text NOT NULL CHECK (kind IN ('brand', 'influencer', 'studio', 'edge')),
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('pending', 'verified', 'active', 'suspended', 'released')),
  created_at timestamptz NOT NULL DEFAULT now()
);
SELECT app.protect('tenant_host', 'SELECT');
CREATE INDEX tenant_host_label ON tenant_host (tenant_id);
