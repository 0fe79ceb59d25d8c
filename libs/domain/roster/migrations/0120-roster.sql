-- Influencers: a profile may exist before its person does. Rates are parts per million: whole numbers compare
-- under a policy's index, numerics do not.
CREATE TABLE influencer (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  display_name text NOT NULL,
  email text,
  email_norm text,
  country text,
  language text,
  city text,
  gender text,
  bio text,
  topics text[] NOT NULL DEFAULT '{}',
  visibility text NOT NULL DEFAULT 'shared' CHECK (visibility IN ('shared', 'private')),
  -- Where the data came from and on which ground it is kept (Article 14 GDPR).
  source text NOT NULL DEFAULT 'staff',
  legal_basis text NOT NULL DEFAULT 'legitimate_interest',
  claimed_at timestamptz,
  -- The strongest channel, kept here so that a search sorts on one row.
  top_platform text,
  top_handle text,
  top_followers bigint,
  top_engagement_ppm bigint,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);
SELECT app.protect('influencer');
CREATE INDEX influencer_followers ON influencer (tenant_id, top_followers DESC NULLS LAST, id DESC);
CREATE INDEX influencer_email ON influencer (tenant_id, email_norm);

CREATE TABLE influencer_channel (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  influencer_id uuid NOT NULL,
  platform text NOT NULL,
  handle text NOT NULL,
  handle_norm text NOT NULL,
  profile_url text,
  followers bigint,
  engagement_ppm bigint,
  avg_likes bigint,
  avg_views bigint,
  avg_comments bigint,
  avg_shares bigint,
  posts bigint,
  total_likes bigint,
  total_views bigint,
  influence_score integer,
  observed_at timestamptz NOT NULL DEFAULT now(),
  source text NOT NULL DEFAULT 'import',
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, platform, handle_norm),
  FOREIGN KEY (tenant_id, influencer_id) REFERENCES influencer (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect('influencer_channel');
CREATE INDEX influencer_channel_owner ON influencer_channel (tenant_id, influencer_id);

CREATE TABLE roster_import (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  file_id uuid,
  filename text NOT NULL,
  state text NOT NULL DEFAULT 'mapping' CHECK (state IN ('mapping', 'queued', 'running', 'done', 'failed')),
  mapping jsonb NOT NULL DEFAULT '[]',
  options jsonb NOT NULL DEFAULT '{}',
  rows integer NOT NULL DEFAULT 0,
  created integer NOT NULL DEFAULT 0,
  updated integer NOT NULL DEFAULT 0,
  duplicates integer NOT NULL DEFAULT 0,
  rejected integer NOT NULL DEFAULT 0,
  done_bytes bigint NOT NULL DEFAULT 0,
  total_bytes bigint NOT NULL DEFAULT 0,
  error text,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
SELECT app.protect('roster_import');

-- A batch is committed with its number, so that an import that was killed resumes behind the last one.
CREATE TABLE roster_import_batch (
  tenant_id uuid NOT NULL,
  import_id uuid NOT NULL,
  batch integer NOT NULL,
  PRIMARY KEY (tenant_id, import_id, batch),
  FOREIGN KEY (tenant_id, import_id) REFERENCES roster_import (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect('roster_import_batch');

CREATE TABLE roster_import_rejection (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  import_id uuid NOT NULL,
  row_number integer NOT NULL,
  column_name text NOT NULL,
  value text NOT NULL,
  reason text NOT NULL,
  message text NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, import_id) REFERENCES roster_import (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect('roster_import_rejection');
CREATE INDEX roster_import_rejection_row ON roster_import_rejection (tenant_id, import_id, row_number);
