import { z } from 'zod';
import { HOST_STATES, SENDER_STATES } from './host.states.js';

export const PURPOSES = ['ownership', 'route', 'dkim', 'spf', 'dmarc'] as const;
export type Purpose = (typeof PURPOSES)[number];

export const VERDICTS = ['unchecked', 'right', 'missing', 'different', 'several', 'unanswered'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What DNS said of one record when it was last asked. */
export interface Finding {
  readonly verdict: Verdict;
  readonly found: readonly string[];
}
export type Findings = Readonly<Partial<Record<Purpose, Finding>>>;

/** One record to set, and what is there. */
export const DnsRecord = z.object({
  purpose: z.enum(PURPOSES),
  type: z.enum(['TXT', 'CNAME']),
  name: z.string(),
  value: z.string(),
  verdict: z.enum(VERDICTS),
  found: z.array(z.string()),
});
export type DnsRecord = z.infer<typeof DnsRecord>;

const PORTALS = ['brand', 'influencer', 'studio', 'edge'] as const;

const HostFacts = z.object({
  id: z.uuid(),
  host: z.string(),
  /** As people read it, where it is not of plain letters. */
  shown: z.string(),
  portal: z.enum(PORTALS),
  state: z.enum(HOST_STATES),
  failingSince: z.iso.datetime().nullable(),
});

export const HostView = HostFacts.extend({
  tokenExpiresAt: z.iso.datetime().nullable(),
  tokenExpired: z.boolean(),
  checkedAt: z.iso.datetime().nullable(),
  suspendsAt: z.iso.datetime().nullable(),
  /** Nothing can stand beside a domain's own records: there the alias is an ALIAS or these addresses. */
  apex: z.boolean(),
  records: z.array(DnsRecord),
  allowed: z.array(z.string()),
});
export type HostView = z.infer<typeof HostView>;

export const HostList = z.object({
  data: z.array(
    z.object({
      portal: z.enum(PORTALS),
      neutral: z.string(),
      /** Where the portal is at home now. */
      front: z.string(),
      hosts: z.array(HostFacts),
    }),
  ),
  senders: z.array(
    z.object({
      id: z.uuid(),
      domain: z.string(),
      shown: z.string(),
      state: z.enum(SENDER_STATES),
      failingSince: z.iso.datetime().nullable(),
    }),
  ),
});
export type HostList = z.infer<typeof HostList>;

export const HostInput = z.object({ portal: z.enum(PORTALS), host: z.string().trim().min(1).max(300) });
export type HostInput = z.infer<typeof HostInput>;

export const SenderInput = z.object({ domain: z.string().trim().min(1).max(300) });
export type SenderInput = z.infer<typeof SenderInput>;

export const SenderView = z.object({
  id: z.uuid(),
  domain: z.string(),
  shown: z.string(),
  state: z.enum(SENDER_STATES),
  /** Whether mail is signed by it now. */
  inUse: z.boolean(),
  checkedAt: z.iso.datetime().nullable(),
  failingSince: z.iso.datetime().nullable(),
  suspendsAt: z.iso.datetime().nullable(),
  records: z.array(DnsRecord),
  allowed: z.array(z.string()),
});
export type SenderView = z.infer<typeof SenderView>;
