-- A label's look: immutable releases, one open draft, what is to be published later, its pictures.

CREATE TABLE look_release (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  theme text NOT NULL,
  theme_version text NOT NULL,
  content jsonb NOT NULL,
  -- What processes keep in memory of it: the content without the text of legal pages.
  served jsonb NOT NULL,
  -- The parts that the studio has changed: applying a tenants file keeps them.
  owned text[] NOT NULL,
  -- The hash in the name of its stylesheet, by which it is found while old pages still ask for it.
  sheet text NOT NULL,
  changes jsonb NOT NULL,
  origin text NOT NULL CHECK (origin IN ('published', 'scheduled', 'rolledBack', 'file')),
  origin_number integer,
  why text NOT NULL,
  made_by uuid,
  made_by_name text NOT NULL,
  released_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, number)
);
SELECT app.protect('look_release', 'SELECT, INSERT');
CREATE INDEX look_release_sheet ON look_release (tenant_id, sheet);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON look_release FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TABLE look_current (
  tenant_id uuid PRIMARY KEY,
  release_id uuid NOT NULL,
  number integer NOT NULL,
  FOREIGN KEY (tenant_id, release_id) REFERENCES look_release (tenant_id, id)
);
SELECT app.protect('look_current', 'SELECT, INSERT, UPDATE');

-- The open draft stands at one of its steps: undo and redo move it.
CREATE TABLE look_draft (
  tenant_id uuid PRIMARY KEY,
  position integer NOT NULL CHECK (position >= 0)
);
SELECT app.protect('look_draft');

CREATE TABLE look_step (
  tenant_id uuid NOT NULL REFERENCES look_draft (tenant_id) ON DELETE CASCADE,
  seq integer NOT NULL CHECK (seq >= 0),
  content jsonb NOT NULL,
  -- What was touched, so that one drag of a colour is one step.
  touched text NOT NULL,
  made_by uuid,
  made_by_name text NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, seq)
);
SELECT app.protect('look_step');

CREATE TABLE look_schedule (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'cancelled', 'failed')),
  content jsonb NOT NULL,
  why text NOT NULL,
  publish_at timestamptz NOT NULL,
  made_by uuid,
  made_by_name text NOT NULL,
  made_at timestamptz NOT NULL,
  fault text,
  PRIMARY KEY (tenant_id, id)
);
SELECT app.protect('look_schedule', 'SELECT, INSERT, UPDATE');
CREATE UNIQUE INDEX look_schedule_one ON look_schedule (tenant_id) WHERE state = 'waiting';

-- Pictures by their content, cleaned before they came here; small, so that every process can serve them.
CREATE TABLE look_asset (
  tenant_id uuid NOT NULL,
  name text NOT NULL CHECK (name ~ '^[A-Za-z0-9_-]{16,64}\.(svg|png)$'),
  media_type text NOT NULL,
  body bytea NOT NULL CHECK (octet_length(body) <= 524288),
  width integer NOT NULL,
  height integer NOT NULL,
  made_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, name)
);
SELECT app.protect('look_asset', 'SELECT, INSERT');

-- Each text of a legal page that was ever published, and who agreed to which.
CREATE TABLE legal_version (
  tenant_id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('terms', 'privacy', 'imprint')),
  version integer NOT NULL CHECK (version > 0),
  texts jsonb NOT NULL,
  must_accept boolean NOT NULL,
  published_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, kind, version)
);
SELECT app.protect('legal_version', 'SELECT, INSERT');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON legal_version FOR EACH ROW EXECUTE FUNCTION app.refuse_change();

CREATE TABLE legal_acceptance (
  tenant_id uuid NOT NULL,
  account_id uuid NOT NULL,
  kind text NOT NULL,
  version integer NOT NULL,
  host text NOT NULL,
  accepted_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, account_id, kind, version),
  FOREIGN KEY (tenant_id, kind, version) REFERENCES legal_version (tenant_id, kind, version)
);
CREATE INDEX legal_acceptance_newest ON legal_acceptance (tenant_id, accepted_at DESC, account_id DESC, kind DESC);
SELECT app.protect('legal_acceptance', 'SELECT, INSERT');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON legal_acceptance FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
