-- The queue. Its tables are pg-boss's own (made by installJobs, as the owner, in this schema); the runtime has no right
-- on any of them. It may call one function, which inserts a job of the transaction's own label and does nothing else.
CREATE SCHEMA pgboss;
GRANT USAGE ON SCHEMA pgboss TO app_platform;
ALTER DEFAULT PRIVILEGES IN SCHEMA pgboss GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO app_platform;
ALTER DEFAULT PRIVILEGES IN SCHEMA pgboss GRANT USAGE ON SEQUENCES TO app_platform;
-- Functions are PUBLIC's by default; the schema's USAGE is what keeps the runtime out.

-- Adds a job in the caller's transaction. `options`: key, singleton, startAfter, retryLimit, retryDelay, retryBackoff,
-- retryDelayMax, expireInSeconds, heartbeatSeconds, priority. Answers the id of the job that will do the work.
-- With a key, a job that waits already is enough; it is locked until this transaction ends, so that it cannot start
-- before what it is about is committed.
CREATE FUNCTION app.enqueue_job(queue text, payload jsonb, options jsonb) RETURNS uuid
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  tenant uuid := app.tenant();
  due timestamptz := coalesce((options->>'startAfter')::timestamptz, now());
  is_singleton boolean := coalesce((options->>'singleton')::boolean, false);
  job_policy text := CASE WHEN is_singleton THEN 'singleton' WHEN options ? 'key' THEN 'short' ELSE 'standard' END;
  job_key text := CASE WHEN job_policy = 'standard' THEN NULL ELSE tenant || ':' || coalesce(options->>'key', '') END;
  job uuid := gen_random_uuid();
  waiting uuid;
BEGIN
  IF tenant IS NULL THEN
    RAISE EXCEPTION 'a job belongs to a label' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pgboss.queue q WHERE q.name = queue) THEN
    PERFORM pgboss.create_queue(queue, jsonb_build_object('policy', CASE WHEN is_singleton THEN 'singleton' ELSE 'standard' END));
  END IF;
  LOOP
    INSERT INTO pgboss.job (id, name, data, priority, start_after, created_on, singleton_key, policy, retry_limit, retry_delay,
        retry_backoff, retry_delay_max, expire_seconds, heartbeat_seconds, deletion_seconds, keep_until)
      VALUES (job, queue, payload || jsonb_build_object('tenantId', tenant), coalesce((options->>'priority')::int, 0), due, now(),
        job_key, job_policy, (options->>'retryLimit')::int, (options->>'retryDelay')::int, (options->>'retryBackoff')::boolean,
        (options->>'retryDelayMax')::int, (options->>'expireInSeconds')::int, (options->>'heartbeatSeconds')::int,
        604800, due + interval '14 days')
      ON CONFLICT DO NOTHING;
    IF FOUND THEN
      IF due <= now() THEN PERFORM pg_notify('app_jobs', queue); END IF;
      RETURN job;
    END IF;
    UPDATE pgboss.job j SET start_after = least(j.start_after, due)
      WHERE j.name = queue AND j.singleton_key = job_key AND j.policy = job_policy AND j.state = 'created'
      RETURNING j.id INTO waiting;
    IF FOUND THEN RETURN waiting; END IF;
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION app.enqueue_job(text, jsonb, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.enqueue_job(text, jsonb, jsonb) TO app_runtime, app_platform;
