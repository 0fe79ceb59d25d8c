-- How much of a profile there is, as a number that an index alone can count: 1 can be written to, 2 says who it is
-- (country, language, and either words or topics), 4 has a person behind it.
ALTER TABLE influencer ADD COLUMN health smallint NOT NULL GENERATED ALWAYS AS (
  CASE WHEN email_norm IS NOT NULL THEN 1 ELSE 0 END
  + CASE WHEN country IS NOT NULL AND language IS NOT NULL AND (bio IS NOT NULL OR topics <> '{}') THEN 2 ELSE 0 END
  + CASE WHEN claimed_at IS NOT NULL THEN 4 ELSE 0 END) STORED;
CREATE INDEX influencer_health ON influencer (tenant_id, health);
-- Figures by their age; of each influencer the strongest channel's.
CREATE INDEX influencer_channel_age ON influencer_channel (tenant_id, observed_at) WHERE place = 0;
