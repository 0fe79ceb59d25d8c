import { getDomain } from 'tldts';
import type { DomainNames } from '#platform/outbound';
import type { Finding, Findings } from './hosts.dto.js';
import { finding, shortened, type WantedRecord } from './records.js';

interface Sender {
  readonly domain: string;
  readonly selector: string;
  /** Base64 of the key, as the record spells it. */
  readonly publicKey: string;
}

/** What SPF must allow: the operator's servers by their zone, or the label's own server by its name. */
export interface MailServers {
  readonly mechanism: string;
  /** Whether the record must hold just this; a label that runs its own server knows better how to name it. */
  readonly required: boolean;
}

/** The records that make a domain's mail this label's own: RFC 6376, RFC 7208 and RFC 9989. */
export function senderRecords(
  { domain, selector, publicKey }: Sender,
  { mechanism }: MailServers,
  spfFound: readonly string[] = [],
): WantedRecord[] {
  return [
    {
      purpose: 'dkim',
      type: 'TXT',
      name: `${selector}._domainkey.${domain}`,
      value: `v=DKIM1; k=rsa; p=${publicKey}`,
    },
    { purpose: 'spf', type: 'TXT', name: domain, value: withMechanism(spfFound, mechanism) },
    { purpose: 'dmarc', type: 'TXT', name: `_dmarc.${domain}`, value: 'v=DMARC1; p=none' },
  ];
}

export async function askForSender(
  dns: DomainNames,
  sender: Sender,
  servers: MailServers,
): Promise<Findings> {
  const [dkim, spf, dmarc] = await Promise.all([
    finding(async () => judgeDkim(await dns.txt(`${sender.selector}._domainkey.${sender.domain}`), sender)),
    finding(async () => judgeSpf(await dns.txt(sender.domain), servers)),
    finding(async () => judgeDmarc(await dmarcRecords(dns, sender.domain))),
  ]);
  return { dkim, spf, dmarc };
}

function judgeDkim(records: readonly string[], { publicKey }: Sender): Finding {
  const found = shortened(records);
  if (records.length === 0) return { verdict: 'missing', found };
  if (records.length > 1) return { verdict: 'several', found };
  const key = tags(records[0] ?? '')
    .get('p')
    ?.replace(/\s/g, '');
  return { verdict: key === publicKey ? 'right' : 'different', found };
}

function judgeSpf(records: readonly string[], { mechanism, required }: MailServers): Finding {
  const policies = records.filter((text) => /^v=spf1( |$)/i.test(text));
  const found = shortened(policies);
  if (policies.length === 0) return { verdict: 'missing', found };
  // Two policies are an error to every receiver (RFC 7208, 4.5), whatever they say.
  if (policies.length > 1) return { verdict: 'several', found };
  const terms = (policies[0] ?? '').toLowerCase().split(/\s+/);
  const named = terms.some((term) => term.replace(/^\+/, '') === mechanism);
  return { verdict: named || !required ? 'right' : 'different', found };
}

function judgeDmarc(records: readonly string[]): Finding {
  const policies = records.filter((text) => /^v=DMARC1\s*(;|$)/.test(text));
  const found = shortened(policies);
  if (policies.length === 0) return { verdict: 'missing', found };
  if (policies.length > 1) return { verdict: 'several', found };
  const policy = tags(policies[0] ?? '')
    .get('p')
    ?.toLowerCase();
  return { verdict: /^(none|quarantine|reject)$/.test(policy ?? '') ? 'right' : 'different', found };
}

/** A domain without a policy of its own is under that of the domain it belongs to. */
async function dmarcRecords(dns: DomainNames, domain: string): Promise<string[]> {
  const own = await dns.txt(`_dmarc.${domain}`);
  const parent = getDomain(domain);
  return own.length > 0 || parent === null || parent === domain ? own : dns.txt(`_dmarc.${parent}`);
}

/** A domain has one policy: what is missing is added to the one that is there. */
function withMechanism(found: readonly string[], mechanism: string): string {
  const [policy] = found;
  if (policy === undefined || found.length > 1) return `v=spf1 ${mechanism} ~all`;
  const terms = policy.trim().split(/\s+/);
  if (terms.some((term) => term.toLowerCase().replace(/^\+/, '') === mechanism)) return policy;
  const end = terms.findIndex((term) => /^([-~?+]?all|redirect=.*)$/i.test(term));
  const at = end === -1 ? terms.length : end;
  return [...terms.slice(0, at), mechanism, ...terms.slice(at)].join(' ');
}

function tags(record: string): Map<string, string> {
  return new Map(
    record.split(';').flatMap((part): [string, string][] => {
      const [name = '', ...value] = part.split('=');
      return name.trim() ? [[name.trim().toLowerCase(), value.join('=').trim()]] : [];
    }),
  );
}
