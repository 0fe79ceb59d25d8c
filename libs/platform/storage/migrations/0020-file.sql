-- What a label's people sent up or the product made: the row; the content lies in the storage under `key`.
CREATE TABLE file (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  name text NOT NULL CHECK (name <> '' AND length(name) <= 200),
  media_type text NOT NULL,
  bytes bigint NOT NULL CHECK (bytes >= 0),
  sha256 text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  key text NOT NULL,
  width integer CHECK (width > 0),
  height integer CHECK (height > 0),
  uploaded_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id),
  CHECK ((width IS NULL) = (height IS NULL))
);
CREATE INDEX file_key ON file (tenant_id, key);
SELECT app.protect('file');
