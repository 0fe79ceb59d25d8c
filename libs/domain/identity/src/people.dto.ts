import { z } from 'zod';
import { Email } from './emails.js';

export const STAFF_ROLES = ['owner', 'manager', 'finance', 'viewer'] as const;
export const MEMBER_ROLES = ['admin', 'approver', 'finance', 'member', 'guest'] as const;
export const INDUSTRIES = [
  'apparel',
  'automotive',
  'beauty',
  'electronics',
  'entertainment',
  'finance',
  'food',
  'health',
  'home',
  'outdoor',
  'public',
  'retail',
  'software',
  'travel',
  'other',
] as const;

const Name = z.string().trim().min(1).max(120);
/** A moment, as ISO text. */
const At = z.string();

export const StaffInvitation = z.object({ email: Email, name: Name.optional(), role: z.enum(STAFF_ROLES) });
export const StaffRoleInput = z.object({ role: z.enum(STAFF_ROLES) });

export const MemberInvitation = z.object({
  email: Email,
  name: Name.optional(),
  role: z.enum(MEMBER_ROLES),
  /** The one campaign that a guest is let into. */
  campaignId: z.uuid().optional(),
});
export type MemberInvitation = z.infer<typeof MemberInvitation>;
export const MemberRoleInput = z.object({ role: z.enum(['admin', 'approver', 'finance', 'member']) });

export const OpenInvitationRow = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: z.string(),
  sentAt: At,
  expiresAt: At,
  expired: z.boolean(),
});
export type OpenInvitationRow = z.infer<typeof OpenInvitationRow>;

const Person = z.object({
  id: z.uuid(),
  accountId: z.uuid(),
  name: z.string(),
  email: z.string(),
  lastSignInAt: At.nullable(),
});
export const MemberRow = Person.extend({ role: z.enum(MEMBER_ROLES), campaignId: z.uuid().nullable() });
export type MemberRow = z.infer<typeof MemberRow>;
export const MemberList = z.object({ data: z.array(MemberRow), invitations: z.array(OpenInvitationRow) });
export type MemberList = z.infer<typeof MemberList>;
export const StaffList = z.object({
  data: z.array(Person.extend({ role: z.enum(STAFF_ROLES), state: z.enum(['active', 'suspended']) })),
  invitations: z.array(OpenInvitationRow),
});
export type StaffList = z.infer<typeof StaffList>;

const Website = z.url({ protocol: /^https?$/ }).max(500);

/** A new brand client: its name and whom to invite as its first admin. */
export const ClientInput = z.object({
  name: Name,
  kind: z.enum(['brand', 'agency']).default('brand'),
  /** The agency that this brand is a client of. */
  parentId: z.uuid().optional(),
  website: Website.optional(),
  contactName: Name,
  contactEmail: Email,
});
export type ClientInput = z.infer<typeof ClientInput>;

export const ClientFilter = z.object({
  q: z.string().max(100).optional(),
  state: z.enum(['invited', 'active', 'suspended']).optional(),
  kind: z.enum(['brand', 'agency']).optional(),
  cursor: z.uuid().optional(),
  limit: z.number().int().min(1).max(100).default(25),
});
export type ClientFilter = z.infer<typeof ClientFilter>;

export const ClientRow = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(['brand', 'agency']),
  state: z.enum(['invited', 'active', 'suspended']),
  country: z.string().nullable(),
  parentId: z.uuid().nullable(),
  parentName: z.string().nullable(),
  createdAt: At,
  members: z.number().int(),
});
export type ClientRow = z.infer<typeof ClientRow>;
export const ClientList = z.object({
  data: z.array(ClientRow),
  next: z.string().nullable(),
  q: z.string().nullable(),
  state: z.string().nullable(),
});
export type ClientList = z.infer<typeof ClientList>;

const HANDLE = z.string().trim().max(100).optional();

/** What an organization says of itself, at its set-up and later. */
export const OrganizationProfile = z.object({
  name: Name,
  legalName: z.string().trim().min(1).max(200),
  website: Website,
  country: z.string().regex(/^[A-Z]{2}$/),
  industry: z.enum(INDUSTRIES),
  description: z.string().trim().min(1).max(2_000),
  billingAddress: z.string().trim().min(5).max(500),
  taxId: z.string().trim().max(40).optional(),
  handles: z.object({ instagram: HANDLE, tiktok: HANDLE, youtube: HANDLE, linkedin: HANDLE }).prefault({}),
});
export type OrganizationProfile = z.infer<typeof OrganizationProfile>;

/** An organization as its members and the label's staff see it. */
export const OrganizationView = z.object({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(['brand', 'agency']),
  state: z.enum(['invited', 'active', 'suspended']),
  parentId: z.uuid().nullable(),
  legalName: z.string().nullable(),
  website: z.string().nullable(),
  country: z.string().nullable(),
  industry: z.string().nullable(),
  description: z.string().nullable(),
  billingAddress: z.string().nullable(),
  taxId: z.string().nullable(),
  handles: z.record(z.string(), z.string()),
  createdAt: z.string(),
});
export type OrganizationView = z.infer<typeof OrganizationView>;

export const OwnOrganizations = z.object({
  data: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      kind: z.enum(['brand', 'agency']),
      state: z.enum(['invited', 'active', 'suspended']),
      role: z.enum(MEMBER_ROLES),
    }),
  ),
});
export type OwnOrganizations = z.infer<typeof OwnOrganizations>;
