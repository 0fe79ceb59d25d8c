import ipaddr from 'ipaddr.js';
import { isbot } from 'isbot';
import { hmac } from '#platform/kernel';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** An address as visitors are told apart by it: IPv4 whole, IPv6 by its /64, since a household changes the rest. */
export function visitorAddress(address: string): string {
  const parsed = parse(address);
  if (!parsed) return 'unknown';
  return parsed.kind() === 'ipv4' ? parsed.toString() : prefix(parsed as ipaddr.IPv6, 4);
}

/** The network that a burst comes from: /24 of IPv4, /48 of IPv6. Kept in memory only. */
export function networkOf(address: string): string {
  const parsed = parse(address);
  if (!parsed) return 'unknown';
  if (parsed.kind() === 'ipv4') return parsed.toString().replace(/\.\d+$/, '');
  return prefix(parsed as ipaddr.IPv6, 3);
}

/** Who clicked, for one day: without the day's salt, which is deleted, nobody can tell. */
export function visitorOf(salt: string, address: string, agent: string, day: string): string {
  return hmac(salt, `${visitorAddress(address)}\n${agent}\n${day}`).slice(0, 22);
}

/** A known agent, or one that hides what it is: every browser says so. */
export function isBotAgent(agent: string): boolean {
  return agent.trim() === '' || isbot(agent);
}

/** Browsers and mail programs that load ahead of their reader say so in one of these. */
export function isPrefetch(headers: Headers): boolean {
  const said = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz']
    .map((name) => headers[name])
    .flat()
    .join(' ');
  return /prefetch|prerender|preview/i.test(said);
}

function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return ipaddr.isValid(address) ? ipaddr.process(address) : null;
}

function prefix(address: ipaddr.IPv6, groups: number): string {
  return address.parts
    .slice(0, groups)
    .map((part) => part.toString(16))
    .join(':');
}
