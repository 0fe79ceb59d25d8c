-- Lists of influencers that an organization keeps.
CREATE TABLE influencer_list (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  organization_id uuid NOT NULL,
  name text NOT NULL,
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
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
