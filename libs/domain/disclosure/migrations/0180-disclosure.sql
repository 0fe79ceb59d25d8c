-- Each judgement as it was made: input, findings, pack versions, chained by hash so that what was known when can be shown.
CREATE TABLE disclosure_report (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  subject_kind text NOT NULL,
  subject_id uuid NOT NULL,
  organization_id uuid NOT NULL,
  influencer_id uuid NOT NULL,
  moment text NOT NULL CHECK (moment IN ('submission', 'approval', 'live', 'edit')),
  verdict text NOT NULL CHECK (verdict IN ('pass', 'warn', 'fail')),
  input jsonb NOT NULL,
  report jsonb NOT NULL,
  content_sha256 text NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  -- One chain a subject, which cannot fork.
  UNIQUE (tenant_id, subject_kind, subject_id, previous_hash)
);
SELECT app.protect('disclosure_report', 'SELECT, INSERT');
CREATE INDEX disclosure_report_subject ON disclosure_report (tenant_id, subject_kind, subject_id, id);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON disclosure_report FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
