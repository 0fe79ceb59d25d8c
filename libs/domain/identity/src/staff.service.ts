import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { Db } from '#platform/database';
import { conflict, currentTenant, notFound, type StaffRole } from '#platform/kernel';
import { TenantDirectory } from '#domain/tenants';
import { In } from 'typeorm';
import { ActingFor } from './acting.service.js';
import { Session, StaffMember } from './identity.entities.js';
import { Invitations } from './invitations.service.js';
import type { StaffList } from './people.dto.js';
import { OPEN_INVITATIONS, STAFF, told } from './people.queries.js';

/** The label's own people. */
@Injectable()
export class Staff {
  constructor(
    private readonly db: Db,
    private readonly invitations: Invitations,
    private readonly audit: Audit,
    private readonly tenants: TenantDirectory,
    private readonly acting: ActingFor,
  ) {}

  async list(): Promise<StaffList> {
    const staff = await this.db.query({ ...STAFF, values: [currentTenant()] });
    const values = [currentTenant(), 'studio', null];
    const invitations = await this.db.query({ ...OPEN_INVITATIONS, values });
    return { data: told(staff), invitations: told(invitations) };
  }

  invite(input: { email: string; name?: string | undefined; role: StaffRole }): Promise<{ id: string }> {
    const { email, name, role } = input;
    const details = { party: this.tenants.current.name };
    return this.invitations.invite({ email, name, portal: 'studio', grants: { staffRole: role }, details });
  }

  async resend(id: string): Promise<void> {
    await this.invitations.resend(await this.invitation(id));
  }

  async withdraw(id: string): Promise<void> {
    await this.invitations.withdraw(await this.invitation(id));
  }

  /** The invitation of a colleague; others are not handled here. */
  private async invitation(id: string): Promise<string> {
    const token = await this.invitations.open(id);
    if (!('staffRole' in token.grants)) throw notFound('invitation');
    return id;
  }

  async changeRole(id: string, role: StaffRole): Promise<void> {
    const member = await this.held(id);
    if (member.role === role) return;
    if (keepsTheLabel(member)) await this.keepAnOwner();
    await this.db.repo(StaffMember).update({ id }, { role });
    await this.audit.record('staff.roleChanged', 'Staff', id, {
      accountId: member.accountId,
      from: member.role,
      to: role,
    });
  }

  async remove(id: string): Promise<void> {
    const member = await this.held(id);
    if (keepsTheLabel(member)) await this.keepAnOwner();
    await this.db.repo(StaffMember).delete({ id });
    await this.endSessions(member.accountId);
    await this.audit.record('staff.removed', 'Staff', id, { accountId: member.accountId, role: member.role });
  }

  /** Keeps somebody out for a while: role and name stay, sessions and acts for others end, no mail goes there. */
  async suspend(id: string): Promise<void> {
    const member = await this.held(id);
    if (member.state === 'suspended') return;
    if (keepsTheLabel(member)) await this.keepAnOwner();
    await this.db.repo(StaffMember).update({ id }, { state: 'suspended' });
    await this.endSessions(member.accountId);
    await this.audit.record('staff.suspended', 'Staff', id, { accountId: member.accountId });
  }

  async resume(id: string): Promise<void> {
    const member = await this.held(id);
    if (member.state === 'active') return;
    await this.db.repo(StaffMember).update({ id }, { state: 'active' });
    await this.audit.record('staff.resumed', 'Staff', id, { accountId: member.accountId });
  }

  private async endSessions(accountId: string): Promise<void> {
    await this.db.repo(Session).delete({ accountId, host: In(this.tenants.hostsOf('studio')) });
    await this.acting.endAllOf(accountId);
  }

  /** Whoever changes an owner waits for the others who do, so that no two take the last ones away at once. */
  private async held(id: string): Promise<StaffMember> {
    await this.db.query({
      name: 'staff_owners_lock',
      text: "SELECT id FROM staff_member WHERE tenant_id = $1 AND role = 'owner' ORDER BY id FOR UPDATE",
      values: [currentTenant()],
    });
    const member = await this.db.repo(StaffMember).lock({ id });
    if (!member) throw notFound('staff');
    return member;
  }

  private async keepAnOwner(): Promise<void> {
    if ((await this.db.repo(StaffMember).count({ role: 'owner', state: 'active' })) < 2)
      throw conflict('last_owner');
  }
}

function keepsTheLabel({ role, state }: StaffMember): boolean {
  return role === 'owner' && state === 'active';
}
