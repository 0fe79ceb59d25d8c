/** Every role there is; what each may do is the table in `#platform/access`. */
export const ROLES = [
  'anonymous',
  'system',
  'staff.owner',
  'staff.manager',
  'staff.finance',
  'staff.viewer',
  'member.admin',
  'member.approver',
  'member.finance',
  'member.member',
  'member.guest',
  'influencer.self',
] as const;

export type Role = (typeof ROLES)[number];
export type StaffRole = 'owner' | 'manager' | 'finance' | 'viewer';
export type MemberRole = 'admin' | 'approver' | 'finance' | 'member' | 'guest';
