-- Whoever acts for somebody else is written down with the one for whom: `actor_id` did it, `for_id` is whose it is.
ALTER TABLE audit_entry ADD COLUMN for_id uuid;
CREATE INDEX audit_entry_actor ON audit_entry (tenant_id, actor_id, seq);
CREATE INDEX audit_entry_for ON audit_entry (tenant_id, for_id, seq) WHERE for_id IS NOT NULL;
CREATE INDEX audit_entry_action ON audit_entry (tenant_id, action, seq);
CREATE INDEX audit_entry_at ON audit_entry (tenant_id, at);

-- Entries of one person for themselves hash as they always did.
CREATE OR REPLACE FUNCTION app.audit_hash(entry audit_entry, number bigint, before text) RETURNS text
  LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT encode(sha256(convert_to((jsonb_build_array(before, entry.tenant_id, entry.id, number, extract(epoch FROM entry.at),
    entry.actor_kind, entry.actor_id, entry.action, entry.subject, entry.subject_id, entry.details)
    || CASE WHEN entry.for_id IS NULL THEN '[]'::jsonb ELSE jsonb_build_array(entry.for_id) END)::text, 'UTF8')), 'hex')
$$;

DROP FUNCTION app.audit(uuid, timestamptz, text, uuid, text, text, uuid, jsonb);
CREATE FUNCTION app.audit(id uuid, at timestamptz, actor_kind text, actor_id uuid, for_id uuid, action text, subject text,
    subject_id uuid, details jsonb) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  INSERT INTO public.audit_entry (tenant_id, id, at, actor_kind, actor_id, for_id, action, subject, subject_id, details)
    VALUES (app.tenant(), $1, $2, $3, $4, $5, $6, $7, $8, $9)
$$;
REVOKE ALL ON FUNCTION app.audit(uuid, timestamptz, text, uuid, uuid, text, text, uuid, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.audit(uuid, timestamptz, text, uuid, uuid, text, text, uuid, jsonb) TO app_runtime, app_platform;

DROP TRIGGER unchanged ON audit_entry;
CREATE TRIGGER unchanged BEFORE UPDATE ON audit_entry
  FOR EACH ROW WHEN (OLD.hash IS NOT NULL
    OR (OLD.tenant_id, OLD.id, OLD.at, OLD.actor_kind, OLD.action, OLD.subject, OLD.details)
      IS DISTINCT FROM (NEW.tenant_id, NEW.id, NEW.at, NEW.actor_kind, NEW.action, NEW.subject, NEW.details)
    OR OLD.for_id IS DISTINCT FROM NEW.for_id OR OLD.actor_id IS DISTINCT FROM NEW.actor_id
    OR OLD.subject_id IS DISTINCT FROM NEW.subject_id)
  EXECUTE FUNCTION app.refuse_change();
