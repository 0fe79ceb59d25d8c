import { Controller, Get } from '@nestjs/common';
import { Can } from '#platform/access';
import { Portal, View } from '#platform/web';
import { Campaigns, StaffCampaignRow } from '#domain/campaigns';
import { z } from 'zod';
import { Attention, AttentionItem } from './attention.js';
import { House, Today } from './today.js';

const Home = House.extend({
  /** What waits for this person, the most pressing first. */
  attention: z.array(AttentionItem),
  /** Campaigns in which something waits, the longest first. */
  campaigns: z.array(StaffCampaignRow),
});

/** What staff see first: what waits and for how long, how the label does, and what a new one has yet to do. */
@Portal('studio')
@Controller()
export class HomeController {
  constructor(
    private readonly campaigns: Campaigns,
    private readonly attention: Attention,
    private readonly today: Today,
  ) {}

  @Can('read', 'Campaign')
  @View('home', Home)
  @Get()
  async home() {
    const { data: campaigns } = await this.campaigns.stuckFirst({ limit: 8 });
    return { ...(await this.today.house()), campaigns, attention: await this.attention.list() };
  }
}
