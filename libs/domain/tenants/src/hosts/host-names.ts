import { isIP } from 'node:net';
import { domainToASCII, domainToUnicode } from 'node:url';
import { invalidField } from '#platform/kernel';
import { parse } from 'tldts';
import { hasMixedScripts, looksLatin, skeleton } from './look-alikes.js';

const NAME = /^(?=.{4,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/;

interface Surroundings {
  /** The zones of the installation itself, which nobody else can claim. */
  readonly zones: readonly string[];
  /** Hosts of others, whose look-alikes are refused. */
  readonly others: readonly string[];
}

/**
 * The stored form of a name that a label may claim: lower-case ASCII, punycode where it is not of plain letters.
 * @throws a fault of the field `path` with a code of its own for each reason.
 */
export function claimableName(given: string, path: string, { zones, others }: Surroundings): string {
  const refuse = (code: string, params: Record<string, unknown> = {}) => invalidField(path, code, params);
  const typed = given.trim().normalize('NFC').replace(/\.$/, '');
  if (isIP(typed.replace(/^\[|\]$/g, '')) || /^[\d.]+$/.test(typed) || /^0x/i.test(typed))
    throw refuse('host_ip');
  if (/[\s/\\:@?#%_*]/.test(typed)) throw refuse('host_not_a_name', { right: sample(typed) });
  const name = domainToASCII(typed).toLowerCase();
  if (isIP(name)) throw refuse('host_ip');
  if (name !== '' && !name.includes('.')) throw refuse('host_single_label');
  if (!NAME.test(name)) throw refuse('host_not_a_name', { right: 'partners.company.com' });
  if (zones.some((zone) => name === zone || name.endsWith(`.${zone}`))) throw refuse('host_own_zone');
  const { isIcann, isPrivate, publicSuffix, domain } = parse(name, { allowPrivateDomains: true });
  if (!isIcann && !isPrivate) throw refuse('host_not_public', { suffix: publicSuffix ?? '' });
  if (domain === null) throw refuse('host_public_suffix', { suffix: publicSuffix ?? '' });
  const labels = readable(name).split('.');
  // Punycode that does not come back as it was is a name that no registry gives out.
  if (domainToASCII(readable(name)) !== name)
    throw refuse('host_not_a_name', { right: 'partners.company.com' });
  const mixed = labels.find(hasMixedScripts);
  if (mixed !== undefined) throw refuse('host_mixed_script', { part: mixed });
  const latinLooking = labels.slice(0, -1).find(looksLatin);
  if (latinLooking !== undefined) throw refuse('host_look_alike', { part: latinLooking });
  const face = faceOf(name);
  const known = [...zones, ...others].some((other) => {
    const theirs = registrable(other);
    return theirs !== domain && faceOf(other) === face;
  });
  if (known) throw refuse('host_look_alike', { part: readable(domain) });
  return name;
}

/** As people read it. */
export function readable(name: string): string {
  return domainToUnicode(name) || name;
}

/** Whether it is a domain itself and no name within one: beside its own records no alias can stand. */
export function isApex(name: string): boolean {
  return registrable(name) === name;
}

/** The domain that was registered, of a name within it. */
export function registrable(name: string): string {
  return parse(name, { allowPrivateDomains: true }).domain ?? name;
}

/** What the registered name looks like, without its ending: `acme-shop` and `acme-sh0p` have one face. */
function faceOf(name: string): string {
  const { domain, publicSuffix } = parse(name, { allowPrivateDomains: true });
  return skeleton(readable(domain ?? name)) + (domain === null ? '' : `|${publicSuffix ?? ''}`);
}

function sample(typed: string): string {
  const inside = /^(?:[a-z]+:)?\/*(?:[^@/]*@)?([^/:?#\s@]+)/i.exec(typed)?.[1] ?? '';
  const name = domainToASCII(inside).toLowerCase();
  return NAME.test(name) ? readable(name) : 'partners.company.com';
}
