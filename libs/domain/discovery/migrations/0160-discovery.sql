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
-- `wanted` (all optional): words (a tsquery), topics (tsqueries, one of them), platform, countries (a text array),
-- followersMin, followersMax, engagementMinPpm, engagementMaxPpm, sharedOnly. The text of a condition depends on which
-- keys there are, never on a value: values travel as the parameter $2.

-- What narrows a search besides the three kinds that are counted: platform, country, topic.
CREATE FUNCTION app.search_base(wanted jsonb) RETURNS text
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT concat_ws(' AND ', 'c.tenant_id = $1',
    CASE WHEN wanted->>'sharedOnly' = 'true' THEN 'c.shared' END,
    CASE WHEN wanted->>'words' IS NOT NULL THEN 'c.search @@ ($2->>''words'')::tsquery' END,
    CASE WHEN wanted ?| ARRAY['followersMin', 'followersMax']
      THEN 'c.by_followers BETWEEN coalesce(($2->>''followersMin'')::bigint, 0) AND coalesce(($2->>''followersMax'')::bigint, 9223372036854775807)' END,
    CASE WHEN wanted ?| ARRAY['engagementMinPpm', 'engagementMaxPpm']
      THEN 'c.by_engagement BETWEEN coalesce(($2->>''engagementMinPpm'')::bigint, 0) AND coalesce(($2->>''engagementMaxPpm'')::bigint, 9223372036854775807)' END)
