import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import {
  type Actor,
  currentPortal,
  gone,
  invalidField,
  newId,
  now,
  runAs,
  systemActor,
} from '#platform/kernel';
import { Mail } from '#platform/mail';
import { type Asked, refuseMissing, TenantDirectory } from '#domain/tenants';
import { IsNull } from 'typeorm';
import { Agreements } from './agreements/agreements.js';
import { Account, Membership, Organization, Representation, StaffMember } from './identity.entities.js';
import { influencerClaimed, invitationAccepted } from './identity.events.js';
import { roleOf } from './invitations.service.js';
import { type Grants, MailedToken } from './mailed-token.entity.js';
import { MailedLinks } from './mailed-links.service.js';
import { hashPassword, refuseCommon } from './passwords.js';
import { SignIn, type Visitor } from './sign-in.service.js';
import { LIMITS, networkOf, Throttle } from './throttle.service.js';

/** What an invited person is shown before they join. */
export interface OpenInvitation {
  readonly email: string;
  readonly name: string;
  readonly inviter: string | null;
  readonly party: string | null;
  readonly campaign: string | null;
  readonly role: string;
  /** Other profiles that wait for the same mailbox: accepting takes them on too. */
  readonly also: readonly string[];
  /** Whether a name and a password are still asked for; who has an account only confirms. */
  readonly needsAccount: boolean;
  readonly needsPassword: boolean;
  /** What is agreed to by joining, where that is asked for. */
  readonly asked: readonly Asked[];
}

/** Joining by invitation: an account where there is none, what the invitation gives, and a session. */
@Injectable()
export class Joining {
  constructor(
    private readonly db: Db,
    private readonly links: MailedLinks,
    private readonly signIn: SignIn,
    private readonly throttle: Throttle,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly mail: Mail,
    private readonly tenants: TenantDirectory,
    private readonly agreements: Agreements,
  ) {}

  async look(secret: string): Promise<OpenInvitation> {
    const token = await this.links.look('invitation', secret);
    const { details } = token;
    const account = await this.db.repo(Account).findOne({ emailNorm: token.emailNorm });
    return {
      email: token.email,
      name: account?.name ?? token.name,
      inviter: details.inviter ?? null,
      party: details.party ?? null,
      campaign: details.campaign ?? null,
      role: roleOf(token.grants as Grants),
      also: (await this.profilesBeside(token)).map(({ details: { party }, name }) => party ?? name),
      needsAccount: account === null,
      needsPassword: account === null && this.tenants.current.signIn.password,
      asked: await this.agreements.owed(account?.id ?? null),
    };
  }

  /** Accepts an invitation. The link proves the mailbox, so who has an account need not give its password. */
  async accept(
    secret: string,
    given: { name?: string | undefined; password?: string | undefined; agreed: readonly string[] },
    visitor: Visitor,
  ): Promise<{ secret: string; next: string }> {
    await this.throttle.take([LIMITS.token, networkOf(visitor.address)]);
    const shown = await this.db.transaction(() => this.look(secret), { readOnly: true });
    if (shown.needsAccount && !given.name) throw invalidField('name', 'required');
    if (shown.needsPassword && !given.password) throw invalidField('password', 'required');
    refuseMissing(shown.asked, given.agreed);
    const password = shown.needsPassword ? given.password : undefined;
    if (password) refuseCommon(password, shown.email);
    const passwordHash = password ? await hashPassword(password) : null;
    return this.db.transaction(async () => {
      const token = await this.links.use('invitation', secret);
      const account = await this.account(token, given.name ?? '', passwordHash);
      const joined: Actor = { ...systemActor, accountId: account.id, name: account.name };
      await runAs(joined, async () => {
        await this.agreements.accept(account.id, given.agreed);
        await this.join(token, account);
        for (const other of await this.profilesBeside(token))
          if (await this.links.close(other.id)) await this.join(other, account);
        await this.welcome(account);
      });
      return { secret: await this.signIn.open(account.id, visitor), next: token.details.next ?? '/' };
    });
  }

  private async account(token: MailedToken, name: string, passwordHash: string | null): Promise<Account> {
    const repo = this.db.repo(Account);
    const known = await repo.findOne({ emailNorm: token.emailNorm });
    if (known?.state === 'disabled') throw gone('link_gone');
    if (known) return known;
    const { email, emailNorm } = token;
    const id = newId();
    await repo.insert({ id, email, emailNorm, name, passwordHash, createdAt: now() });
    const made = await repo.findOne({ id });
    if (!made) throw new Error('an account vanished while it was made');
    return made;
  }

  private async join(token: MailedToken, account: Account): Promise<void> {
    const grants = token.grants as Grants;
    const given = {
      staffRole: null as string | null,
      organizationId: null as string | null,
      influencerId: null as string | null,
    };
    if ('staffRole' in grants) {
      given.staffRole = grants.staffRole;
      await this.enter(StaffMember, account.id, { role: grants.staffRole }, {});
    } else if ('organizationId' in grants) {
      given.organizationId = grants.organizationId;
      const organization = await this.db.repo(Organization).findOne({ id: grants.organizationId });
      if (!organization || organization.state === 'suspended') throw gone('link_gone');
      const { organizationId, memberRole: role, campaignId = null } = grants;
      await this.enter(Membership, account.id, { role, campaignId }, { organizationId });
    } else {
      given.influencerId = grants.influencerId;
      const { influencerId, representation: kind = 'self' } = grants;
      await this.enter(Representation, account.id, { kind }, { influencerId });
      await this.events.emit(influencerClaimed, { influencerId, accountId: account.id });
    }
    await this.audit.record('invitation.accepted', 'Invitation', token.id, {
      accountId: account.id,
      ...given,
    });
    await this.events.emit(invitationAccepted, { invitationId: token.id, accountId: account.id, ...given });
  }

  /**
   * Whoever manages several influencers is invited once for each; the mailbox is proved by one of the links, so the
   * rest need no press of their own. Roles at a brand or in the studio are each accepted by themselves.
   */
  private async profilesBeside({ id, emailNorm, grants }: MailedToken): Promise<MailedToken[]> {
    if (!('influencerId' in grants)) return [];
    const repo = this.db.repo(MailedToken);
    const open = await repo.find(
      { kind: 'invitation', emailNorm, usedAt: IsNull() },
      { order: { id: 'ASC' } },
    );
    return open.filter(
      (other) => other.id !== id && 'influencerId' in other.grants && other.expiresAt > now(),
    );
  }

  private async welcome(account: Account): Promise<void> {
    await this.mail.send({
      to: { address: account.email, name: account.name },
      template: 'welcome',
      locale: account.locale ?? this.tenants.current.locales[0] ?? 'en',
      data: { portal: currentPortal().kind, name: account.name, email: account.email, link: '/' },
    });
  }

  /** Once, even where somebody added the same person by another way in the meantime. */
  private async enter(
    target: typeof StaffMember | typeof Membership | typeof Representation,
    accountId: string,
    values: object,
    where: object,
  ): Promise<void> {
    const repo = this.db.repo<{ tenantId: string; id: string; accountId: string }>(target);
    if ((await repo.count({ accountId, ...where })) === 0)
      await repo.insert({ id: newId(), accountId, ...values, ...where });
  }
}
