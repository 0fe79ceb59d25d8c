import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { join } from 'node:path';
import { Db } from '#platform/database';
import {
  type Actor,
  type Config,
  describeError,
  log,
  type MemberRole,
  newId,
  runForTenant,
  type StaffRole,
  systemActor,
} from '#platform/kernel';
import { CONFIG, parseInput } from '#platform/web';
import {
  Account,
  DemoPeople,
  hashPassword,
  Membership,
  normaliseEmail,
  Organization,
  Representation,
  StaffMember,
} from '#domain/identity';
import { InfluencerInput, Influencers } from '#domain/roster';
import { TenantDirectory } from '#domain/tenants';
import { peopleOf, type SeedLabel } from './seed-people.js';
import { type Cast, SeedSteps } from './seed-steps.js';
import { SeedStory } from './seed-story.js';
import { ARABIC } from './seed-arabic.js';
import { ENGLISH, GERMAN, type SeedTexts } from './seed-texts.js';

/** What every invented person of the demo signs in with. */
export const DEMO_PASSWORD = 'demo-demo-demo';

/** How many of a label's influencers are shown beside its sign-in form. */
const SHOWN_INFLUENCERS = 3;

/**
 * Gives each label of the demo invented people and campaigns that wait for somebody, once: a label that has staff is
 * left alone. Who may sign in is shown beside the sign-in forms at every start. Answers what tells the rest of the story,
 * beside the first requests, so that nobody waits for it.
 */
export async function seed(application: NestFastifyApplication): Promise<() => Promise<void>> {
  const directory = application.get(TenantDirectory);
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const closing = new AbortController();
  application.getHttpServer().once('close', () => closing.abort());
  const told = await Promise.all(
    directory.all().map(async (tenantId) => {
      const { key, locales, currency } = directory.spec(tenantId);
      const locale = locales[0] ?? 'en';
      const people = peopleOf(key, locale);
      showPeople(application, tenantId, people);
      const inLabel = <T>(act: () => Promise<T>) => runForTenant(tenantId, systemActor, act);
      const cast = await inLabel(() => new Seeding(application, people, passwordHash).run(currency));
      if (!cast) return [];
      const { texts, pictures } = TOLD[locale.split('-', 1)[0] ?? ''] ?? TOLD.en;
      const steps = new SeedSteps(application, paths(application, pictures), texts, cast, closing.signal);
      const story = new SeedStory(steps);
      return [
        () => inLabel(() => story.whatWaits()),
        () => inLabel(() => story.liveCampaign()),
        () => inLabel(() => story.plans()),
        () => inLabel(() => story.pastCampaign()),
      ];
    }),
  );
  return async () => {
    for (const index of [0, 1, 2, 3]) {
      for (const ofLabel of told) {
        // What is left untold of one label is told of the next.
        await ofLabel[index]?.().catch((error: unknown) => {
          if (!closing.signal.aborted) log.warn('demo.story', describeError(error));
        });
      }
    }
  };
}

/** The story and its pictures, by language. */
const TOLD: Readonly<Record<string, { texts: SeedTexts; pictures: string }>> & {
  readonly en: { texts: SeedTexts; pictures: string };
} = {
  en: { texts: ENGLISH, pictures: 'switchback' },
  de: { texts: GERMAN, pictures: 'puder' },
  ar: { texts: ARABIC, pictures: 'sama' },
};

function paths(application: INestApplicationContext, pictures: string): string[] {
  const { root } = application.get<Config>(CONFIG);
  return [1, 2, 3].map((number) => join(root, 'apps', 'halyard', 'pictures', `${pictures}-${number}.jpg`));
}

class Seeding {
  private readonly db: Db;

  constructor(
    private readonly application: INestApplicationContext,
    private readonly people: SeedLabel,
    private readonly passwordHash: string,
  ) {
    this.db = application.get(Db);
  }

  /** Null where the label has people already. */
  run(currency: string): Promise<Cast | null> {
    return this.db.transaction(async () => {
      if ((await this.db.repo(StaffMember).count({})) > 0) return null;
      const [client, other] = this.people.clients;
      const manager = await this.staff();
      return {
        currency,
        manager,
        ...(await this.client(client)),
        other: await this.client(other),
        ...(await this.influencers()),
      };
    });
  }

  /** Answers the one who runs campaigns. */
  private async staff(): Promise<Actor> {
    let manager: Actor | null = null;
    for (const { email, name, role } of this.people.staff) {
      const accountId = await this.account(email, name);
      await this.db.repo(StaffMember).insert({ id: newId(), accountId, role });
      if (role === 'manager')
        manager = { kind: 'staff', role: 'staff.manager', accountId, partyIds: [], name };
    }
    if (!manager) throw new Error('nobody runs the campaigns of the demo');
    return manager;
  }

  private async client({ facts, members }: SeedLabel['clients'][number]): Promise<Cast['other']> {
    const organizationId = newId();
    await this.db.repo(Organization).insert({ id: organizationId, ...facts, state: 'active' });
    const actors: Actor[] = [];
    for (const { email, name, role } of members) {
      const accountId = await this.account(email, name);
      await this.db.repo(Membership).insert({ id: newId(), accountId, organizationId, role });
      actors.push({ kind: 'member', role: `member.${role}`, accountId, partyIds: [organizationId], name });
    }
    const admin = actors.find(({ role }) => role === 'member.admin');
    if (!admin) throw new Error(`${facts.name} has no admin`);
    return { organizationId, admin };
  }

  private async influencers(): Promise<Pick<Cast, 'influencers' | 'influencerIds'>> {
    const actors: Actor[] = [];
    const influencerIds: string[] = [];
    for (const { email, ...profile } of this.people.influencers) {
      const { id } = await this.application
        .get(Influencers)
        .create(parseInput(InfluencerInput, { ...profile, ...(email && { email }) }));
      influencerIds.push(id);
      if (!email) continue;
      const { displayName: name } = profile;
      const accountId = await this.account(email, name);
      await this.db.repo(Representation).insert({ id: newId(), accountId, influencerId: id, kind: 'self' });
      actors.push({ kind: 'influencer', role: 'influencer.self', accountId, partyIds: [id], name });
    }
    await this.db.query({
      name: 'seed_claimed',
      text: 'UPDATE influencer SET claimed_at = now() WHERE tenant_id = app.tenant() AND id = ANY($1::uuid[])',
      values: [actors.flatMap(({ partyIds }) => partyIds)],
    });
    return { influencers: actors, influencerIds };
  }

  private async account(email: string, name: string): Promise<string> {
    const id = newId();
    await this.db
      .repo(Account)
      .insert({ id, email, emailNorm: normaliseEmail(email), name, passwordHash: this.passwordHash });
    return id;
  }
}

function showPeople(application: INestApplicationContext, tenantId: string, people: SeedLabel): void {
  const shown = application.get(DemoPeople);
  const card = (email: string, role: string) => ({ email, password: DEMO_PASSWORD, role });
  shown.show(
    tenantId,
    'studio',
    people.staff.map(({ email, role }) => card(email, `staff.${role satisfies StaffRole}`)),
  );
  shown.show(
    tenantId,
    'brand',
    people.clients[0].members.map(({ email, role }) => card(email, `member.${role satisfies MemberRole}`)),
  );
  shown.show(
    tenantId,
    'influencer',
    people.influencers
      .slice(0, SHOWN_INFLUENCERS)
      .flatMap(({ email }) => (email ? [card(email, 'influencer.self')] : [])),
  );
}
