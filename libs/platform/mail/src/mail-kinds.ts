/** What a mail is about. Those of the account (links, invitations to a team, security) reach everybody. */
export const MAIL_KINDS = [
  'account',
  'messages',
  'invitations',
  'campaigns',
  'content',
  'money',
  'digests',
] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** What a person may do without. */
export type OptionalMailKind = Exclude<MailKind, 'account'>;

export function isOptional(kind: MailKind): kind is OptionalMailKind {
  return kind !== 'account';
}
