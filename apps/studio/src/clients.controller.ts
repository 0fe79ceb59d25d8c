import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '#platform/access';
import { Form, Id, Input, Page, Portal, Search, View } from '#platform/web';
import {
  ClientFilter,
  ClientInput,
  ClientList,
  MemberInvitation,
  MemberList,
  MemberRoleInput,
  Members,
  Organizations,
  OrganizationView,
} from '#domain/identity';
import { z } from 'zod';

const ONE = '/clients/:id';
const Identified = z.object({ id: z.uuid() });
const Done = z.object({});
const Agencies = z.object({ agencies: z.array(z.object({ id: z.uuid(), name: z.string() })) });
const Client = z.object({ organization: OrganizationView, members: MemberList });
const StaffMemberInvitation = MemberInvitation.omit({ campaignId: true }).extend({
  role: z.enum(['admin', 'approver', 'finance', 'member']),
});

/** The label's brand clients and their people. */
@Portal('studio')
@Controller('clients')
export class ClientsController {
  constructor(
    private readonly organizations: Organizations,
    private readonly members: Members,
  ) {}

  @Can('read', 'Organization')
  @View('clients/list', ClientList)
  @Get()
  list(@Search(ClientFilter) filter: ClientFilter) {
    return this.organizations.list(filter);
  }

  @Can('create', 'Organization')
  @Page()
  @View('clients/new', Agencies)
  @Get('new')
  async blank() {
    const { data } = await this.organizations.list({ limit: 100, kind: 'agency' });
    return { agencies: data.map(({ id, name }) => ({ id, name })) };
  }

  @Can('create', 'Organization')
  @Form({ page: '/clients/new', done: ONE, notice: 'client_created' }, Identified)
  @Post()
  create(@Input(ClientInput) input: ClientInput) {
    return this.organizations.create(input);
  }

  @Can('read', 'Organization')
  @View('clients/show', Client)
  @Get(':id')
  async show(@Id('id') id: string) {
    const organization = await this.organizations.view(id);
    return { organization, members: await this.members.list(id) };
  }

  @Can('update', 'Organization')
  @Form({ page: ONE, done: ONE, notice: 'client_suspended' }, Done)
  @Post(':id/suspend')
  async suspend(@Id('id') id: string) {
    await this.organizations.suspend(id);
    return {};
  }

  @Can('update', 'Organization')
  @Form({ page: ONE, done: ONE, notice: 'client_resumed' }, Done)
  @Post(':id/resume')
  async resume(@Id('id') id: string) {
    await this.organizations.resume(id);
    return {};
  }

  @Can('invite', 'Member')
  @Form({ page: ONE, done: ONE, notice: 'invitation_sent' }, z.object({ invitationId: z.uuid() }))
  @Post(':id/invitations')
  async invite(
    @Id('id') id: string,
    @Input(StaffMemberInvitation) input: z.infer<typeof StaffMemberInvitation>,
  ) {
    const invitation = await this.members.invite(id, input);
    return { invitationId: invitation.id };
  }

  @Can('invite', 'Member')
  @Form({ page: ONE, done: ONE, notice: 'invitation_sent' }, Done)
  @Post(':id/invitations/:invitation/resend')
  async resend(@Id('id') id: string, @Id('invitation') invitation: string) {
    await this.members.resend(id, invitation);
    return {};
  }

  @Can('invite', 'Member')
  @Form({ page: ONE, done: ONE, notice: 'invitation_withdrawn' }, Done)
  @Post(':id/invitations/:invitation/withdraw')
  async withdraw(@Id('id') id: string, @Id('invitation') invitation: string) {
    await this.members.withdraw(id, invitation);
    return {};
  }

  @Can('update', 'Member')
  @Form({ page: ONE, done: ONE, notice: 'role_changed' }, Done)
  @Post(':id/members/:member/role')
  async changeRole(
    @Id('id') id: string,
    @Id('member') member: string,
    @Input(MemberRoleInput) { role }: z.infer<typeof MemberRoleInput>,
  ) {
    await this.members.changeRole(id, member, role);
    return {};
  }

  @Can('update', 'Member')
  @Form({ page: ONE, done: ONE, notice: 'member_removed' }, Done)
  @Post(':id/members/:member/remove')
  async removeMember(@Id('id') id: string, @Id('member') member: string) {
    await this.members.remove(id, member);
    return {};
  }
}
