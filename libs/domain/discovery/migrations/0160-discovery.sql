-- Lists of influencers that an organization keeps.
CREATE TABLE influencer_list (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  name text NOT NULL,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, organization_id) REFERENCES organization (tenant_id, id)
);
SELECT app.protect('influencer_list');
CREATE INDEX influencer_list_owner ON influencer_list (tenant_id, organization_id);

CREATE TABLE influencer_list_entry (
  tenant_id uuid NOT NULL,
  list_id uuid NOT NULL,
  influencer_id uuid NOT NULL,
  note text,
  added_by uuid,
  added_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, list_id, influencer_id),
  FOREIGN KEY (tenant_id, list_id) REFERENCES influencer_list (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, influencer_id) REFERENCES influencer (tenant_id, id) ON DELETE CASCADE
);
SELECT app.protect('influencer_list_entry');
CREATE INDEX influencer_list_entry_influencer ON influencer_list_entry (tenant_id, influencer_id);

-- Search. Under a policy the index of words is never used (`@@` is not leakproof), so these functions belong to the
-- platform role. Each raises unless its label is that of the transaction, reads two tables, writes none, and answers
-- ids and counts only: what is shown of a row is read afterwards, through the walls.
--
-- `wanted` (all optional): words (a tsquery), topics (tsqueries, one of them), platform, countries (a text array), followersMin,
-- followersMax, engagementMinPpm, engagementMaxPpm, sharedOnly. The text of a condition depends on which keys there
-- are, never on a value: values travel as the parameter $2.
CREATE FUNCTION app.search_condition(wanted jsonb, without text DEFAULT '') RETURNS text
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT concat_ws(' AND ', 'c.tenant_id = $1',
    CASE WHEN wanted->>'sharedOnly' = 'true' THEN 'c.shared' END,
    CASE WHEN wanted->>'platform' IS NULL OR without = 'platform' THEN 'c.place = 0'
      ELSE 'c.place < 2 AND c.platform = $2->>''platform''' END,
    CASE WHEN wanted->>'words' IS NOT NULL THEN 'c.search @@ ($2->>''words'')::tsquery' END,
    CASE WHEN wanted->>'topics' IS NOT NULL AND without <> 'topic' THEN 'c.search @@ ($2->>''topics'')::tsquery' END,
    CASE WHEN wanted->>'countries' IS NOT NULL AND without <> 'country'
      THEN 'c.country = ANY (($2->>''countries'')::text[])' END,
    CASE WHEN wanted->>'followersMin' IS NOT NULL THEN 'c.followers >= ($2->>''followersMin'')::bigint' END,
    CASE WHEN wanted->>'followersMax' IS NOT NULL THEN 'c.followers <= ($2->>''followersMax'')::bigint' END,
    CASE WHEN wanted->>'engagementMinPpm' IS NOT NULL THEN 'c.engagement_ppm >= ($2->>''engagementMinPpm'')::bigint' END,
    CASE WHEN wanted->>'engagementMaxPpm' IS NOT NULL THEN 'c.engagement_ppm <= ($2->>''engagementMaxPpm'')::bigint' END)
