import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '#platform/access';
import { Form, Id, Input, Page, Portal, Stream, View } from '#platform/web';
import {
  HostInput,
  HostList,
  HostView,
  OwnHosts,
  SenderDomains,
  SenderInput,
  SenderView,
} from '#domain/tenants';
import { z } from 'zod';

const Done = z.object({});
const Made = z.object({ id: z.uuid() });
const Checked = z.object({ id: z.uuid(), state: z.string() });

/** The label's own hosts and the domains it sends mail from. DNS is asked outside of any transaction. */
@Portal('studio')
@Controller('hosts')
export class HostsController {
  constructor(
    private readonly hosts: OwnHosts,
    private readonly senders: SenderDomains,
  ) {}

  @Can('read', 'Label')
  @View('hosts/list', HostList)
  @Get()
  async list(): Promise<HostList> {
    return { data: await this.hosts.list(), senders: await this.senders.list() };
  }

  @Can('update', 'Label')
  @Page()
  @View('hosts/new', Done)
  @Get('new')
  blank() {
    return {};
  }

  @Can('update', 'Label')
  @Form({ page: '/hosts/new', done: '/hosts/:id', notice: 'host_claimed' }, Made)
  @Post()
  claim(@Input(HostInput) input: HostInput) {
    return this.hosts.claim(input);
  }

  @Can('update', 'Label')
  @Page()
  @View('hosts/new-sender', Done)
  @Get('senders/new')
  blankSender() {
    return {};
  }

  @Can('update', 'Label')
  @Stream()
  @Form({ page: '/hosts/senders/new', done: '/hosts/senders/:id', notice: 'sender_added' }, Made)
  @Post('senders')
  addSender(@Input(SenderInput) { domain }: SenderInput) {
    return this.senders.add(domain);
  }

  @Can('read', 'Label')
  @View('hosts/sender', SenderView)
  @Get('senders/:id')
  sender(@Id('id') id: string) {
    return this.senders.get(id);
  }

  @Can('update', 'Label')
  @Stream()
  @Form({ page: '/hosts/senders/:id', done: '/hosts/senders/:id', notice: 'name_checked' }, Checked)
  @Post('senders/:id/check')
  checkSender(@Id('id') id: string) {
    return this.senders.check(id);
  }

  @Can('update', 'Label')
  @Form({ page: '/hosts/senders/:id', done: '/hosts', notice: 'sender_released' }, Done)
  @Post('senders/:id/remove')
  async releaseSender(@Id('id') id: string) {
    await this.senders.release(id);
    return {};
  }

  @Can('read', 'Label')
  @View('hosts/host', HostView)
  @Get(':id')
  host(@Id('id') id: string) {
    return this.hosts.get(id);
  }

  @Can('update', 'Label')
  @Stream()
  @Form({ page: '/hosts/:id', done: '/hosts/:id', notice: 'name_checked' }, Checked)
  @Post(':id/check')
  check(@Id('id') id: string) {
    return this.hosts.check(id);
  }

  @Can('update', 'Label')
  @Form({ page: '/hosts/:id', done: '/hosts/:id', notice: 'host_renewed' }, Done)
  @Post(':id/renew')
  async renew(@Id('id') id: string) {
    await this.hosts.renew(id);
    return {};
  }

  @Can('update', 'Label')
  @Form({ page: '/hosts/:id', done: '/hosts', notice: 'host_released' }, Done)
  @Post(':id/remove')
  async release(@Id('id') id: string) {
    await this.hosts.release(id);
    return {};
  }
}
