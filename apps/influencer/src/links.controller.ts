import { Controller, Get } from '@nestjs/common';
import { Can } from '#platform/access';
import { Id, Portal, View } from '#platform/web';
import { CollaborationLinks, LinkViews } from '#domain/distribution';

/** The address that an influencer posts. */
@Portal('influencer')
@Controller('collaborations/:id/links')
export class LinksController {
  constructor(private readonly views: LinkViews) {}

  @Can('read', 'Link')
  @View('links/list', CollaborationLinks)
  @Get()
  list(@Id('id') collaborationId: string) {
    return this.views.ofCollaboration(collaborationId);
  }
}