$$;
REVOKE ALL ON FUNCTION app.search_base(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search_base(jsonb) TO app_platform;

-- Platform and country, each unless `without` names it: of a platform the strongest channels there, else the strongest.
CREATE FUNCTION app.search_kind(wanted jsonb, without text DEFAULT '') RETURNS text
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT concat_ws(' AND ',
    CASE WHEN without = 'platform' THEN 'c.place < 2'
      WHEN wanted->>'platform' IS NULL THEN 'c.place = 0'
      ELSE 'c.place < 2 AND c.platform = $2->>''platform''' END,
    CASE WHEN wanted->>'countries' IS NOT NULL AND without <> 'country'
      THEN 'c.country = ANY (($2->>''countries'')::text[])' END)
$$;
REVOKE ALL ON FUNCTION app.search_kind(jsonb, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search_kind(jsonb, text) TO app_platform;

CREATE FUNCTION app.search_condition(wanted jsonb) RETURNS text
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT concat_ws(' AND ', app.search_base(wanted), app.search_kind(wanted),
    CASE WHEN wanted->>'topics' IS NOT NULL THEN 'c.search @@ ($2->>''topics'')::tsquery' END)
$$;
REVOKE ALL ON FUNCTION app.search_condition(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search_condition(jsonb) TO app_platform;

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
-- `few`: there are so few that they are found first and ordered then; otherwise the order's own index is followed until
-- the page is full. The planner cannot tell: it does not know how often words occur together.
CREATE FUNCTION app.search_channels(tenant uuid, wanted jsonb, ordering text, after jsonb, page integer, few boolean)
  RETURNS TABLE (channel_id uuid, influencer_id uuid, rank integer, figure bigint, name text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  source text := CASE WHEN few THEN '(SELECT * FROM public.influencer_channel c WHERE ' || app.search_condition(wanted) || ' OFFSET 0) c WHERE true'
    ELSE 'public.influencer_channel c WHERE ' || app.search_condition(wanted) END;
  behind text := '';
  found integer := 0;
BEGIN
  PERFORM app.search_label(tenant);
  CASE ordering
    WHEN 'followers' THEN
      IF after IS NOT NULL THEN behind := ' AND (c.by_followers, c.id) < (($3->>''figure'')::bigint, ($3->>''id'')::uuid)'; END IF;
      RETURN QUERY EXECUTE 'SELECT c.id, c.influencer_id, 0, c.by_followers, NULL::text FROM '
        || source || behind || ' ORDER BY c.by_followers DESC, c.id DESC LIMIT $4' USING tenant, wanted, after, page;
    WHEN 'engagement' THEN
      IF after IS NOT NULL THEN behind := ' AND (c.by_engagement, c.id) < (($3->>''figure'')::bigint, ($3->>''id'')::uuid)'; END IF;
      RETURN QUERY EXECUTE 'SELECT c.id, c.influencer_id, 0, c.by_engagement, NULL::text FROM '
        || source || behind || ' ORDER BY c.by_engagement DESC, c.id DESC LIMIT $4' USING tenant, wanted, after, page;
    WHEN 'name' THEN
      IF after IS NOT NULL THEN behind := ' AND (c.sort_name, c.id) > (($3->>''name'') COLLATE "C", ($3->>''id'')::uuid)'; END IF;
      RETURN QUERY EXECUTE 'SELECT c.id, c.influencer_id, 0, 0::bigint, c.sort_name::text FROM '
        || source || behind || ' ORDER BY c.sort_name, c.id LIMIT $4' USING tenant, wanted, after, page;
    WHEN 'relevance' THEN
      IF after IS NOT NULL THEN behind := ' WHERE (r.rank, r.figure, r.id) < (($3->>''rank'')::integer, ($3->>''figure'')::bigint, ($3->>''id'')::uuid)'; END IF;
      IF few THEN
        source := 'SELECT c.id, c.influencer_id, CASE WHEN c.handle_norm = $2->>''typed'' OR c.sort_name = $2->>''typed'' THEN 3
            WHEN starts_with(c.handle_norm, $2->>''typed'') OR starts_with(c.sort_name, $2->>''typed'') THEN 2 ELSE 1 END AS rank,
            c.by_followers AS figure FROM ' || source;
        RETURN QUERY EXECUTE 'SELECT r.id, r.influencer_id, r.rank, r.figure, NULL::text FROM (' || source || ') r' || behind
          || ' ORDER BY r.rank DESC, r.figure DESC, r.id DESC LIMIT $4' USING tenant, wanted, after, page;
        RETURN;
      END IF;
      -- Of many, the handle itself and names that begin so come by their own indexes; the rest follows the order of
      -- followers, and only where those leave room: it may be nobody, whom to find takes the whole roster.
      IF after->>'rank' IS DISTINCT FROM '1' THEN
        RETURN QUERY EXECUTE 'SELECT r.id, r.influencer_id, r.rank, r.figure, NULL::text FROM (
          SELECT c.id, c.influencer_id, CASE WHEN c.sort_name = $2->>''typed'' OR c.handle_norm = $2->>''typed'' THEN 3 ELSE 2 END AS rank, c.by_followers AS figure
            FROM ' || source || ' AND c.sort_name >= ($2->>''typed'') COLLATE "C" AND c.sort_name < (($2->>''typed'') || chr(1114111)) COLLATE "C"
          UNION ALL SELECT c.id, c.influencer_id, 3, c.by_followers
            FROM ' || source || ' AND c.handle_norm = $2->>''typed'' AND NOT starts_with(c.sort_name, $2->>''typed'')
              AND c.platform IN (SELECT DISTINCT k.platform FROM public.roster_tally k WHERE k.tenant_id = $1)
          ) r' || behind || ' ORDER BY r.rank DESC, r.figure DESC, r.id DESC LIMIT $4' USING tenant, wanted, after, page;
        GET DIAGNOSTICS found = ROW_COUNT;
      END IF;
      IF found < page THEN
        RETURN QUERY EXECUTE 'SELECT c.id, c.influencer_id, 1, c.by_followers, NULL::text FROM ' || source
          || ' AND NOT starts_with(c.sort_name, $2->>''typed'') AND c.handle_norm <> $2->>''typed'''
          || CASE WHEN after->>'rank' = '1' THEN ' AND (c.by_followers, c.id) < (($3->>''figure'')::bigint, ($3->>''id'')::uuid)' ELSE '' END
          || ' ORDER BY c.by_followers DESC, c.id DESC LIMIT $4' USING tenant, wanted, after, page - found;
      END IF;
    ELSE
      RAISE EXCEPTION 'no such ordering' USING ERRCODE = 'invalid_parameter_value';
  END CASE;
END $$;
REVOKE ALL ON FUNCTION app.search_channels(uuid, jsonb, text, jsonb, integer, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search_channels(uuid, jsonb, text, jsonb, integer, boolean) TO app_runtime;

-- Channels of each kind within a range of followers or of engagement. A range that holds most of the roster is counted by
-- what it leaves out, which the tally then lacks: both ends of an index are shorter than its middle.
CREATE FUNCTION app.search_outside(wanted jsonb, hit text) RETURNS text
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
  SELECT 'SELECT k.platform, k.country, k.place, k.topics, ' || hit || ' AS hit, k.n - coalesce(o.n, 0) AS n
    FROM (SELECT * FROM public.roster_tally c WHERE c.n > 0 AND ' || plain || ') k LEFT JOIN (
      SELECT s.kind, s.place, s.shared, count(*) AS n FROM (
        SELECT c.kind, c.place, c.shared FROM public.influencer_channel c WHERE ' || plain || format(' AND c.%1$I < coalesce(($2->>''%2$sMin%3$s'')::bigint, 0)
        UNION ALL SELECT c.kind, c.place, c.shared FROM public.influencer_channel c WHERE ', figure, key, unit) || plain
        || format(' AND c.%1$I > coalesce(($2->>''%2$sMax%3$s'')::bigint, 9223372036854775807)) s
      GROUP BY 1, 2, 3) o ON o.kind = k.kind AND o.place = k.place AND o.shared = k.shared WHERE k.n > coalesce(o.n, 0)', figure, key, unit)
  FROM (SELECT app.search_base(wanted - ARRAY['followersMin', 'followersMax', 'engagementMinPpm', 'engagementMaxPpm']) AS plain,
    CASE WHEN by_followers THEN 'by_followers' ELSE 'by_engagement' END AS figure,
    CASE WHEN by_followers THEN 'followers' ELSE 'engagement' END AS key, CASE WHEN by_followers THEN '' ELSE 'Ppm' END AS unit
    FROM (SELECT wanted ?| ARRAY['followersMin', 'followersMax'] AS by_followers) one) said
$$;
REVOKE ALL ON FUNCTION app.search_outside(jsonb, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.search_outside(jsonb, text) TO app_platform;

-- How many there are, and how many there would be of each platform, country and topic: each of the three counted
-- without its own filter, so that another choice can be seen before it is made. Channels are counted once, by their
-- kind; what a kind is stands in the tally, which without words and figures has the counts as well.
CREATE FUNCTION app.count_channels(tenant uuid, wanted jsonb) RETURNS TABLE (dim text, value text, n bigint)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
  base text := app.search_base(wanted);
  -- Which kinds have a topic that is asked for.
  hit text := CASE WHEN wanted->>'topics' IS NULL THEN 'true' ELSE 'k.search @@ ($2->>''topics'')::tsquery' END;
  kinds text := 'SELECT k.platform, k.country, k.place, k.topics, ' || hit || ' AS hit, g.n
    FROM (SELECT c.kind, c.place, c.shared, count(*) AS n FROM public.influencer_channel c WHERE ' || base || ' GROUP BY 1, 2, 3) g
    JOIN public.roster_tally k ON k.tenant_id = $1 AND k.kind = g.kind AND k.place = g.place AND k.shared = g.shared';
  half bigint;
  most boolean;
BEGIN
  PERFORM app.search_label(tenant);
  IF wanted->>'words' IS NOT NULL THEN
    NULL;
  ELSIF NOT wanted ?| ARRAY['followersMin', 'followersMax', 'engagementMinPpm', 'engagementMaxPpm'] THEN
    kinds := 'SELECT k.platform, k.country, k.place, k.topics, ' || hit || ' AS hit, k.n
      FROM (SELECT * FROM public.roster_tally c WHERE c.n > 0 AND ' || base || ') k';
  ELSIF NOT (wanted ?| ARRAY['followersMin', 'followersMax'] AND wanted ?| ARRAY['engagementMinPpm', 'engagementMaxPpm']) THEN
    SELECT coalesce(sum(k.n), 0) / 2 INTO half FROM public.roster_tally k WHERE k.tenant_id = tenant;
    EXECUTE 'SELECT count(*) > $3 FROM (SELECT FROM public.influencer_channel c WHERE ' || base || ' LIMIT $3 + 1) inside'
      INTO most USING tenant, wanted, half;
    IF most THEN kinds := app.search_outside(wanted, hit); END IF;
  END IF;
  RETURN QUERY EXECUTE 'WITH kinds AS MATERIALIZED (' || kinds || '), c AS MATERIALIZED (SELECT * FROM kinds WHERE hit)
    (SELECT ''total'', NULL::text, coalesce(sum(c.n), 0)::bigint FROM c WHERE ' || app.search_kind(wanted) || ')
    UNION ALL (SELECT ''platform'', c.platform, sum(c.n)::bigint FROM c WHERE ' || app.search_kind(wanted, 'platform') || '
      GROUP BY c.platform ORDER BY 3 DESC, 2)
    UNION ALL (SELECT ''country'', c.country, sum(c.n)::bigint FROM c WHERE c.country IS NOT NULL AND ' || app.search_kind(wanted, 'country') || '
      GROUP BY c.country ORDER BY 3 DESC, 2 LIMIT 300)
    UNION ALL (SELECT ''topic'', min(t.topic), sum(s.n)::bigint
      FROM (SELECT c.topics, sum(c.n) AS n FROM kinds c WHERE ' || app.search_kind(wanted) || ' GROUP BY 1) s, unnest(s.topics) AS t (topic)
      GROUP BY lower(t.topic) ORDER BY 3 DESC, 2 LIMIT 60)' USING tenant, wanted;
END $$;
REVOKE ALL ON FUNCTION app.count_channels(uuid, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.count_channels(uuid, jsonb) TO app_runtime;

-- Whether anybody has these words at all: by the index of words alone, which is the wrong way for no order of rows.
CREATE FUNCTION app.somebody_has(tenant uuid, wanted jsonb) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog SET enable_seqscan = off SET enable_indexscan = off AS $$
DECLARE
  found boolean;
BEGIN
  PERFORM app.search_label(tenant);
  EXECUTE 'SELECT EXISTS (SELECT FROM public.influencer_channel c WHERE ' || app.search_condition(wanted) || ')' INTO found USING tenant, wanted;
  RETURN found;
END $$;
REVOKE ALL ON FUNCTION app.somebody_has(uuid, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.somebody_has(uuid, jsonb) TO app_runtime;

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
ALTER FUNCTION app.search_channels(uuid, jsonb, text, jsonb, integer, boolean) OWNER TO app_platform;
ALTER FUNCTION app.count_channels(uuid, jsonb) OWNER TO app_platform;
ALTER FUNCTION app.somebody_has(uuid, jsonb) OWNER TO app_platform;
ALTER FUNCTION app.nearest_words(uuid, text) OWNER TO app_platform;
REVOKE CREATE ON SCHEMA app FROM app_platform;
