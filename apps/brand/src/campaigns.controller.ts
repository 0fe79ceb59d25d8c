import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '#platform/access';
import { Form, Id, Input, Page, Portal, Search, View } from '#platform/web';
import { CampaignFilter, CampaignInput, CampaignList, Campaigns } from '#domain/campaigns';
import { z } from 'zod';

/** The campaigns of one organization, as its members work on them. */
@Portal('brand')
@Controller('o/:org/campaigns')
export class CampaignsController {
  constructor(private readonly campaigns: Campaigns) {}

  @Can('read', 'Campaign')
  @View('campaigns/list', CampaignList)
  @Get()
  list(@Search(CampaignFilter) filter: CampaignFilter) {
    return this.campaigns.list(filter);
  }

  @Can('create', 'Campaign')
  @Page()
  @View('campaigns/form', z.object({}))
  @Get('new')
  blank() {
    return {};
  }

  @Can('create', 'Campaign')
  @Form({ page: '/o/:org/campaigns/new', done: '/o/:org/campaigns/:id', notice: 'campaign_created' }, z.object({ id: z.uuid() }))
  @Post()
  create(@Id('org') org: string, @Input(CampaignInput) input: CampaignInput) {
    return this.campaigns.create(org, input);
  }

  @Can('read', 'Campaign')
  @View('campaigns/show', z.object({ id: z.uuid(), name: z.string() }))
  @Get(':id')
  async show(@Id('id') id: string) {
    const { name } = await this.campaigns.get(id);
    return { id, name };
  }
}
