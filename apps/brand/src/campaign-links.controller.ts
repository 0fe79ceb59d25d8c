import { Controller, Get } from '@nestjs/common';
import { Can } from '#platform/access';
import { Id, Portal, View } from '#platform/web';
import { CampaignLinks, LinkViews } from '#domain/distribution';

/** Tracked links and public feeds of one campaign. */
@Portal('brand')
@Controller('o/:org/campaigns/:id/links')
export class CampaignLinksController {
  constructor(private readonly views: LinkViews) {}

  @Can('read', 'Link')
  @View('links/list', CampaignLinks)
  @Get()
  list(@Id('id') campaignId: string) {
    return this.views.ofCampaign(campaignId);
  }
}
