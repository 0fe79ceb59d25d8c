import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { Events } from '#platform/events';
import { addDays, conflict, currentActor, digest, newId, newSecret, notFound, now } from '#platform/kernel';
import { Mail } from '#platform/mail';
import { TenantDirectory } from '#domain/tenants';
import { normaliseEmail } from './emails.js';
import { Account, Membership, Representation, StaffMember } from './identity.entities.js';
import { invitationSent } from './identity.events.js';
import {
  type Grants,
  type InvitationDetails,
  MailedToken,
  type PeoplePortal,
} from './mailed-token.entity.js';

export const INVITATION_DAYS = 14;

export interface Invitation {
  readonly email: string;
  readonly name?: string | undefined;
  readonly portal: PeoplePortal;
  readonly grants: Grants;
  readonly details?: InvitationDetails;
}

/** Invites people by mail. Whether the current actor may is its caller's matter. */
@Injectable()
export class Invitations {
  constructor(
    private readonly db: Db,
    private readonly mail: Mail,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly tenants: TenantDirectory,
  ) {}

  /**
   * Mails an invitation, in the current transaction. An open one to the same address for the same thing is replaced:
   * its link ends. @throws `already_there` where that person has what the invitation would give.
   */
  async invite({ email, name = '', portal, grants, details = {} }: Invitation): Promise<{ id: string }> {
    const emailNorm = normaliseEmail(email);
    await this.refuseMember(emailNorm, grants);
    await this.withdrawSame(emailNorm, grants);
    const id = newId();
    const secret = newSecret();
    const actor = currentActor();
    const said = { inviter: actor.name || this.tenants.current.name, ...details };
    await this.db.repo(MailedToken).insert({
      id,
      kind: 'invitation',
      secretHash: digest(secret),
      email,
      emailNorm,
      name,
      grants,
      details: said,
      portal,
      createdBy: actor.accountId,
      createdAt: now(),
      sentAt: now(),
      expiresAt: addDays(now(), INVITATION_DAYS),
    });
    await this.post({ email, name, portal, grants, details: said }, secret);
    await this.audit.record('invitation.sent', 'Invitation', id, { ...grants, portal });
    await this.events.emit(invitationSent, { invitationId: id, portal });
    return { id };
  }

  /** Mails an open invitation once more, with a new link and a new term; the former link ends. */
  async resend(id: string): Promise<void> {
    const token = await this.open(id);
    const secret = newSecret();
    await this.db
      .repo(MailedToken)
      .update(
        { id },
        { secretHash: digest(secret), sentAt: now(), expiresAt: addDays(now(), INVITATION_DAYS) },
      );
    await this.post({ ...token, grants: token.grants as Grants }, secret);
    await this.audit.record('invitation.resent', 'Invitation', id);
  }

  async withdraw(id: string): Promise<void> {
    await this.open(id);
    await this.db.repo(MailedToken).delete({ id });
    await this.audit.record('invitation.withdrawn', 'Invitation', id);
  }

  /** An invitation that is not used yet, expired or not. */
  async open(id: string): Promise<MailedToken> {
    const token = await this.db.repo(MailedToken).lock({ id, kind: 'invitation' });
    if (!token || token.usedAt) throw notFound('invitation');
    return token;
  }

  private async refuseMember(emailNorm: string, grants: Grants): Promise<void> {
    const account = await this.db.repo(Account).findOne({ emailNorm });
    if (account && (await this.has(account.id, grants))) throw conflict('already_there');
  }

  private async has(accountId: string, grants: Grants): Promise<boolean> {
    if ('staffRole' in grants) return (await this.db.repo(StaffMember).count({ accountId })) > 0;
    if ('organizationId' in grants) {
      return (await this.db.repo(Membership).count({ accountId, organizationId: grants.organizationId })) > 0;
    }
    return (await this.db.repo(Representation).count({ accountId, influencerId: grants.influencerId })) > 0;
  }

  private async withdrawSame(emailNorm: string, grants: Grants): Promise<void> {
    const repo = this.db.repo(MailedToken);
    for (const token of await repo.find({ kind: 'invitation', emailNorm })) {
      if (!token.usedAt && sameThing(token.grants, grants)) await repo.delete({ id: token.id });
    }
  }

  private async post(
    { email, name, portal, grants, details }: Required<Invitation>,
    secret: string,
  ): Promise<void> {
    await this.mail.send({
      to: { address: email, ...(name && { name }) },
      template: templateOf(grants),
      locale: this.tenants.current.locales[0] ?? 'en',
      data: {
        portal,
        ...details,
        name,
        role: roleOf(grants),
        link: `/invitation/${secret}`,
        days: INVITATION_DAYS,
      },
    });
  }
}

function templateOf(grants: Grants): string {
  if ('staffRole' in grants) return 'invitation-staff';
  return 'organizationId' in grants ? 'invitation-member' : 'invitation-influencer';
}

/** The key of a role's text, `staff.owner`. */
export function roleOf(grants: Grants): string {
  if ('staffRole' in grants) return `staff.${grants.staffRole}`;
  return 'organizationId' in grants ? `member.${grants.memberRole}` : 'influencer.self';
}

function sameThing(a: object, b: object): boolean {
  const party = (grants: object) =>
    'organizationId' in grants
      ? grants.organizationId
      : 'influencerId' in grants
        ? grants.influencerId
        : 'staff';
  return party(a) === party(b);
}
