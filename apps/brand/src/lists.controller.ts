import { Controller, Get, Post } from '@nestjs/common';
import { Can, may } from '#platform/access';
import { Form, Id, Input, Page, Portal, Search, View } from '#platform/web';
import { CampaignFilter, Campaigns, type CampaignState } from '#domain/campaigns';
import {
  CollectInput,
  EntriesInput,
  InfluencerLists,
  ListId,
  ListInput,
  ListOverview,
  ListView,
  NoteInput,
  RenameInput,
} from '#domain/discovery';
import { InfluencerProfile, Influencers } from '#domain/roster';
import { z } from 'zod';

const home = '/o/:org/lists';
const one = `${home}/:id`;

const Shown = ListView.extend({
  organizationId: z.uuid(),
  /** Those that take people on now. */
  campaigns: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
const Overview = ListOverview.extend({ organizationId: z.uuid() });
const Compared = z.object({
  organizationId: z.uuid(),
  list: ListId.extend({ name: z.string() }),
  data: z.array(InfluencerProfile),
});
const CompareQuery = z.object({ influencerIds: z.array(z.uuid()).max(6).default([]) });
const MOST_COMPARED = 6;
const TAKING_ON: readonly CampaignState[] = ['approved', 'funded', 'live'];

/** The lists of an organization. */
@Portal('brand')
@Controller('o/:org/lists')
export class ListsController {
  constructor(
    private readonly lists: InfluencerLists,
    private readonly influencers: Influencers,
    private readonly campaigns: Campaigns,
  ) {}

  @Can('read', 'List')
  @View('lists/list', Overview)
  @Get()
  async overview(@Id('org') org: string) {
    return { ...(await this.lists.overview(org)), organizationId: org };
  }

  @Can('create', 'List')
  @Page()
  @View('lists/new', z.object({ organizationId: z.uuid() }))
  @Get('new')
  blank(@Id('org') org: string) {
    return { organizationId: org };
  }

  @Can('create', 'List')
  @Form({ page: `${home}/new`, done: one, notice: 'list_created' }, ListId)
  @Post()
  create(@Id('org') org: string, @Input(ListInput) input: ListInput) {
    return this.lists.create(org, input);
  }

  /** A selection into a list that is there, or into a new one. */
  @Can('create', 'List')
  @Form({ page: home, done: one, notice: 'list_filled' }, ListId)
  @Post('collect')
  collect(@Id('org') org: string, @Input(CollectInput) input: CollectInput) {
    return this.lists.collect(org, input);
  }

  @Can('read', 'List')
  @View('lists/show', Shown)
  @Get(':id')
  async show(@Id('org') org: string, @Id('id') id: string) {
    const list = await this.lists.get(org, id);
    return {
      ...list,
      organizationId: org,
      campaigns: may('invite', 'Collaboration') ? await this.open() : [],
    };
  }

  @Can('read', 'List')
  @View('lists/compare', Compared)
  @Get(':id/compare')
  async compare(
    @Id('org') org: string,
    @Id('id') id: string,
    @Search(CompareQuery) query: z.infer<typeof CompareQuery>,
  ) {
    const { name, data } = await this.lists.get(org, id);
    const asked =
      query.influencerIds.length > 0 ? data.filter((entry) => query.influencerIds.includes(entry.id)) : data;
    const profiles = [];
    for (const entry of asked.slice(0, MOST_COMPARED))
      profiles.push(await this.influencers.profile(entry.id));
    return { organizationId: org, list: { id, name }, data: profiles };
  }

  @Can('update', 'List')
  @Form({ page: one, done: one, notice: 'list_renamed' }, ListId)
  @Post(':id/rename')
  rename(
    @Id('org') org: string,
    @Id('id') id: string,
    @Input(RenameInput) { name }: z.infer<typeof RenameInput>,
  ) {
    return this.lists.rename(org, id, name);
  }

  @Can('update', 'List')
  @Form({ page: one, done: home, notice: 'list_deleted' }, ListId)
  @Post(':id/delete')
  delete(@Id('org') org: string, @Id('id') id: string) {
    return this.lists.delete(org, id);
  }

  @Can('update', 'List')
  @Form({ page: one, done: one, notice: 'list_filled' }, ListId)
  @Post(':id/entries')
  add(
    @Id('org') org: string,
    @Id('id') id: string,
    @Input(EntriesInput) { influencerIds }: z.infer<typeof EntriesInput>,
  ) {
    return this.lists.add(org, id, influencerIds);
  }

  @Can('update', 'List')
  @Form({ page: one, done: one, notice: 'list_entries_removed' }, ListId)
  @Post(':id/entries/remove')
  remove(
    @Id('org') org: string,
    @Id('id') id: string,
    @Input(EntriesInput) { influencerIds }: z.infer<typeof EntriesInput>,
  ) {
    return this.lists.remove(org, id, influencerIds);
  }

  @Can('update', 'List')
  @Form({ page: one, done: one, notice: 'list_note_saved' }, ListId)
  @Post(':id/entries/:influencer/note')
  note(
    @Id('org') org: string,
    @Id('id') id: string,
    @Id('influencer') influencer: string,
    @Input(NoteInput) { note }: z.infer<typeof NoteInput>,
  ) {
    return this.lists.note(org, id, influencer, note);
  }

  private async open(): Promise<{ id: string; name: string }[]> {
    const { data } = await this.campaigns.list(CampaignFilter.parse({ limit: 100 }));
    return data.filter(({ state }) => TAKING_ON.includes(state)).map(({ id, name }) => ({ id, name }));
  }
}
