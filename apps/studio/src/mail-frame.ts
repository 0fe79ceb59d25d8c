/** A mail is shown in a frame of its own, where nothing runs and nothing can be sent. */
export const MAIL_FRAME_POLICY =
  "sandbox; default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; frame-ancestors 'self'";
