import type { MailKind } from '#platform/mail';
import type { Look } from '#platform/themes';
import { addDays, now, type PortalKind } from '#platform/kernel';

interface Sample {
  readonly kind: MailKind;
  /** Where whoever gets it is at home. */
  readonly portal: Exclude<PortalKind, 'edge'>;
  data(say: (name: string) => string, look: Look): Readonly<Record<string, unknown>>;
}

const amount = ({ currency }: Look) => ({ minor: 125_000, currency });
const inDays = (days: number) => addDays(now(), days).toISOString();

/** What each mail could be about, so that it can be looked at before one is sent. */
export const MAIL_SAMPLES: Readonly<Record<string, Sample>> = {
  welcome: {
    kind: 'account',
    portal: 'influencer',
    data: (say) => ({ name: say('person'), email: 'mia@post.example' }),
  },
  'invitation-influencer': {
    kind: 'invitations',
    portal: 'influencer',
    data: (say) => ({
      name: say('person'),
      party: say('person'),
      campaign: say('campaign'),
      message: say('note'),
      days: 14,
    }),
  },
  'invitation-member': {
    kind: 'account',
    portal: 'brand',
    data: (say) => ({
      name: say('person'),
      inviter: say('other'),
      party: say('organization'),
      role: 'member.admin',
      days: 14,
    }),
  },
  'invitation-staff': {
    kind: 'account',
    portal: 'studio',
    data: (say) => ({ name: say('person'), inviter: say('other'), role: 'staff.manager', days: 14 }),
  },
  'sign-in-link': {
    kind: 'account',
    portal: 'brand',
    data: (say) => ({ name: say('person'), minutes: 15 }),
  },
  reset: { kind: 'account', portal: 'brand', data: (say) => ({ name: say('person'), minutes: 30 }) },
  'campaign-invitation': {
    kind: 'invitations',
    portal: 'influencer',
    data: (say, look) => ({
      name: say('person'),
      organization: say('organization'),
      campaign: say('campaign'),
      note: say('note'),
      fee: amount(look),
      expiresAt: inDays(7),
    }),
  },
  'campaign-news': {
    kind: 'campaigns',
    portal: 'brand',
    data: (say) => ({ kind: 'approved', campaign: say('campaign'), note: null }),
  },
  'collaboration-news': {
    kind: 'campaigns',
    portal: 'brand',
    data: (say, look) => ({
      kind: 'agreed',
      side: 'buyer',
      who: say('person'),
      campaign: say('campaign'),
      amount: amount(look),
      note: null,
    }),
  },
  'content-submitted': {
    kind: 'content',
    portal: 'brand',
    data: (say) => ({
      influencerName: say('person'),
      campaign: say('campaign'),
      version: 1,
      verdict: 'pass',
    }),
  },
  'content-changes': {
    kind: 'content',
    portal: 'influencer',
    data: (say) => ({ campaign: say('campaign'), note: say('note') }),
  },
  'content-approved': {
    kind: 'content',
    portal: 'influencer',
    data: (say) => ({ campaign: say('campaign') }),
  },
  'content-review-late': {
    kind: 'content',
    portal: 'brand',
    data: (say) => ({ influencerName: say('person'), campaign: say('campaign') }),
  },
  'content-sent-back': {
    kind: 'content',
    portal: 'influencer',
    data: (say) => ({ campaign: say('campaign'), note: say('note') }),
  },
  'content-verified': {
    kind: 'content',
    portal: 'influencer',
    data: (say) => ({ campaign: say('campaign') }),
  },
  'new-message': {
    kind: 'messages',
    portal: 'influencer',
    data: (say) => ({
      from: say('other'),
      title: say('campaign'),
      count: 1,
      messages: [{ who: say('other'), text: say('note'), at: now().toISOString() }],
    }),
  },
  'funding-received': {
    kind: 'money',
    portal: 'brand',
    data: (say, look) => ({
      amount: amount(look),
      campaign: say('campaign'),
      organization: say('organization'),
      complete: true,
    }),
  },
  'funding-failed': {
    kind: 'money',
    portal: 'brand',
    data: (say, look) => ({
      amount: amount(look),
      campaign: say('campaign'),
      organization: say('organization'),
      error: 'card_declined',
    }),
  },
  'payable-scheduled': {
    kind: 'money',
    portal: 'influencer',
    data: (say, look) => ({
      amount: amount(look),
      campaign: say('campaign'),
      dueAt: inDays(30),
      kind: 'deliverable',
    }),
  },
  'payout-paid': {
    kind: 'money',
    portal: 'influencer',
    data: (_say, look) => ({ amount: amount(look), number: '2031-0042' }),
  },
  'payout-failed': {
    kind: 'money',
    portal: 'influencer',
    data: (_say, look) => ({ amount: amount(look), staff: false, who: null, error: 'account_closed' }),
  },
  'money-drift': { kind: 'account', portal: 'studio', data: () => ({ count: 2 }) },
  'name-troubled': {
    kind: 'account',
    portal: 'studio',
    data: () => ({ name: 'brands.post.example', suspended: false, suspendsAt: inDays(3) }),
  },
  'test-message': { kind: 'account', portal: 'studio', data: (say) => ({ name: say('person') }) },
};

/** A mail's data in the words of a look's language. Its links lead to the label's own front pages. */
export function sampleMail(template: string, look: Look): Readonly<Record<string, unknown>> | null {
  const sample = Object.hasOwn(MAIL_SAMPLES, template) ? MAIL_SAMPLES[template] : undefined;
  if (!sample) return null;
  const say = (name: string) => look.text(`look.sample.${name}`);
  return { portal: sample.portal, link: '/', ...sample.data(say, look) };
}
