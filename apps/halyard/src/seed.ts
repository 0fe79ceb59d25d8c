import type { INestApplicationContext } from '@nestjs/common';
import { Db } from '#platform/database';
import {
  type Actor,
  type MemberRole,
  newId,
  runForTenant,
  type StaffRole,
  systemActor,
} from '#platform/kernel';
import { parseInput } from '#platform/web';
import { CampaignInput, CampaignProgress, Campaigns } from '#domain/campaigns';
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
import { type SeedLabel, seedFor } from './seed-people.js';

/** What every invented person of the demo signs in with. */
export const DEMO_PASSWORD = 'demo-demo-demo';

/**
 * Gives each label of the demo invented people and something to look at, once: a label that has staff is left alone.
 * Who may sign in is shown beside the sign-in forms at every start.
 */
export async function seed(application: INestApplicationContext): Promise<void> {
  const directory = application.get(TenantDirectory);
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  for (const tenantId of directory.all()) {
    const { key, locales } = directory.spec(tenantId);
    const people = seedFor(key, locales[0] ?? 'en');
    showPeople(application, tenantId, people);
    await runForTenant(tenantId, systemActor, () => new Seeding(application, people, passwordHash).run());
  }
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

  async run(): Promise<void> {
    const known = await this.db.transaction(() => this.db.repo(StaffMember).count({}));
    if (known > 0) return;
    await this.db.transaction(() => this.write());
  }

  private async write(): Promise<void> {
    const { staff, client, members, influencers } = this.people;
    for (const { email, name, role } of staff) {
      await this.db
        .repo(StaffMember)
        .insert({ id: newId(), accountId: await this.account(email, name), role });
    }
    const organizationId = newId();
    await this.db.repo(Organization).insert({ id: organizationId, ...client, state: 'active' });
    let adminId = '';
    for (const { email, name, role } of members) {
      const accountId = await this.account(email, name);
      if (role === 'admin') adminId = accountId;
      await this.db.repo(Membership).insert({ id: newId(), accountId, organizationId, role });
    }
    for (const { email, ...profile } of influencers) {
      const { id } = await this.application
        .get(Influencers)
        .create(parseInput(InfluencerInput, { ...profile, ...(email && { email }) }));
      if (!email) continue;
      const accountId = await this.account(email, profile.displayName);
      await this.db.repo(Representation).insert({ id: newId(), accountId, influencerId: id, kind: 'self' });
      await this.db.query({
        name: 'seed_claimed',
        text: 'UPDATE influencer SET claimed_at = now() WHERE tenant_id = app.tenant() AND id = $1',
        values: [id],
      });
    }
    const admin: Actor = {
      kind: 'member',
      role: 'member.admin',
      accountId: adminId,
      partyIds: [organizationId],
      name: members[0]?.name ?? '',
    };
    await this.campaigns(organizationId, admin);
  }

  /** One campaign that waits for the label's approval, and one that is still a draft. */
  private async campaigns(organizationId: string, admin: Actor): Promise<void> {
    const { tenantId } = await this.db
      .repo(Organization)
      .findOne({ id: organizationId })
      .then((found) => ({ tenantId: found?.tenantId ?? '' }));
    await runForTenant(tenantId, admin, async () => {
      for (const { submitted, ...campaign } of this.people.campaigns) {
        const { id } = await this.application
          .get(Campaigns)
          .create(organizationId, parseInput(CampaignInput, campaign));
        if (submitted) await this.application.get(CampaignProgress).submit(id);
      }
    });
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
    people.members.map(({ email, role }) => card(email, `member.${role satisfies MemberRole}`)),
  );
  shown.show(
    tenantId,
    'influencer',
    people.influencers.flatMap(({ email }) => (email ? [card(email, 'influencer.self')] : [])),
  );
}
