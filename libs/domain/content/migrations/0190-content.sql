-- What one influencer owes one campaign: made from the campaign's deliverables when terms are signed.
CREATE TABLE deliverable (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  collaboration_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  influencer_id uuid NOT NULL,
  position integer NOT NULL,
  platform text NOT NULL,
  format text NOT NULL,
  duration_seconds integer,
  ratio text,
  state text NOT NULL DEFAULT 'due' CHECK (state IN ('due', 'submitted', 'changesRequested', 'approved', 'scheduled',
    'published', 'verified', 'measured', 'dropped')),
  due_on date,
  -- This deliverable's share of the collaboration's price and net.
  price_minor bigint NOT NULL,
  net_minor bigint NOT NULL,
  currency text NOT NULL,
  -- The newest submission, and what the judge said of it.
  version integer NOT NULL DEFAULT 0,
  verdict text CHECK (verdict IN ('pass', 'warn', 'fail')),
  -- How often changes were asked for, and how often staff allowed one beyond the campaign's cap.
  revisions integer NOT NULL DEFAULT 0,
  extra_revisions integer NOT NULL DEFAULT 0,
  submitted_at timestamptz,
  review_due_at timestamptz,
  -- Set once the label's staff were told that a review is late.
  escalated_at timestamptz,
  approved_at timestamptz,
  -- The submission that was approved.
  approved_version integer,
  planned_for timestamptz,
  post_url text,
  proof_file_id uuid,
  live_caption text,
  -- Why staff sent the published post back.
  returned_note text,
  published_at timestamptz,
  verified_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, collaboration_id, position),
  FOREIGN KEY (tenant_id, collaboration_id) REFERENCES collaboration (tenant_id, id)
);
SELECT app.protect('deliverable');
CREATE INDEX deliverable_campaign ON deliverable (tenant_id, campaign_id, id);
CREATE INDEX deliverable_influencer ON deliverable (tenant_id, influencer_id, id DESC);
CREATE INDEX deliverable_waiting ON deliverable (tenant_id, state, review_due_at) WHERE state IN ('submitted', 'published');
-- The same post cannot be handed in twice.
CREATE UNIQUE INDEX deliverable_post ON deliverable (tenant_id, post_url) WHERE post_url IS NOT NULL AND state <> 'dropped';

CREATE TABLE submission (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  deliverable_id uuid NOT NULL,
  version integer NOT NULL,
  caption text NOT NULL,
  file_ids uuid[] NOT NULL DEFAULT '{}',
  paid_partnership_label boolean NOT NULL DEFAULT false,
  note text,
  disclosure_report_id uuid NOT NULL,
  disclosure_verdict text NOT NULL,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, deliverable_id, version),
  FOREIGN KEY (tenant_id, deliverable_id) REFERENCES deliverable (tenant_id, id)
);
SELECT app.protect('submission', 'SELECT, INSERT');

CREATE TABLE review (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  submission_id uuid NOT NULL,
  decision text NOT NULL CHECK (decision IN ('approved', 'changesRequested', 'comment', 'verified')),
  note text,
  -- A place in one picture, in thousandths of its width and height, or a second of a video.
  pin_file_id uuid,
  pin_x integer CHECK (pin_x BETWEEN 0 AND 1000),
  pin_y integer CHECK (pin_y BETWEEN 0 AND 1000),
  pin_second integer CHECK (pin_second >= 0),
  -- Staff deciding for a client say so, and on what evidence.
  for_client boolean NOT NULL DEFAULT false,
  evidence text,
  -- Signing for content whose disclosure failed needs a reason.
  override_reason text,
  author_id uuid,
  author_name text NOT NULL,
  side text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, submission_id) REFERENCES submission (tenant_id, id)
);
SELECT app.protect('review', 'SELECT, INSERT');
CREATE INDEX review_submission ON review (tenant_id, submission_id, id);
