import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '#platform/access';
import { notFound } from '#platform/kernel';
import { Form, Id, Input, Page, Portal, Search, View } from '#platform/web';
import { Discovery, SearchInput, SearchResult } from '#domain/discovery';
import {
  ChannelEdit,
  ChannelInput,
  ChannelView,
  ClaimInput,
  ContactInput,
  InfluencerEdit,
  InfluencerInput,
  InfluencerRecord,
  Influencers,
} from '#domain/roster';
import { z } from 'zod';

const Made = z.object({ id: z.uuid() });
const one = '/roster/:id';
const ChannelPage = z.object({
  id: z.uuid(),
  displayName: z.string(),
  channel: ChannelView.nullable(),
  /** The only one, which stays. */
  last: z.boolean(),
});

/** The label's roster, as its staff keep it. */
@Portal('studio')
@Controller('roster')
export class RosterController {
  constructor(
    private readonly influencers: Influencers,
    private readonly discovery: Discovery,
  ) {}

  @Can('read', 'Roster')
  @View('roster/list', SearchResult)
  @Get()
  list(@Search(SearchInput) input: SearchInput) {
    return this.discovery.search(input);
  }

  @Can('create', 'Influencer')
  @Page()
  @View('roster/new', z.object({}))
  @Get('new')
  blank() {
    return {};
  }

  @Can('create', 'Influencer')
  @Form({ page: '/roster/new', done: one, notice: 'influencer_added' }, Made)
  @Post()
  create(@Input(InfluencerInput) input: InfluencerInput) {
    return this.influencers.create(input);
  }

  @Can('read', 'Roster')
  @View('roster/show', InfluencerRecord)
  @Get(':id')
  show(@Id('id') id: string) {
    return this.influencers.record(id);
  }

  @Can('update', 'Influencer')
  @Page()
  @View('roster/edit', InfluencerRecord)
  @Get(':id/edit')
  edit(@Id('id') id: string) {
    return this.influencers.record(id);
  }

  @Can('update', 'Influencer')
  @Form({ page: '/roster/:id/edit', done: one, notice: 'influencer_saved' }, Made)
  @Post(':id')
  save(@Id('id') id: string, @Input(InfluencerEdit) input: InfluencerEdit) {
    return this.influencers.edit(id, input);
  }

  /** Address and telephone alone, where the rest of the profile is not at hand. */
  @Can('update', 'Influencer')
  @Form({ page: one, done: one, notice: 'influencer_saved' }, Made)
  @Post(':id/contact')
  contact(@Id('id') id: string, @Input(ContactInput) input: ContactInput) {
    return this.influencers.contact(id, input);
  }

  @Can('invite', 'Influencer')
  @Form({ page: one, done: one, notice: 'invitation_sent' }, Made)
  @Post(':id/invite')
  invite(@Id('id') id: string, @Input(ClaimInput) input: ClaimInput) {
    return this.influencers.invite(id, input);
  }

  @Can('update', 'Influencer')
  @Page()
  @View('roster/channel', ChannelPage)
  @Get(':id/channels/new')
  async blankChannel(@Id('id') id: string) {
    const { displayName } = await this.influencers.record(id);
    return { id, displayName, channel: null, last: false };
  }

  @Can('update', 'Influencer')
  @Page()
  @View('roster/channel', ChannelPage)
  @Get(':id/channels/:channel')
  async showChannel(@Id('id') id: string, @Id('channel') channelId: string) {
    const { displayName, channels } = await this.influencers.record(id);
    const channel = channels.find((one) => one.id === channelId);
    if (!channel) throw notFound('channel');
    return { id, displayName, channel, last: channels.length === 1 };
  }

  @Can('update', 'Influencer')
  @Form({ page: `${one}/channels/new`, done: one, notice: 'channel_added' }, Made)
  @Post(':id/channels')
  addChannel(@Id('id') id: string, @Input(ChannelInput) input: ChannelInput) {
    return this.influencers.addChannel(id, input);
  }

  @Can('update', 'Influencer')
  @Form({ page: `${one}/channels/:channel`, done: one, notice: 'channel_saved' }, Made)
  @Post(':id/channels/:channel')
  editChannel(@Id('id') id: string, @Id('channel') channel: string, @Input(ChannelEdit) input: ChannelEdit) {
    return this.influencers.editChannel(id, channel, input);
  }

  @Can('update', 'Influencer')
  @Form({ page: `${one}/channels/:channel`, done: one, notice: 'channel_removed' }, Made)
  @Post(':id/channels/:channel/remove')
  removeChannel(@Id('id') id: string, @Id('channel') channel: string) {
    return this.influencers.removeChannel(id, channel);
  }
}
