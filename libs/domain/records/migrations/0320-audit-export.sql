-- The audit log as files, made by a job where it is long: what was asked for, and how far it is.
CREATE TABLE audit_export (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  search jsonb NOT NULL,
  format text NOT NULL CHECK (format IN ('csv', 'json')),
  state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed')),
  done integer NOT NULL DEFAULT 0,
  total integer NOT NULL,
  file_id uuid,
  created_by uuid,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK ((state = 'done') = (file_id IS NOT NULL))
);
SELECT app.protect('audit_export');
