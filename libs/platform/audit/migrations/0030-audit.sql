-- Who did what, label by label, as a chain: each entry's hash covers the one before it. Entries are numbered and
-- chained when their transaction commits (a deferred trigger), under one lock a label that is held for the commit
-- alone: neither can two transactions take one number, nor does the log make them wait for each other's work.
CREATE TABLE audit_entry (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  seq bigint,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL,
  actor_id uuid,
  action text NOT NULL,
  subject text NOT NULL,
  subject_id uuid,
  details jsonb NOT NULL,
  prev_hash text,
  hash text,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, seq)
);
CREATE INDEX audit_entry_subject ON audit_entry (tenant_id, subject, subject_id, seq);

SELECT app.protect('audit_entry', 'SELECT');
REVOKE INSERT, UPDATE, DELETE ON audit_entry FROM app_platform;
-- The functions below run as the owner, which sees the entries of the transaction's own label and no others.
CREATE POLICY chain ON audit_entry TO app_owner
  USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);

CREATE FUNCTION app.audit_hash(entry audit_entry, number bigint, before text) RETURNS text
  LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT encode(sha256(convert_to(jsonb_build_array(before, entry.tenant_id, entry.id, number, extract(epoch FROM entry.at),
    entry.actor_kind, entry.actor_id, entry.action, entry.subject, entry.subject_id, entry.details)::text, 'UTF8')), 'hex')
$$;
GRANT EXECUTE ON FUNCTION app.audit_hash(audit_entry, bigint, text) TO app_runtime, app_platform;

CREATE FUNCTION app.audit(id uuid, at timestamptz, actor_kind text, actor_id uuid, action text, subject text,
    subject_id uuid, details jsonb) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS $$
  INSERT INTO public.audit_entry (tenant_id, id, at, actor_kind, actor_id, action, subject, subject_id, details)
    VALUES (app.tenant(), $1, $2, $3, $4, $5, $6, $7, $8)
$$;
REVOKE ALL ON FUNCTION app.audit(uuid, timestamptz, text, uuid, text, text, uuid, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.audit(uuid, timestamptz, text, uuid, text, text, uuid, jsonb) TO app_runtime, app_platform;

CREATE FUNCTION app.chain_audit() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  head record;
BEGIN
  PERFORM pg_advisory_xact_lock(727420, hashtext(NEW.tenant_id::text));
  SELECT e.seq, e.hash INTO head FROM public.audit_entry e
    WHERE e.tenant_id = NEW.tenant_id AND e.seq IS NOT NULL ORDER BY e.seq DESC LIMIT 1;
  UPDATE public.audit_entry e
    SET seq = coalesce(head.seq, 0) + 1, prev_hash = coalesce(head.hash, ''),
        hash = app.audit_hash(NEW, coalesce(head.seq, 0) + 1, coalesce(head.hash, ''))
    WHERE e.tenant_id = NEW.tenant_id AND e.id = NEW.id;
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION app.chain_audit() FROM PUBLIC;

CREATE CONSTRAINT TRIGGER chain AFTER INSERT ON audit_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.chain_audit();
CREATE TRIGGER unchanged BEFORE UPDATE ON audit_entry
  FOR EACH ROW WHEN (OLD.hash IS NOT NULL OR (OLD.tenant_id, OLD.id, OLD.at, OLD.actor_kind, OLD.action, OLD.subject, OLD.details)
    IS DISTINCT FROM (NEW.tenant_id, NEW.id, NEW.at, NEW.actor_kind, NEW.action, NEW.subject, NEW.details))
  EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER kept BEFORE DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION app.refuse_change();
CREATE TRIGGER not_emptied BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_change();
