import { Controller, Get } from '@nestjs/common';
import { Can } from '#platform/access';
import { Db } from '#platform/database';
import { currentTenant } from '#platform/kernel';
import { Portal, View } from '#platform/web';
import { Campaigns, StaffCampaignRow } from '#domain/campaigns';
import { z } from 'zod';
import { Attention, AttentionItem } from './attention.js';

const Home = z.object({
  /** What waits for this person, the most pressing first. */
  attention: z.array(AttentionItem),
  /** Campaigns in which something waits, the longest first. */
  campaigns: z.array(StaffCampaignRow),
  clients: z.number().int(),
  invitedClients: z.number().int(),
  staff: z.number().int(),
  hasRoster: z.boolean(),
});

const COUNTS = {
  name: 'studio_home',
  text: `SELECT (SELECT count(*)::int FROM organization o WHERE o.tenant_id = $1 AND o.state = 'active') AS clients,
      (SELECT count(*)::int FROM organization o WHERE o.tenant_id = $1 AND o.state = 'invited') AS "invitedClients",
      (SELECT count(*)::int FROM staff_member s WHERE s.tenant_id = $1) AS staff,
      EXISTS (SELECT FROM influencer i WHERE i.tenant_id = $1) AS "hasRoster"`,
};

/** What staff see first: what is stuck, and what a new label has yet to do. */
@Portal('studio')
@Controller()
export class HomeController {
  constructor(
    private readonly db: Db,
    private readonly campaigns: Campaigns,
    private readonly attention: Attention,
  ) {}

  @Can('read', 'Campaign')
  @View('home', Home)
  @Get()
  async home() {
    const { data: campaigns } = await this.campaigns.stuckFirst({ limit: 8 });
    const counts = await this.db.one<Omit<z.infer<typeof Home>, 'campaigns' | 'attention'>>({
      ...COUNTS,
      values: [currentTenant()],
    });
    if (!counts) throw new Error('counting gave nothing');
    return { attention: await this.attention.list(), campaigns, ...counts };
  }
}
