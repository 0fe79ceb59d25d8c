/**
 * `hard`: nobody is there, now or ever. `soft`: not today (full, busy, too large). `policy`: they do not want this
 * message or its sender, which says nothing of the address.
 */
export type BounceKind = 'hard' | 'soft' | 'policy';

/** An enhanced status code (RFC 3463) anywhere in what a server said. */
export function statusIn(text: string): string | null {
  return /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1] ?? null;
}

const NOBODY =
  /user (?:is )?unknown|unknown user|no such (?:user|mailbox|recipient|person)|(?:mailbox|account|address|recipient|user) (?:address )?(?:does not exist|not found|unavailable|rejected: user unknown|has been disabled)|doesn'?t have .{0,20}account|invalid (?:mailbox|recipient)/i;

/** What a refusal for good (5.x.x, or a final failure after 4.x.x) says of the address. RFC 3463, 3.2 to 3.8. */
export function bounceKind(status: string | null, diagnostic: string): BounceKind {
  const [level, subject, detail] = (status ?? '').split('.');
  if (level === '4') return 'soft';
  if (subject === '1') return detail === '7' || detail === '8' ? 'policy' : 'hard';
  if (subject === '2') return detail === '1' ? 'hard' : 'soft';
  if (subject === '7' || subject === '6') return 'policy';
  // Vague codes (5.0.0, 5.3.0, or none): the words decide.
  return NOBODY.test(diagnostic) ? 'hard' : 'soft';
}
