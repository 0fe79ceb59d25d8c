import { Controller, Get } from '@nestjs/common';
import { Can } from '#platform/access';
import { currentActor } from '#platform/kernel';
import { Portal, View } from '#platform/web';
import { CampaignViews, CollaborationList } from '#domain/campaigns';
import { type Earning, Earnings, InfluencerEarnings } from '#domain/money';
import { Influencers } from '#domain/roster';
import { z } from 'zod';
import { Waiting, WaitingItem } from './waiting.js';

const Home = z.object({
  name: z.string(),
  /** Those for whom this person speaks. */
  influencers: z.array(z.object({ id: z.uuid(), displayName: z.string() })),
  /** What waits for this person, what is due first at the top. */
  waiting: z.array(WaitingItem),
  totals: Earnings.shape.totals,
  /** What comes next, and on which day. */
  nextPayments: z.array(z.object({ on: z.string(), netMinor: z.number().int(), currency: z.string() })),
  collaborations: CollaborationList.shape.data,
});

/** What an influencer sees first: what to do, what money is coming, what is open. */
@Portal('influencer')
@Controller()
export class HomeController {
  constructor(
    private readonly views: CampaignViews,
    private readonly influencers: Influencers,
    private readonly waiting: Waiting,
    private readonly earnings: InfluencerEarnings,
  ) {}

  @Can('read', 'Collaboration')
  @View('home', Home)
  @Get()
  async home() {
    const { name, partyIds } = currentActor();
    const { data: collaborations } = await this.views.mine({ open: true, limit: 10 });
    const people = await this.influencers.byIds(partyIds);
    const { totals, earnings } = await this.earnings.of(null);
    return {
      name,
      influencers: people.map(({ id, displayName }) => ({ id, displayName })),
      waiting: await this.waiting.list(12),
      totals,
      nextPayments: nextPayments(earnings),
      collaborations,
    };
  }
}

/** What falls due on the earliest day, once a currency. */
function nextPayments(earnings: readonly Earning[]): z.infer<typeof Home>['nextPayments'] {
  const next = new Map<string, { on: string; netMinor: number; currency: string }>();
  for (const { state, dueAt, netMinor, currency } of earnings) {
    if (state !== 'scheduled' || dueAt === null) continue;
    const on = dueAt.slice(0, 10);
    const known = next.get(currency);
    if (!known || on < known.on) next.set(currency, { on, netMinor, currency });
    else if (on === known.on) known.netMinor += netMinor;
  }
  return [...next.values()];
}
