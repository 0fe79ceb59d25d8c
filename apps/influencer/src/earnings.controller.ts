import { Controller, Get } from '@nestjs/common';
import { Can } from '#platform/access';
import { Files } from '#platform/storage';
import { Download, Id, Portal, Search, Stream, View } from '#platform/web';
import { CampaignHeads, CollaborationHead } from '#domain/campaigns';
import {
  CollaborationEarnings,
  EarningList,
  Earnings,
  InfluencerEarnings,
  MoneyLists,
  MoneyPage,
  StatementList,
  Statements,
} from '#domain/money';

/** What an influencer has earned, where it is on its way, and what stands in it. Nets only. */
@Portal('influencer')
@Controller()
export class EarningsController {
  constructor(
    private readonly earnings: InfluencerEarnings,
    private readonly lists: MoneyLists,
    private readonly statements: Statements,
    private readonly heads: CampaignHeads,
    private readonly files: Files,
  ) {}

  @Can('read', 'Payout')
  @View('earnings/overview', Earnings)
  @Get('earnings')
  overview() {
    return this.earnings.overview();
  }

  @Can('read', 'Payout')
  @View('earnings/pieces', EarningList)
  @Get('earnings/pieces')
  pieces(@Search(MoneyPage) page: MoneyPage) {
    return this.earnings.list(page);
  }

  @Can('read', 'Payout')
  @View('earnings/statements', StatementList)
  @Get('earnings/statements')
  ownStatements(@Search(MoneyPage) page: MoneyPage) {
    return this.lists.ownStatements(page);
  }

  @Can('read', 'Payout')
  @Stream()
  @Get('earnings/statements/:id')
  async statement(@Id('id') id: string) {
    const { stream, mediaType, name, bytes } = await this.files.open(await this.statements.fileOf(id));
    return new Download(stream, mediaType, name, { bytes });
  }

  @Can('read', 'Net')
  @View('earnings/collaboration', CollaborationEarnings.extend({ campaign: CollaborationHead }))
  @Get('collaborations/:id/money')
  async collaboration(@Id('id') id: string) {
    const campaign = await this.heads.forCollaboration(id, 'money');
    return { campaign, ...(await this.earnings.of(id)) };
  }
}