$$;
REVOKE ALL ON FUNCTION app.search_condition(jsonb, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search_condition(jsonb, text) TO app_platform;

CREATE FUNCTION app.search_label(tenant uuid) RETURNS void
  LANGUAGE plpgsql STABLE SET search_path = pg_catalog AS $$
BEGIN
  IF tenant IS NULL OR tenant IS DISTINCT FROM nullif(current_setting('app.tenant_id', true), '')::uuid THEN
    RAISE EXCEPTION 'a search stays in its label' USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;
REVOKE ALL ON FUNCTION app.search_label(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search_label(uuid) TO app_platform;

-- One page of channels, in a stable order. `ordering`: followers, engagement, name or relevance (the handle or the
-- name itself first, then what begins so, then the rest by followers). `after`: {rank, figure, name, id} of the last row.
CREATE FUNCTION app.search_channels(tenant uuid, wanted jsonb, ordering text, after jsonb, page integer)
  RETURNS TABLE (channel_id uuid, influencer_id uuid, rank integer, figure bigint, name text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  condition text := app.search_condition(wanted);
  ranked text := 'CASE WHEN c.handle_norm = $2->>''typed'' OR c.sort_name = $2->>''typed'' THEN 3
    WHEN starts_with(c.handle_norm, $2->>''typed'') OR starts_with(c.sort_name, $2->>''typed'') THEN 2 ELSE 1 END';
  behind text := '';
BEGIN
  PERFORM app.search_label(tenant);
  CASE ordering
    WHEN 'followers' THEN
      IF after IS NOT NULL THEN behind := ' AND (coalesce(c.followers, -1), c.id) < (($3->>''figure'')::bigint, ($3->>''id'')::uuid)'; END IF;
      RETURN QUERY EXECUTE 'SELECT c.id, c.influencer_id, 0, coalesce(c.followers, -1), NULL::text FROM public.influencer_channel c WHERE '
        || condition || behind || ' ORDER BY coalesce(c.followers, -1) DESC, c.id DESC LIMIT $4' USING tenant, wanted, after, page;
    WHEN 'engagement' THEN
      IF after IS NOT NULL THEN behind := ' AND (coalesce(c.engagement_ppm, -1), c.id) < (($3->>''figure'')::bigint, ($3->>''id'')::uuid)'; END IF;
      RETURN QUERY EXECUTE 'SELECT c.id, c.influencer_id, 0, coalesce(c.engagement_ppm, -1), NULL::text FROM public.influencer_channel c WHERE '
        || condition || behind || ' ORDER BY coalesce(c.engagement_ppm, -1) DESC, c.id DESC LIMIT $4' USING tenant, wanted, after, page;
    WHEN 'name' THEN
      IF after IS NOT NULL THEN behind := ' AND (c.sort_name, c.id) > (($3->>''name'') COLLATE "C", ($3->>''id'')::uuid)'; END IF;
      RETURN QUERY EXECUTE 'SELECT c.id, c.influencer_id, 0, 0::bigint, c.sort_name::text FROM public.influencer_channel c WHERE '
        || condition || behind || ' ORDER BY c.sort_name, c.id LIMIT $4' USING tenant, wanted, after, page;
    WHEN 'relevance' THEN
      IF after IS NOT NULL THEN behind := ' WHERE (r.rank, r.figure, r.id) < (($3->>''rank'')::integer, ($3->>''figure'')::bigint, ($3->>''id'')::uuid)'; END IF;
      RETURN QUERY EXECUTE 'SELECT r.id, r.influencer_id, r.rank, r.figure, NULL::text FROM (SELECT c.id, c.influencer_id, ' || ranked
        || ' AS rank, coalesce(c.followers, -1) AS figure FROM public.influencer_channel c WHERE ' || condition || ') r' || behind
        || ' ORDER BY r.rank DESC, r.figure DESC, r.id DESC LIMIT $4' USING tenant, wanted, after, page;
    ELSE
      RAISE EXCEPTION 'no such ordering' USING ERRCODE = 'invalid_parameter_value';
  END CASE;
END $$;
REVOKE ALL ON FUNCTION app.search_channels(uuid, jsonb, text, jsonb, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search_channels(uuid, jsonb, text, jsonb, integer) TO app_runtime;

-- How many there are, and how many there would be of each platform, country and topic: each of the three counted
-- without its own filter, so that another choice can be seen before it is made.
CREATE FUNCTION app.count_channels(tenant uuid, wanted jsonb) RETURNS TABLE (dim text, value text, n bigint)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
  PERFORM app.search_label(tenant);
  RETURN QUERY EXECUTE 'SELECT ''total'', NULL::text, count(*) FROM public.influencer_channel c WHERE ' || app.search_condition(wanted)
    USING tenant, wanted;
  RETURN QUERY EXECUTE 'SELECT ''platform'', c.platform, count(*) FROM public.influencer_channel c WHERE '
    || app.search_condition(wanted, 'platform') || ' GROUP BY c.platform ORDER BY count(*) DESC, 2' USING tenant, wanted;
  RETURN QUERY EXECUTE 'SELECT ''country'', c.country, count(*) FROM public.influencer_channel c WHERE c.country IS NOT NULL AND '
    || app.search_condition(wanted, 'country') || ' GROUP BY c.country ORDER BY count(*) DESC, 2 LIMIT 300' USING tenant, wanted;
  RETURN QUERY EXECUTE 'SELECT ''topic'', t.topic, count(*) FROM public.influencer_channel c, unnest(c.topics) AS t (topic) WHERE '
    || app.search_condition(wanted, 'topic') || ' GROUP BY t.topic ORDER BY count(*) DESC, 2 LIMIT 60' USING tenant, wanted;
END $$;
REVOKE ALL ON FUNCTION app.count_channels(uuid, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.count_channels(uuid, jsonb) TO app_runtime;

-- Words of the roster that are spelled like this one, nearest first. Whether somebody whom the person may see has one
-- of them is the caller's question: it is told only then.
CREATE FUNCTION app.nearest_words(tenant uuid, typed text) RETURNS SETOF text
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog SET pg_trgm.similarity_threshold = 0.4 AS $$
BEGIN
  PERFORM app.search_label(tenant);
  RETURN QUERY SELECT w.word::text FROM public.roster_word w
    WHERE w.tenant_id = tenant AND w.word OPERATOR(public.%) typed
    ORDER BY public.similarity(w.word, typed) DESC, w.word LIMIT 5;
END $$;
REVOKE ALL ON FUNCTION app.nearest_words(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.nearest_words(uuid, text) TO app_runtime;

-- A function's new owner must be able to make one; only for this moment.
GRANT CREATE ON SCHEMA app TO app_platform;
ALTER FUNCTION app.search_channels(uuid, jsonb, text, jsonb, integer) OWNER TO app_platform;
ALTER FUNCTION app.count_channels(uuid, jsonb) OWNER TO app_platform;
ALTER FUNCTION app.nearest_words(uuid, text) OWNER TO app_platform;
REVOKE CREATE ON SCHEMA app FROM app_platform;
