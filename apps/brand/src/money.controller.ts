import { Controller, Get } from '@nestjs/common';
import { Can } from '#platform/access';
import { notFound } from '#platform/kernel';
import { Files } from '#platform/storage';
import { Download, Id, Portal, Search, Stream, View } from '#platform/web';
import { CampaignHead, CampaignHeads, Campaigns } from '#domain/campaigns';
import {
  BrandCampaignMoney,
  BrandMoney,
  BrandsMoney,
  FundingList,
  MoneyLists,
  MoneyPage,
  PostedList,
  StatementList,
  Statements,
} from '#domain/money';

/** What a brand has put in, what is promised and spent, and its invoices. Prices only. */
@Portal('brand')
@Controller('o/:org')
export class MoneyController {
  constructor(
    private readonly money: BrandsMoney,
    private readonly lists: MoneyLists,
    private readonly statements: Statements,
    private readonly campaigns: Campaigns,
    private readonly heads: CampaignHeads,
    private readonly files: Files,
  ) {}

  @Can('read', 'Price')
  @View('money/overview', BrandMoney)
  @Get('money')
  overview(@Id('org') org: string) {
    return this.money.overview(org);
  }

  @Can('read', 'Price')
  @View('money/fundings', FundingList)
  @Get('money/fundings')
  fundings(@Id('org') org: string, @Search(MoneyPage) page: MoneyPage) {
    return this.lists.fundings(page, org);
  }

  /** What was paid for: each piece of work at its price. */
  @Can('read', 'Price')
  @View('money/posted', PostedList)
  @Get('money/posted')
  posted(@Id('org') org: string, @Search(MoneyPage) page: MoneyPage) {
    return this.lists.posted(page, org);
  }

  @Can('read', 'Ledger')
  @View('money/invoices', StatementList)
  @Get('money/invoices')
  invoices(@Id('org') org: string, @Search(MoneyPage) page: MoneyPage) {
    return this.lists.statements(page, org);
  }

  @Can('read', 'Ledger')
  @Stream()
  @Get('money/invoices/:id')
  async invoice(@Id('id') id: string) {
    const { stream, mediaType, name, bytes } = await this.files.open(await this.statements.fileOf(id));
    return new Download(stream, mediaType, name, { bytes });
  }

  @Can('read', 'Price')
  @View('money/campaign', BrandCampaignMoney.extend({ campaign: CampaignHead }))
  @Get('campaigns/:id/money')
  async campaign(@Id('org') org: string, @Id('id') id: string) {
    const campaign = await this.heads.forCampaign(id, 'money');
    if (campaign.organizationId !== org) throw notFound('campaign');
    return { campaign, ...(await this.money.campaign(id, await this.campaigns.get(id))) };
  }
}
