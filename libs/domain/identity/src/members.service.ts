import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { conflict, currentTenant, type MemberRole, notFound } from '#platform/kernel';
import { Membership, Organization } from './identity.entities.js';
import { Invitations } from './invitations.service.js';
import { Organizations } from './organizations.service.js';
import type { MemberInvitation, MemberList } from './people.dto.js';
import { MEMBERS, OPEN_INVITATIONS, told } from './people.queries.js';

/** Who works for an organization. Every call names the organization and meets the party wall first. */
@Injectable()
export class Members {
  constructor(
    private readonly db: Db,
    private readonly organizations: Organizations,
    private readonly invitations: Invitations,
    private readonly audit: Audit,
  ) {}

  async list(organizationId: string): Promise<MemberList> {
    await this.organizations.get(organizationId, 'Member');
    const members = await this.db.query({ ...MEMBERS, values: [currentTenant(), organizationId] });
    const values = [currentTenant(), 'brand', organizationId];
    const invitations = await this.db.query({ ...OPEN_INVITATIONS, values });
    return { data: told(members), invitations: told(invitations) };
  }

  async invite(organizationId: string, input: MemberInvitation): Promise<{ id: string }> {
    const { name: party, state } = await this.organizations.get(organizationId, 'Member');
    if (state === 'suspended') throw conflict('organization_suspended');
    const { email, name, role, campaignId = null } = input;
    const grants = { organizationId, memberRole: role, ...(role === 'guest' && { campaignId }) };
    return this.invitations.invite({ email, name, portal: 'brand', grants, details: { party } });
  }

  async resend(organizationId: string, invitationId: string): Promise<void> {
    await this.invitations.resend(await this.invitation(organizationId, invitationId));
  }

  async withdraw(organizationId: string, invitationId: string): Promise<void> {
    await this.invitations.withdraw(await this.invitation(organizationId, invitationId));
  }

  async changeRole(organizationId: string, id: string, role: MemberRole): Promise<void> {
    const member = await this.held(organizationId, id);
    if (member.role === role) return;
    if (member.role === 'admin') await this.keepAnAdmin(organizationId);
    await this.db.repo(Membership).update({ id }, { role, campaignId: null });
    const { accountId, role: from } = member;
    await this.audit.record('member.roleChanged', 'Member', id, {
      organizationId,
      accountId,
      from,
      to: role,
    });
  }

  async remove(organizationId: string, id: string): Promise<void> {
    const member = await this.held(organizationId, id);
    if (member.role === 'admin') await this.keepAnAdmin(organizationId);
    await this.db.repo(Membership).delete({ id });
    const { accountId, role } = member;
    await this.audit.record('member.removed', 'Member', id, { organizationId, accountId, role });
  }

  private async invitation(organizationId: string, id: string): Promise<string> {
    await this.organizations.get(organizationId, 'Member');
    const { grants } = await this.invitations.open(id);
    if (!('organizationId' in grants) || grants.organizationId !== organizationId)
      throw notFound('invitation');
    return id;
  }

  /** Changes among an organization's members happen one after the other. */
  private async held(organizationId: string, id: string): Promise<Membership> {
    await this.organizations.get(organizationId, 'Member');
    await this.db.repo(Organization).lock({ id: organizationId });
    const member = await this.db.repo(Membership).findOne({ id, organizationId });
    if (!member) throw notFound('member');
    return member;
  }

  private async keepAnAdmin(organizationId: string): Promise<void> {
    if ((await this.db.repo(Membership).count({ organizationId, role: 'admin' })) < 2)
      throw conflict('last_admin');
  }
}
