import { Controller, Get } from '@nestjs/common';
import { Can } from '#platform/access';
import { currentActor } from '#platform/kernel';
import { Portal, View } from '#platform/web';
import { CampaignViews, CollaborationList } from '#domain/campaigns';
import { Influencers } from '#domain/roster';
import { z } from 'zod';

const Home = z.object({
  name: z.string(),
  /** Those for whom this person speaks. */
  influencers: z.array(z.object({ id: z.uuid(), displayName: z.string() })),
  collaborations: CollaborationList.shape.data,
});

/** What an influencer sees first: what is open. */
@Portal('influencer')
@Controller()
export class HomeController {
  constructor(
    private readonly views: CampaignViews,
    private readonly influencers: Influencers,
  ) {}

  @Can('read', 'Collaboration')
  @View('home', Home)
  @Get()
  async home() {
    const { name, partyIds } = currentActor();
    const { data: collaborations } = await this.views.mine({ open: true, limit: 10 });
    const people = await this.influencers.byIds(partyIds);
    return { name, influencers: people.map(({ id, displayName }) => ({ id, displayName })), collaborations };
  }
}
