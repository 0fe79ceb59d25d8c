import { Controller, Get } from '@nestjs/common';
import { Can, may } from '#platform/access';
import { Id, Portal, Search, View } from '#platform/web';
import { Discovery, InfluencerLists, SearchInput, SearchResult } from '#domain/discovery';
import { InfluencerProfile, Influencers } from '#domain/roster';
import { z } from 'zod';

const ListChoice = z.object({ id: z.uuid(), name: z.string() });
const Found = SearchResult.extend({ organizationId: z.uuid(), lists: z.array(ListChoice) });
const Profile = InfluencerProfile.extend({
  organizationId: z.uuid(),
  lists: z.array(ListChoice.extend({ holds: z.boolean() })),
});

/** Finding people, and looking at one of them. */
@Portal('brand')
@Controller('o/:org')
export class DiscoverController {
  constructor(
    private readonly discovery: Discovery,
    private readonly influencers: Influencers,
    private readonly lists: InfluencerLists,
  ) {}

  @Can('read', 'Influencer')
  @View('discover/list', Found)
  @Get('discover')
  async search(@Id('org') org: string, @Search(SearchInput) input: SearchInput) {
    const found = await this.discovery.search(input);
    const lists = may('create', 'List') ? (await this.lists.overview(org)).data : [];
    return { ...found, organizationId: org, lists: lists.map(({ id, name }) => ({ id, name })) };
  }

  @Can('read', 'Influencer')
  @View('discover/show', Profile)
  @Get('influencers/:id')
  async show(@Id('org') org: string, @Id('id') id: string) {
    const profile = await this.influencers.profile(id);
    return { ...profile, organizationId: org, lists: await this.lists.around(org, id) };
  }
}
