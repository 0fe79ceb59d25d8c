-- Influencers: a profile may exist before its person does. Rates are parts per million: whole numbers compare
-- under a policy's index, numerics do not.
CREATE TABLE influencer (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  display_name text NOT NULL,
  email text,
  email_norm text,
  phone text,
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
  -- The strongest channel, kept here so that one row says who this is.
  top_platform text,
  top_handle text,
  top_followers bigint,
  top_engagement_ppm bigint,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);
SELECT app.protect('influencer');
CREATE INDEX influencer_email ON influencer (tenant_id, email_norm);

-- Which platform, country and topics, as one number: channels are counted by it. Of its own making and not the server's
-- hash, which another version of PostgreSQL may change.
CREATE FUNCTION app.channel_kind(platform text, country text, topics text[]) RETURNS bigint
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog AS $$
BEGIN
  RETURN ('x' || left(md5(concat_ws(chr(31), platform, coalesce(country, ''), array_to_string(topics, chr(30)))), 16))::bit(64)::bigint;
END $$;
GRANT EXECUTE ON FUNCTION app.channel_kind(text, text, text[]) TO app_runtime, app_platform;

-- A channel is what people search for: its row carries what a search asks of it and of its influencer.
CREATE TABLE influencer_channel (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  influencer_id uuid NOT NULL,
  platform text NOT NULL,
  handle text NOT NULL,
  handle_norm text NOT NULL,
  -- Made from a name, where a list held no handle.
  handle_derived boolean NOT NULL DEFAULT false,
  profile_url text,
  followers bigint,
  engagement_ppm bigint,
  avg_likes bigint,
  avg_views bigint,
  avg_comments bigint,
  avg_shares bigint,
  avg_engagements bigint,
  new_post_avg_likes bigint,
  posts bigint,
  total_likes bigint,
  total_views bigint,
  list_rank bigint,
  influence_score bigint,
  observed_at timestamptz NOT NULL DEFAULT now(),
  source text NOT NULL DEFAULT 'import' CHECK (source IN ('import', 'staff', 'influencer', 'platform')),
  -- The import that wrote this row last: meeting it again in the same import is a duplicate, not an update.
  import_id uuid,
  -- For search: 0 the influencer's strongest channel, 1 their strongest on its platform, 2 another.
  place smallint NOT NULL DEFAULT 0,
  shared boolean NOT NULL DEFAULT true,
  country text,
  topics text[] NOT NULL DEFAULT '{}',
  -- What is not known comes last in an order; columns of their own, since no index of expressions answers alone.
  by_followers bigint NOT NULL GENERATED ALWAYS AS (coalesce(followers, -1)) STORED,
  by_engagement bigint NOT NULL GENERATED ALWAYS AS (coalesce(engagement_ppm, -1)) STORED,
  kind bigint NOT NULL GENERATED ALWAYS AS (app.channel_kind(platform, country, topics)) STORED,
  sort_name text COLLATE "C" NOT NULL,
  -- Words without accents and case (`searchWords`), so that no dictionary of the server matters.
  search tsvector NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, platform, handle_norm),
  FOREIGN KEY (tenant_id, influencer_id) REFERENCES influencer (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect('influencer_channel');
CREATE INDEX influencer_channel_owner ON influencer_channel (tenant_id, influencer_id);
CREATE INDEX influencer_channel_search ON influencer_channel USING gin (tenant_id, search);
CREATE INDEX influencer_channel_followers ON influencer_channel (tenant_id, by_followers DESC, id DESC)
  INCLUDE (by_engagement, kind, place, shared);
CREATE INDEX influencer_channel_engagement ON influencer_channel (tenant_id, by_engagement DESC, id DESC)
  INCLUDE (by_followers, kind, place, shared);
CREATE INDEX influencer_channel_name ON influencer_channel (tenant_id, sort_name, id);

-- What kinds of channels there are, and how many of each, so that a search can tell without reading them all. Written by
-- triggers alone, in the transaction of the channels themselves.
CREATE TABLE roster_tally (
  tenant_id uuid NOT NULL,
  kind bigint NOT NULL,
  place smallint NOT NULL,
  shared boolean NOT NULL,
  platform text NOT NULL,
  country text,
  topics text[] NOT NULL,
  -- Of any one channel of this kind: the lexemes of its topics are those of all.
  search tsvector NOT NULL,
  n bigint NOT NULL,
  PRIMARY KEY (tenant_id, kind, place, shared)
);
SELECT app.protect('roster_tally', 'SELECT, INSERT, UPDATE');

-- In the order of the key, so that two transactions wait for each other and not in a ring.
CREATE FUNCTION app.tally_channels() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  CASE TG_OP
    WHEN 'INSERT' THEN
      INSERT INTO public.roster_tally AS t
        SELECT tenant_id, kind, place, shared, min(platform), min(country), min(topics), any_value(search), count(*) FROM added
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
        ON CONFLICT (tenant_id, kind, place, shared) DO UPDATE SET n = t.n + excluded.n;
    WHEN 'DELETE' THEN
      INSERT INTO public.roster_tally AS t
        SELECT tenant_id, kind, place, shared, min(platform), min(country), min(topics), any_value(search), -count(*) FROM removed
        GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
        ON CONFLICT (tenant_id, kind, place, shared) DO UPDATE SET n = t.n + excluded.n;
    ELSE
      INSERT INTO public.roster_tally AS t
        SELECT tenant_id, kind, place, shared, min(platform), min(country), min(topics), any_value(search), sum(d)
        FROM (SELECT tenant_id, kind, place, shared, platform, country, topics, search, 1 AS d FROM added
          UNION ALL SELECT tenant_id, kind, place, shared, platform, country, topics, search, -1 FROM removed) AS changed
        GROUP BY 1, 2, 3, 4 HAVING sum(d) <> 0 ORDER BY 1, 2, 3, 4
        ON CONFLICT (tenant_id, kind, place, shared) DO UPDATE SET n = t.n + excluded.n;
  END CASE;
  RETURN NULL;
END $$;
CREATE TRIGGER tally_added AFTER INSERT ON influencer_channel
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.tally_channels();
CREATE TRIGGER tally_removed AFTER DELETE ON influencer_channel
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION app.tally_channels();
CREATE TRIGGER tally_changed AFTER UPDATE ON influencer_channel
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.tally_channels();

CREATE TABLE roster_import (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  -- Nothing where a command read the list from a disk of its own.
  file_id uuid,
  filename text NOT NULL,
  state text NOT NULL DEFAULT 'mapping' CHECK (state IN ('mapping', 'queued', 'running', 'done', 'failed')),
  mapping jsonb NOT NULL DEFAULT '{}',
  -- The first rows as the list has them, for the page where the mapping is corrected.
  preview jsonb NOT NULL DEFAULT '[]',
  -- Counts of a dry run, until the import itself replaces them.
  dry_run boolean NOT NULL DEFAULT false,
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
  started_at timestamptz,
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

-- Rows that did not go in, each with the cell that was wrong. `duplicate`: a handle made from a name that another
-- row of the list has as well; the first was kept, and a person should look at the other.
CREATE TABLE roster_import_rejection (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  import_id uuid NOT NULL,
  row_number integer NOT NULL,
  column_name text NOT NULL,
  value text NOT NULL,
  reason text NOT NULL,
  message text NOT NULL,
  kind text NOT NULL DEFAULT 'rejected' CHECK (kind IN ('rejected', 'duplicate')),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, import_id) REFERENCES roster_import (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect('roster_import_rejection');
CREATE INDEX roster_import_rejection_row ON roster_import_rejection (tenant_id, import_id, row_number, id);

-- Every word of names and topics on the roster, so that a mistyped search finds the nearest.
CREATE TABLE roster_word (
  tenant_id uuid NOT NULL,
  word text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant_id, word)
);
SELECT app.protect('roster_word', 'SELECT, INSERT');
CREATE INDEX roster_word_letters ON roster_word USING gin (tenant_id, word gin_trgm_ops);
