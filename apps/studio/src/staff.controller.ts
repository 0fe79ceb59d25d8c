import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '#platform/access';
import { Form, Id, Input, Page, Portal, View } from '#platform/web';
import { Staff, StaffInvitation, StaffList, StaffRoleInput } from '#domain/identity';
import { z } from 'zod';

const LIST = '/staff';
const Done = z.object({});

/** The label's own people: owners invite, change and remove them. */
@Portal('studio')
@Controller('staff')
export class StaffController {
  constructor(private readonly staff: Staff) {}

  @Can('read', 'Staff')
  @View('staff/list', StaffList)
  @Get()
  list() {
    return this.staff.list();
  }

  @Can('invite', 'Staff')
  @Page()
  @View('staff/invite', z.object({}))
  @Get('new')
  blank() {
    return {};
  }

  @Can('invite', 'Staff')
  @Form({ page: '/staff/new', done: LIST, notice: 'invitation_sent' }, z.object({ id: z.uuid() }))
  @Post('invitations')
  invite(@Input(StaffInvitation) input: z.infer<typeof StaffInvitation>) {
    return this.staff.invite(input);
  }

  @Can('invite', 'Staff')
  @Form({ page: LIST, done: LIST, notice: 'invitation_sent' }, Done)
  @Post('invitations/:id/resend')
  async resend(@Id('id') id: string) {
    await this.staff.resend(id);
    return {};
  }

  @Can('invite', 'Staff')
  @Form({ page: LIST, done: LIST, notice: 'invitation_withdrawn' }, Done)
  @Post('invitations/:id/withdraw')
  async withdraw(@Id('id') id: string) {
    await this.staff.withdraw(id);
    return {};
  }

  @Can('update', 'Staff')
  @Form({ page: LIST, done: LIST, notice: 'role_changed' }, Done)
  @Post(':id/role')
  async changeRole(@Id('id') id: string, @Input(StaffRoleInput) { role }: z.infer<typeof StaffRoleInput>) {
    await this.staff.changeRole(id, role);
    return {};
  }

  @Can('update', 'Staff')
  @Form({ page: LIST, done: LIST, notice: 'staff_suspended' }, Done)
  @Post(':id/suspend')
  async suspend(@Id('id') id: string) {
    await this.staff.suspend(id);
    return {};
  }

  @Can('update', 'Staff')
  @Form({ page: LIST, done: LIST, notice: 'staff_resumed' }, Done)
  @Post(':id/resume')
  async resume(@Id('id') id: string) {
    await this.staff.resume(id);
    return {};
  }

  @Can('update', 'Staff')
  @Form({ page: LIST, done: LIST, notice: 'member_removed' }, Done)
  @Post(':id/remove')
  async remove(@Id('id') id: string) {
    await this.staff.remove(id);
    return {};
  }
}
