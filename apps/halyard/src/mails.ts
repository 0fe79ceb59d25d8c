import type { MailKind } from '#platform/mail';

/** Every message that the product sends, by the name its code calls it, and what it is about: a person may choose. */
export const MAIL_KINDS_OF = {
  'campaign-invitation': 'invitations',
  'campaign-news': 'campaigns',
  'collaboration-news': 'campaigns',
  'content-approved': 'content',
  'content-changes': 'content',
  'content-review-late': 'content',
  'content-sent-back': 'content',
  'content-submitted': 'content',
  'content-verified': 'content',
  'funding-failed': 'money',
  'funding-received': 'money',
  'invitation-influencer': 'invitations',
  'invitation-member': 'account',
  'invitation-staff': 'account',
  'money-drift': 'account',
  'name-troubled': 'account',
  'new-message': 'messages',
  'payable-scheduled': 'money',
  'payout-failed': 'money',
  'payout-paid': 'money',
  reset: 'account',
  'sign-in-link': 'account',
  'test-message': 'account',
  welcome: 'account',
} as const satisfies Readonly<Record<string, MailKind>>;
