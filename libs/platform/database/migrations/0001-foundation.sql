-- What every tenant table stands on: the schema of shared functions, and the one way to put a table behind the walls.
CREATE SCHEMA app;
GRANT USAGE ON SCHEMA app TO app_runtime, app_platform;
GRANT USAGE ON SCHEMA public TO app_runtime, app_platform;

CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- The label of this transaction. After a local setting ends it reads '' and not NULL, hence nullif.
CREATE FUNCTION app.tenant() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.tenant_id', true), '')::uuid $$;
GRANT EXECUTE ON FUNCTION app.tenant() TO app_runtime, app_platform;

-- Puts a table with a tenant_id behind the label wall. `rights` is what the runtime may do: append-only tables pass
-- 'SELECT, INSERT'. The table's owner is under the policies too (FORCE), and sees nothing.
CREATE FUNCTION app.protect(target regclass, rights text DEFAULT 'SELECT, INSERT, UPDATE, DELETE') RETURNS void
  LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format(
    'CREATE POLICY label ON %s TO app_runtime USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)
       WITH CHECK (tenant_id = nullif(current_setting(''app.tenant_id'', true), '''')::uuid)', target);
  EXECUTE format('CREATE POLICY platform ON %s TO app_platform USING (true) WITH CHECK (true)', target);
  EXECUTE format('GRANT %s ON %s TO app_runtime', rights, target);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO app_platform', target);
END $$;

-- Refuses a change of a row that is evidence: attach as a trigger to append-only tables.
CREATE FUNCTION app.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
