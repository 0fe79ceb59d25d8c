-- Own hosts: a name may be claimed by several labels until one proves it, and is routed to one label only.
CREATE SEQUENCE tenant_host_change;
GRANT USAGE ON SEQUENCE tenant_host_change TO app_runtime, app_platform;

ALTER TABLE tenant_host DROP CONSTRAINT tenant_host_pkey;
ALTER TABLE tenant_host
  ADD id uuid NOT NULL DEFAULT gen_random_uuid(),
  -- Whose word it is: the operator's, in the tenants file, or the label's own, which DNS has to bear out.
  ADD origin text NOT NULL DEFAULT 'file' CHECK (origin IN ('file', 'own')),
  -- What its TXT record must hold, bound to this label and this name; kept while the host is, to be found again daily.
  ADD token text,
  ADD token_expires_at timestamptz,
  ADD verified_at timestamptz,
  ADD checked_at timestamptz,
  -- Since when the daily look finds it wrong: links lead elsewhere at once, and after a grace it is suspended.
  ADD failing_since timestamptz,
  ADD released_at timestamptz,
  -- What DNS said when it was last asked.
  ADD seen jsonb,
  -- Counts up with every change, so that answers that come late cannot bring back what was.
  ADD change bigint NOT NULL DEFAULT nextval('tenant_host_change'),
  ADD PRIMARY KEY (tenant_id, id),
  ADD UNIQUE (tenant_id, host),
  ADD CHECK (origin = 'own' OR state = 'active'),
  ADD CHECK (state <> 'pending' OR (token IS NOT NULL AND token_expires_at IS NOT NULL));
-- The wall between labels: whoever proves a name first has it, until it is suspended or released.
CREATE UNIQUE INDEX tenant_host_routed ON tenant_host (host) WHERE state IN ('verified', 'active');
DROP INDEX tenant_host_label;
GRANT INSERT, UPDATE ON tenant_host TO app_runtime;

-- Domains that a label sends mail from, each with a key of its own.
CREATE TABLE sender_domain (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  domain text NOT NULL CHECK (domain = lower(domain)),
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'verified', 'suspended', 'released')),
  selector text NOT NULL CHECK (selector ~ '^[a-z0-9]{1,63}$'),
  -- Base64 of the SubjectPublicKeyInfo, as the DKIM record spells it.
  public_key text NOT NULL,
  -- PKCS #8 PEM, sealed; forgotten when the domain is released.
  private_key_sealed text,
  verified_at timestamptz,
  checked_at timestamptz,
  failing_since timestamptz,
  released_at timestamptz,
  seen jsonb,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK ((private_key_sealed IS NULL) = (state = 'released'))
);
SELECT app.protect('sender_domain', 'SELECT, INSERT, UPDATE');
CREATE UNIQUE INDEX sender_domain_once ON sender_domain (tenant_id, domain) WHERE state <> 'released';
