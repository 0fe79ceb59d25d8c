import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '#platform/access';
import { invalidField, notFound } from '#platform/kernel';
import { Form, Id, Input, Page, Portal, View } from '#platform/web';
import { Campaigns } from '#domain/campaigns';
import { MemberInvitation, MemberList, MemberRoleInput, Members } from '#domain/identity';
import { z } from 'zod';

const LIST = '/o/:org/members';
const Identified = z.object({ id: z.uuid() });
const Done = z.object({});

/** Who works for the organization. */
@Portal('brand')
@Controller('o/:org/members')
export class MembersController {
  constructor(
    private readonly members: Members,
    private readonly campaigns: Campaigns,
  ) {}

  @Can('read', 'Member')
  @View('members/list', MemberList)
  @Get()
  list(@Id('org') org: string) {
    return this.members.list(org);
  }

  @Can('invite', 'Member')
  @Page()
  @View('members/invite', z.object({ campaigns: z.array(z.object({ id: z.uuid(), name: z.string() })) }))
  @Get('new')
  async blank() {
    const { data } = await this.campaigns.list({ limit: 100 });
    return { campaigns: data.map(({ id, name }) => ({ id, name })) };
  }

  @Can('invite', 'Member')
  @Form({ page: '/o/:org/members/new', done: LIST, notice: 'invitation_sent' }, Identified)
  @Post('invitations')
  async invite(@Id('org') org: string, @Input(MemberInvitation) input: MemberInvitation) {
    if (input.role === 'guest') await this.checkCampaign(org, input.campaignId);
    return this.members.invite(org, input);
  }

  @Can('invite', 'Member')
  @Form({ page: LIST, done: LIST, notice: 'invitation_sent' }, Done)
  @Post('invitations/:id/resend')
  async resend(@Id('org') org: string, @Id('id') id: string) {
    await this.members.resend(org, id);
    return {};
  }

  @Can('invite', 'Member')
  @Form({ page: LIST, done: LIST, notice: 'invitation_withdrawn' }, Done)
  @Post('invitations/:id/withdraw')
  async withdraw(@Id('org') org: string, @Id('id') id: string) {
    await this.members.withdraw(org, id);
    return {};
  }

  @Can('update', 'Member')
  @Form({ page: LIST, done: LIST, notice: 'role_changed' }, Done)
  @Post(':id/role')
  async changeRole(
    @Id('org') org: string,
    @Id('id') id: string,
    @Input(MemberRoleInput) { role }: z.infer<typeof MemberRoleInput>,
  ) {
    await this.members.changeRole(org, id, role);
    return {};
  }

  @Can('update', 'Member')
  @Form({ page: LIST, done: LIST, notice: 'member_removed' }, Done)
  @Post(':id/remove')
  async remove(@Id('org') org: string, @Id('id') id: string) {
    await this.members.remove(org, id);
    return {};
  }

  /** A guest is let into one campaign of this very organization. */
  private async checkCampaign(org: string, campaignId: string | undefined): Promise<void> {
    if (!campaignId) throw invalidField('campaignId', 'required');
    const campaign = await this.campaigns.get(campaignId);
    if (campaign.organizationId !== org) throw notFound('campaign');
  }
}
