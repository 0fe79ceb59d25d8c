import { buffer } from 'node:stream/consumers';
import type { INestApplicationContext } from '@nestjs/common';
import { judgeLook, Releases, TenantDirectory } from '#domain/tenants';
import { Db } from '#platform/database';
import { type Config, currentTenant, runForTenant, systemActor } from '#platform/kernel';
import { MailSamples } from '#platform/mail';
import { Files } from '#platform/storage';
import { ThemeLibrary } from '#platform/themes';
import { sampleMail } from '../../../studio/src/look-mail-samples.js';
import { MAILS } from '../themed.js';
import type { Finding } from './finding.js';
import { checkAnswer, checkNeutralSender, checkRecords } from './host-checks.js';
import { wordsAgainst } from './own-words.js';
import type { Received } from './received.js';
import { review } from './review.js';
import { signedIn } from './signed-in.js';
import { type ForbiddenWords, traces } from './telltales.js';
import { portOf, type Target, Visitor } from './visitor.js';
import { refusals, walk } from './walk.js';

export interface Examination {
  readonly findings: readonly Finding[];
  /** How much was looked at: an examination of nothing proves nothing. */
  readonly answers: number;
  readonly mails: number;
  readonly documents: number;
}

interface Wishes {
  /** Asked instead of each host's own address. */
  readonly target: Target | null;
  readonly allowed: readonly string[];
  /** Walks through the pages of one person of each portal too. */
  readonly signedIn: boolean;
}

/** Looks at a label as its people, mail servers and DNS see it now. Nothing changes. */
export async function examine(
  application: INestApplicationContext,
  config: Config,
  label: string,
  wishes: Wishes,
): Promise<Examination> {
  const directory = application.get(TenantDirectory);
  const tenantId = directory.idOf(label);
  const words = wordsAgainst(directory, tenantId, wishes.allowed);
  const visitor = new Visitor(wishes.target ?? ownAddresses(config));
  const findings = new Map<string, Finding>();
  const add = (found: readonly Finding[]) => {
    // The same word in the same place on fifty pages is one thing to mend.
    for (const finding of found) {
      const name = `${finding.rule} ${finding.says} ${finding.place.replace(/^(\w+:\/\/[^/]+).*/, '$1')}`;
      if (!findings.has(name)) findings.set(name, finding);
    }
  };
  const hosts = hostsOf(directory, tenantId);
  for (const host of hosts) {
    const found = await checkAnswer(visitor, host, config.production);
    add(found);
    if (found.some(({ rule }) => rule === 'D201')) continue;
    for await (const answer of walk(visitor, host)) add(await review(answer, words));
    for await (const answer of refusals(visitor, host)) add(await review(answer, words));
  }
  const nobody = await visitor.visit(`nobody.${config.neutralDomain}`, '/').catch(() => null);
  if (nobody) add(await review(nobody.answer, words));
  if (wishes.signedIn)
    for await (const { host, headers } of signedIn(application, tenantId))
      for await (const answer of walk(visitor, host, headers)) add(await review(answer, words));
  add(await checkRecords(application, tenantId));
  add(await checkNeutralSender(application, tenantId, config));
  const mails = await runForTenant(tenantId, systemActor, () => mailsOf(application, directory, tenantId));
  for (const mail of mails) add(await review(mail, words));
  const documents = await runForTenant(tenantId, systemActor, () => documentsOf(application));
  for (const document of documents) add(await review(document, words));
  add(await namesOfHosts(hosts, words));
  add(await runForTenant(tenantId, systemActor, () => looks(application, tenantId)));
  return {
    findings: [...findings.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1)),
    answers: visitor.answers,
    mails: mails.length,
    documents: documents.length,
  };
}

/** Where hosts answer when nobody says otherwise. */
function ownAddresses({ production, port }: Config): Target {
  const scheme = production ? 'https' : 'http';
  return { scheme, address: null, port: production ? portOf(scheme) : port };
}

/** The neutral ones, and those of its own that are routed. */
function hostsOf(directory: TenantDirectory, tenantId: string): string[] {
  return runForTenant(tenantId, systemActor, () => [
    ...new Set(
      (['brand', 'influencer', 'studio', 'edge'] as const).flatMap((kind) => [
        directory.spec(tenantId).hosts[kind],
        ...directory.hostsOf(kind),
      ]),
    ),
  ]);
}

/** Every mail in each of the label's languages, and the newest of each kind that it has sent. */
async function mailsOf(
  application: INestApplicationContext,
  directory: TenantDirectory,
  tenantId: string,
): Promise<Received[]> {
  const samples = application.get(MailSamples);
  const found = await samples.newest();
  for (const locale of directory.spec(tenantId).locales) {
    const look = directory.lookOf(tenantId).in(locale);
    for (const template of MAILS) {
      const data = sampleMail(template, look);
      if (data) found.push(await samples.made(template, data, locale));
    }
  }
  return found.map(({ template, locale, raw }) => ({
    kind: 'mail',
    place: `mail ${template} (${locale})`,
    raw,
  }));
}

/** Files that the product made itself, of each kind the newest few. */
const NEWEST_MADE = {
  name: 'doctor.documents',
  text: `SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY media_type ORDER BY id DESC) AS place FROM file
    WHERE tenant_id = $1 AND uploaded_by IS NULL AND bytes < 20000000) AS newest WHERE place <= 5`,
};

/** What was last printed and exported. */
async function documentsOf(application: INestApplicationContext): Promise<Received[]> {
  const [db, files] = [application.get(Db), application.get(Files)];
  const rows = await db.transaction(() =>
    db.query<{ id: string }>({ ...NEWEST_MADE, values: [currentTenant()] }),
  );
  const found: Received[] = [];
  for (const { id } of rows) {
    const { stream, name, mediaType } = await files.open(id);
    const headers = { 'content-type': mediaType, 'content-disposition': `attachment; filename="${name}"` };
    found.push({ kind: 'answer', place: `file ${name}`, status: 200, headers, body: await buffer(stream) });
  }
  return found;
}

/** A host's own name stands in every address and certificate. */
async function namesOfHosts(hosts: readonly string[], words: ForbiddenWords): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const host of hosts)
    for (const word of await traces(Buffer.from(host), words))
      found.push({
        rule: 'D210',
        place: host,
        says: `“${word}” in its name`,
        fix: 'give the label another neutral host, or the installation another NEUTRAL_DOMAIN',
      });
  return found;
}

/** What is wrong with the look that is shown now: a theme that does not load, colours nobody can read. */
async function looks(application: INestApplicationContext, tenantId: string): Promise<Finding[]> {
  const [db, releases] = [application.get(Db), application.get(Releases)];
  const content = await db.transaction(() => releases.content());
  const found = await judgeLook(application.get(ThemeLibrary), content, tenantId);
  return found.map(({ part, name, says, fix }) => ({
    rule: part === 'theme' ? 'D401' : part === 'tokens' ? 'D402' : 'D403',
    place: `look, ${part} ${name}`,
    says,
    fix,
  }));
}
