import type { DomainNames } from '#platform/outbound';
import type { Finding, Findings } from './hosts.dto.js';
import { finding, shortened, type WantedRecord } from './records.js';

/** The records that prove a name and lead it here. The proof stands beside the name, where no alias is in its way. */
export function hostRecords(host: string, token: string, target: string): WantedRecord[] {
  return [
    { purpose: 'ownership', type: 'TXT', name: proofName(host), value: proofText(token) },
    { purpose: 'route', type: 'CNAME', name: host, value: target },
  ];
}

/** What DNS says of a claimed host; only the TXT record proves anything. */
export async function askForHost(
  dns: DomainNames,
  host: string,
  token: string,
  target: string,
): Promise<Findings> {
  const [ownership, route] = await Promise.all([
    finding(async () => judgeOwnership(await dns.txt(proofName(host)), token)),
    finding(() => judgeRoute(dns, host, target)),
  ]);
  return { ownership, route };
}

function judgeOwnership(records: readonly string[], token: string): Finding {
  const found = shortened(records);
  if (records.length === 0) return { verdict: 'missing', found };
  const proven = records.some((text) => text.trim() === proofText(token));
  return { verdict: proven ? 'right' : 'different', found };
}

/** It leads here as an alias, or by all of its addresses being ours: what a domain itself, or an ALIAS, can do. */
async function judgeRoute(dns: DomainNames, host: string, target: string): Promise<Finding> {
  const aliases = await dns.alias(host);
  if (aliases.includes(target)) return { verdict: 'right', found: shortened(aliases) };
  const addresses = await dns.addresses(host);
  if (addresses.length === 0)
    return { verdict: aliases.length > 0 ? 'different' : 'missing', found: shortened(aliases) };
  const ours = new Set(await dns.addresses(target));
  const leads = addresses.every((address) => ours.has(address));
  return { verdict: leads ? 'right' : 'different', found: shortened([...aliases, ...addresses]) };
}

function proofName(host: string): string {
  return `_domain-proof.${host}`;
}

function proofText(token: string): string {
  return `domain-proof=${token}`;
}
