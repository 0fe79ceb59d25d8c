import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { Can } from '#platform/access';
import { notFound } from '#platform/kernel';
import { Form, Id, Input, Live, Page, Portal, Search, Stream, View } from '#platform/web';
import {
  BudgetInput,
  CampaignAnswer,
  CampaignDraft,
  CampaignFilter,
  CampaignInput,
  CampaignList,
  CampaignPage,
  CampaignProgress,
  Campaigns,
  CampaignViews,
  DuplicateInput,
  ReasonInput,
} from '#domain/campaigns';
import { FundInput } from '#domain/money';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

const Made = z.object({ id: z.uuid() });
const Asked = z.object({ id: z.uuid(), fundingId: z.uuid() });
const at = '/o/:org/campaigns/:id';

/** The campaigns of one organization, as its members work on them. */
@Portal('brand')
@Controller('o/:org/campaigns')
export class CampaignsController {
  constructor(
    private readonly campaigns: Campaigns,
    private readonly progress: CampaignProgress,
    private readonly views: CampaignViews,
    private readonly live: Live,
  ) {}

  @Can('read', 'Campaign')
  @View('campaigns/list', CampaignList)
  @Get()
  list(@Search(CampaignFilter) filter: z.infer<typeof CampaignFilter>) {
    return this.campaigns.list(filter);
  }

  @Can('create', 'Campaign')
  @Page()
  @View('campaigns/new', z.object({}))
  @Get('new')
  blank() {
    return {};
  }

  @Can('create', 'Campaign')
  @Form(
    { page: '/o/:org/campaigns/new', done: '/o/:org/campaigns/:id/edit', notice: 'campaign_created' },
    Made,
  )
  @Post()
  create(@Id('org') org: string, @Input(CampaignInput) input: CampaignInput) {
    return this.campaigns.create(org, input);
  }

  @Can('read', 'Campaign')
  @View('campaigns/show', CampaignPage)
  @Get(':id')
  show(@Id('id') id: string) {
    return this.views.overview(id);
  }

  /** Tells an open page that something happened in its campaign. */
  @Can('read', 'Campaign')
  @Stream()
  @Get(':id/live')
  async follow(
    @Id('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const stillAllowed = () => this.campaigns.follows(id);
    if (!(await stillAllowed())) throw notFound('campaign');
    return this.live.stream(request, reply, `campaign/${id}`, stillAllowed);
  }

  @Can('update', 'Campaign')
  @View('campaigns/edit', CampaignDraft)
  @Get(':id/edit')
  draft(@Id('id') id: string) {
    return this.views.draft(id);
  }

  @Can('update', 'Campaign')
  @Form({ page: `${at}/edit`, done: at, notice: 'campaign_saved' }, Made)
  @Post(':id')
  edit(@Id('id') id: string, @Input(CampaignInput) input: CampaignInput) {
    return this.campaigns.edit(id, input);
  }

  /** Saves as `edit` does, and shows the form again with one more line for a deliverable. */
  @Can('update', 'Campaign')
  @Form({ page: `${at}/edit`, done: `${at}/edit#deliverables` }, Made)
  @Post(':id/rows')
  addRow(@Id('id') id: string, @Input(CampaignInput) input: CampaignInput) {
    return this.campaigns.edit(id, input);
  }

  /** Saves and submits in one step, both or neither. */
  @Can('submit', 'Campaign')
  @Form({ page: `${at}/edit`, done: at, notice: 'campaign_submitted' }, CampaignAnswer)
  @Post(':id/finish')
  async finish(@Id('id') id: string, @Input(CampaignInput) input: CampaignInput) {
    await this.campaigns.edit(id, input);
    return this.progress.submit(id);
  }

  @Can('submit', 'Campaign')
  @Form({ page: at, done: at, notice: 'campaign_submitted' }, CampaignAnswer)
  @Post(':id/submit')
  submit(@Id('id') id: string) {
    return this.progress.submit(id);
  }

  /** Asks for the brand's money; the campaign is funded once it has arrived. */
  @Can('fund', 'Campaign')
  @Form({ page: `${at}/money`, done: `${at}/money`, notice: 'funding_requested' }, Asked)
  @Post(':id/fund')
  fund(@Id('id') id: string, @Input(FundInput) { amountMinor, source }: FundInput) {
    return this.progress.fund(id, amountMinor, source);
  }

  @Can('fund', 'Campaign')
  @Form({ page: at, done: at, notice: 'budget_changed' }, CampaignAnswer)
  @Post(':id/budget')
  setBudget(@Id('id') id: string, @Input(BudgetInput) { budgetMinor }: z.infer<typeof BudgetInput>) {
    return this.progress.setBudget(id, budgetMinor);
  }

  @Can('submit', 'Campaign')
  @Form({ page: at, done: at, notice: 'campaign_live' }, CampaignAnswer)
  @Post(':id/launch')
  launch(@Id('id') id: string) {
    return this.progress.launch(id);
  }

  @Can('submit', 'Campaign')
  @Form({ page: at, done: at, notice: 'campaign_paused' }, CampaignAnswer)
  @Post(':id/pause')
  pause(@Id('id') id: string) {
    return this.progress.pause(id);
  }

  @Can('submit', 'Campaign')
  @Form({ page: at, done: at, notice: 'campaign_resumed' }, CampaignAnswer)
  @Post(':id/resume')
  resume(@Id('id') id: string) {
    return this.progress.resume(id);
  }

  @Can('submit', 'Campaign')
  @Form({ page: at, done: at, notice: 'campaign_completed' }, CampaignAnswer)
  @Post(':id/complete')
  complete(@Id('id') id: string) {
    return this.progress.complete(id);
  }

  @Can('submit', 'Campaign')
  @Form({ page: at, done: at, notice: 'campaign_cancelled' }, CampaignAnswer)
  @Post(':id/cancel')
  cancel(@Id('id') id: string, @Input(ReasonInput) { reason }: z.infer<typeof ReasonInput>) {
    return this.progress.cancel(id, reason);
  }

  @Can('create', 'Campaign')
  @Form(
    { page: at, done: '/o/:org/campaigns/:copyId/edit', notice: 'campaign_duplicated' },
    z.object({ id: z.uuid(), copyId: z.uuid() }),
  )
  @Post(':id/duplicate')
  async duplicate(@Id('id') id: string, @Input(DuplicateInput) { name }: z.infer<typeof DuplicateInput>) {
    const copy = await this.campaigns.duplicate(id, name);
    return { id: copy.id, copyId: copy.id };
  }
}
