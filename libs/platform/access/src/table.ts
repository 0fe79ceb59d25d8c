import type { Role } from '#platform/kernel';

/** What the rules speak of. */
export const SUBJECTS = [
  'Account',
  'Label',
  'Staff',
  'Organization',
  'Member',
  'Influencer',
  'List',
  'Roster',
  'Campaign',
  'Collaboration',
  'Thread',
  'Content',
  'Link',
  'Report',
  'Price',
  'Net',
  'Payout',
  'Ledger',
  'Mail',
  'Audit',
] as const;
export type Subject = (typeof SUBJECTS)[number];

export const ACTIONS = [
  'read',
  'create',
  'update',
  'submit',
  'approve',
  'fund',
  'invite',
  'negotiate',
  'sign',
  'post',
  'review',
  'verify',
  'measure',
  'share',
  'import',
  'pay',
  'actFor',
] as const;
export type Action = (typeof ACTIONS)[number];

export type Grants = Readonly<Partial<Record<Subject, readonly Action[]>>>;

const staffRead: Grants = {
  Account: ['read', 'update'],
  Label: ['read'],
  Staff: ['read'],
  Organization: ['read'],
  Member: ['read'],
  Influencer: ['read'],
  List: ['read'],
  Roster: ['read'],
  Campaign: ['read'],
  Collaboration: ['read'],
  Thread: ['read'],
  Content: ['read'],
  Link: ['read'],
  Report: ['read'],
  Price: ['read'],
  Net: ['read'],
  Payout: ['read'],
  Ledger: ['read'],
  Mail: ['read'],
};

const staffWork: Grants = {
  ...staffRead,
  Account: ['read', 'update', 'actFor'],
  Organization: ['read', 'create', 'update'],
  Member: ['read', 'invite', 'update'],
  Influencer: ['read', 'create', 'update', 'invite'],
  List: ['read', 'create', 'update'],
  Roster: ['read', 'import'],
  Campaign: ['read', 'create', 'update', 'submit', 'approve'],
  Collaboration: ['read', 'invite', 'negotiate', 'update'],
  Thread: ['read', 'post'],
  Content: ['read', 'create', 'review', 'approve', 'verify'],
  Link: ['read', 'create', 'update'],
  Report: ['read', 'share', 'measure'],
  Mail: ['read', 'update'],
  Audit: ['read'],
};

const memberRead: Grants = {
  Account: ['read', 'update'],
  Organization: ['read'],
  Member: ['read'],
  Influencer: ['read'],
  List: ['read'],
  Campaign: ['read'],
  Collaboration: ['read'],
  Thread: ['read'],
  Content: ['read'],
  Link: ['read'],
  Report: ['read'],
  Price: ['read'],
};

const memberWork: Grants = {
  ...memberRead,
  List: ['read', 'create', 'update'],
  Campaign: ['read', 'create', 'update', 'submit'],
  Collaboration: ['read', 'invite'],
  Thread: ['read', 'post'],
  Report: ['read', 'share'],
};

/**
 * Role × subject → actions: the whole of who may do what (domain.md, *Who*). Which rows it holds for is the party
 * wall's matter: staff see their label, members their organization, influencers themselves. Two subjects are fields:
 * `Price` is what a brand pays, `Net` what an influencer receives.
 */
export const GRANTS: Readonly<Record<Role, Grants>> = {
  anonymous: {},
  system: Object.fromEntries(SUBJECTS.map((subject) => [subject, ACTIONS])),
  'staff.viewer': staffRead,
  'staff.finance': {
    ...staffRead,
    Campaign: ['read', 'fund'],
    Payout: ['read', 'pay'],
    Ledger: ['read', 'pay'],
    Audit: ['read'],
  },
  'staff.manager': {
    ...staffWork,
    Label: ['read', 'update'],
    Campaign: ['read', 'create', 'update', 'submit', 'approve', 'fund'],
    Payout: ['read', 'pay'],
    Ledger: ['read', 'pay'],
  },
  'staff.owner': {
    ...staffWork,
    Label: ['read', 'update'],
    Staff: ['read', 'invite', 'update'],
    Campaign: ['read', 'create', 'update', 'submit', 'approve', 'fund'],
    Payout: ['read', 'pay'],
    Ledger: ['read', 'pay'],
  },
  'member.guest': memberRead,
  'member.member': memberWork,
  'member.approver': { ...memberWork, Content: ['read', 'review', 'approve'] },
  'member.finance': { ...memberRead, Thread: ['read', 'post'], Campaign: ['read', 'fund'], Ledger: ['read'] },
  'member.admin': {
    ...memberWork,
    Organization: ['read', 'update'],
    Member: ['read', 'invite', 'update'],
    Campaign: ['read', 'create', 'update', 'submit', 'fund'],
    Collaboration: ['read', 'invite', 'negotiate', 'update'],
    Content: ['read', 'review', 'approve'],
    Ledger: ['read'],
  },
  'influencer.self': {
    Account: ['read', 'update'],
    Influencer: ['read', 'update'],
    Campaign: ['read'],
    Collaboration: ['read', 'negotiate', 'sign'],
    Thread: ['read', 'post'],
    Content: ['read', 'create', 'submit'],
    Link: ['read'],
    Report: ['read', 'measure'],
    Net: ['read'],
    Payout: ['read'],
  },
};

/**
 * What is left of a person's role to staff who act for them: they see what the person sees, and mend what was typed.
 * What binds (sign, accept, approve, submit, invite), what moves money and what lets somebody in is not here, whatever
 * the role; nor are words in the person's name, since staff have a voice of their own in every thread.
 */
export const ACTING: Grants = {
  Organization: ['read'],
  Member: ['read'],
  Influencer: ['read', 'update'],
  List: ['read', 'create', 'update'],
  Campaign: ['read', 'create', 'update'],
  Collaboration: ['read'],
  Thread: ['read'],
  Content: ['read'],
  Link: ['read'],
  Report: ['read', 'measure'],
  Price: ['read'],
  Net: ['read'],
  Payout: ['read'],
  Ledger: ['read'],
};
