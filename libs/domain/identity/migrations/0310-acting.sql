-- Staff who see and do for a while what one person sees and does. The row is kept: it is the account of why.
CREATE TABLE acting (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  staff_account_id uuid NOT NULL,
  account_id uuid NOT NULL,
  -- Never the studio: nobody gets more of the label this way.
  portal text NOT NULL CHECK (portal IN ('brand', 'influencer')),
  reason text NOT NULL CHECK (length(trim(reason)) >= 10),
  started_at timestamptz NOT NULL,
  -- Until when the way in is open; it is gone through once.
  enter_until timestamptz NOT NULL,
  entered_at timestamptz,
  expires_at timestamptz NOT NULL CHECK (expires_at <= started_at + interval '1 hour'),
  ended_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, staff_account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id) ON DELETE CASCADE,
  CHECK (staff_account_id <> account_id)
);
SELECT app.protect('acting', 'SELECT, INSERT, UPDATE');
CREATE INDEX acting_staff ON acting (tenant_id, staff_account_id, id DESC);
CREATE INDEX acting_account ON acting (tenant_id, account_id, id DESC);

ALTER TABLE session ADD COLUMN acting_id uuid;
ALTER TABLE session ADD FOREIGN KEY (tenant_id, acting_id) REFERENCES acting (tenant_id, id) ON DELETE CASCADE;
CREATE INDEX session_acting ON session (tenant_id, acting_id) WHERE acting_id IS NOT NULL;
