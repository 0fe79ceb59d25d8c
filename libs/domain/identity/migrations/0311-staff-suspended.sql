-- Staff who have left for a while keep their role and their name; they cannot get in.
ALTER TABLE staff_member ADD COLUMN state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended'));
