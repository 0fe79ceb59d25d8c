import { OwnHosts, SenderDomains, TenantDirectory } from '#domain/tenants';
import { Db } from '#platform/database';
import { type Config, describeError, runForTenant, systemActor } from '#platform/kernel';
import { Senders } from '#platform/mail';
import { DomainNames } from '#platform/outbound';
import type { INestApplicationContext } from '@nestjs/common';
import type { Finding } from './finding.js';
import type { Visit, Visitor } from './visitor.js';

const DAY_MS = 86_400_000;
/** Certificates are renewed a month before they end: one that is this near was not. */
const RENEWED_BY_DAYS = 14;

/** Whether a host answers, as this label, under a certificate that browsers take. Answers the findings. */
export async function checkAnswer(visitor: Visitor, host: string, production: boolean): Promise<Finding[]> {
  const place = host;
  let visit: Visit;
  try {
    visit = await visitor.visit(host, '/healthz');
    if (visit.answer.status !== 421) visit = await visitor.visit(host, '/sign-in');
  } catch (error) {
    const says = `nobody answers (${String(describeError(error)['code'] ?? (error as Error).message)})`;
    return [
      {
        rule: 'D201',
        place,
        says,
        fix: 'start the product, lead the name here, or give --url with where it answers',
      },
    ];
  }
  const { answer, certificate } = visit;
  const found: Finding[] = [];
  if (answer.status === 421)
    found.push({
      rule: 'D202',
      place,
      says: 'answered as a host that is nobody’s (421)',
      fix: 'apply the tenants file here; a proxy must pass the host on as it is asked for',
    });
  else if (answer.status >= 500)
    found.push({
      rule: 'D203',
      place,
      says: `answered ${answer.status}`,
      fix: 'see the product’s log',
    });
  if (certificate?.fault)
    found.push({
      rule: 'D204',
      place,
      says: `its certificate is refused by browsers: ${certificate.fault}`,
      fix: 'see whether the name leads here and the proxy’s ask is answered: docs/hosts.md, Certificates',
    });
  const days = certificate?.validUntil && (certificate.validUntil.getTime() - Date.now()) / DAY_MS;
  if (typeof days === 'number' && days < RENEWED_BY_DAYS && !certificate?.fault)
    found.push({
      rule: 'D205',
      place,
      says: `its certificate ends in ${Math.floor(days)} days and was not renewed`,
      fix: 'see the proxy’s log for this name',
    });
  if (
    production &&
    certificate &&
    answer.headers['strict-transport-security'] === undefined &&
    answer.status < 400
  )
    found.push({
      rule: 'D206',
      place,
      says: 'browsers are not told to keep to TLS',
      fix: 'set TRUSTED_PROXY to the proxy’s address, so that the product knows of TLS',
    });
  return found;
}

/** What DNS says now of the label's own hosts and sender domains, beside what it must say. */
export async function checkRecords(
  application: INestApplicationContext,
  tenantId: string,
): Promise<Finding[]> {
  const [hosts, senders, db] = [
    application.get(OwnHosts),
    application.get(SenderDomains),
    application.get(Db),
  ];
  return runForTenant(tenantId, systemActor, async () => {
    const { own, domains } = await db.transaction(async () => ({
      own: (await hosts.list()).flatMap((portal) => portal.hosts),
      domains: await senders.list(),
    }));
    const found: Finding[] = [];
    for (const { id, host, state } of own) {
      if (state === 'released' || state === 'pending') continue;
      if (state === 'suspended')
        found.push({
          rule: 'D207',
          place: host,
          says: 'it is suspended: its records were wrong for too long',
          fix: 'set them again and press Check in the studio, or release the host there',
        });
      for (const { purpose, verdict, type, name, value } of await hosts.look(id))
        if (verdict !== 'right')
          found.push({
            rule: purpose === 'ownership' ? 'D208' : 'D209',
            place: name,
            says: `its ${type} record is ${verdict}`,
            fix: `set ${type} ${name} to ${value}`,
          });
    }
    for (const { id, state } of domains) {
      if (state !== 'verified' && state !== 'suspended') continue;
      for (const { purpose, verdict, type, name, value } of await senders.look(id))
        if (verdict !== 'right')
          found.push({
            rule: { dkim: 'D301', spf: 'D302', dmarc: 'D303' }[purpose as 'dkim' | 'spf' | 'dmarc'],
            place: name,
            says: `its ${type} record is ${verdict}; mail goes out in the neutral sender’s name`,
            fix: `set ${type} ${name} to ${value}`,
          });
    }
    return found;
  });
}

/** The operator's own part of DNS: without these, mail of the neutral sender is not believed. */
export async function checkNeutralSender(
  application: INestApplicationContext,
  tenantId: string,
  { neutralDomain }: Config,
): Promise<Finding[]> {
  // The demo's own names are in no DNS.
  if (neutralDomain === 'localhost' || neutralDomain.endsWith('.localhost')) return [];
  const dns = application.get(DomainNames);
  const { key } = application.get(TenantDirectory).spec(tenantId);
  const wanted = (await application.get(Senders).neutralRecords()).filter(({ name }) =>
    name.endsWith(`._domainkey.${key}.${neutralDomain}`),
  );
  const found: Finding[] = [];
  for (const { name, value } of wanted) {
    const seen = await dns.txt(name).catch(() => null);
    if (seen === null || !seen.some((text) => text.replace(/\s/g, '') === value.replace(/\s/g, '')))
      found.push({
        rule: 'D304',
        place: name,
        says:
          seen === null
            ? 'DNS did not answer'
            : seen.length === 0
              ? 'its TXT record is missing'
              : 'its TXT record is different',
        fix: `set TXT ${name} to ${value}; \`mail records\` prints them all`,
      });
  }
  const spf = await dns.txt(`_spf.${neutralDomain}`).catch(() => null);
  if (spf !== null && !spf.some((text) => text.startsWith('v=spf1')))
    found.push({
      rule: 'D305',
      place: `_spf.${neutralDomain}`,
      says: 'it does not say which servers send',
      fix: `set TXT _spf.${neutralDomain} to v=spf1 with your servers: labels include it`,
    });
  return found;
}
