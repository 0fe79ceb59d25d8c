import { Controller, Get, Post } from '@nestjs/common';
import { Can } from '#platform/access';
import { Form, Id, Input, Portal, View } from '#platform/web';
import { CampaignLinks, LinkMaking, LinkViews, RedirectInput } from '#domain/distribution';
import { z } from 'zod';

const page = '/campaigns/:id/links';

/** Tracked links and public feeds of one campaign; staff may lead a link elsewhere. */
@Portal('studio')
@Controller('campaigns/:id/links')
export class CampaignLinksController {
  constructor(
    private readonly views: LinkViews,
    private readonly making: LinkMaking,
  ) {}

  @Can('read', 'Link')
  @View('links/list', CampaignLinks)
  @Get()
  list(@Id('id') campaignId: string) {
    return this.views.ofCampaign(campaignId);
  }

  @Can('update', 'Link')
  @Form({ page, done: page, notice: 'link_redirected' }, z.object({ id: z.uuid() }))
  @Post(':link/redirect')
  redirect(
    @Id('id') campaignId: string,
    @Id('link') id: string,
    @Input(RedirectInput) { targetUrl }: RedirectInput,
  ) {
    return this.making.redirect(id, campaignId, targetUrl);
  }
}
