-- What did not arrive, the latest first, without reading what did.
CREATE INDEX mail_message_trouble ON mail_message (tenant_id, state, created_at DESC)
  WHERE state IN ('failed', 'bounced', 'complained');
