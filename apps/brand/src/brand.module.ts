import { Module } from '@nestjs/common';
import { peopleControllers } from '#domain/identity';
import { filesController } from '#platform/web';
import { BrandChrome } from './brand.chrome.js';
import { MembersController } from './members.controller.js';
import { OrganizationController } from './organization.controller.js';
import { CampaignsController } from './campaigns.controller.js';
import { CampaignContentController } from './campaign-content.controller.js';
import { CampaignLinksController } from './campaign-links.controller.js';
import { CampaignDocumentsController } from './campaign-documents.controller.js';
import { CampaignPeopleController } from './campaign-people.controller.js';
import { DiscoverController } from './discover.controller.js';
import { ListsController } from './lists.controller.js';
import { CampaignResultsController } from './campaign-results.controller.js';
import { MoneyController } from './money.controller.js';
import { Waiting } from './waiting.js';
import { CampaignMessagesController, ThreadsController } from './threads.controller.js';

/** Briefs, product pictures, lists and documents of any office. */
const UPLOADS = ['png', 'jpeg', 'webp', 'gif', 'mp4', 'pdf', 'docx', 'xlsx', 'csv', 'txt'] as const;

/** The portal of brand clients and agencies. */
@Module({
  controllers: [
    ...peopleControllers('brand'),
    filesController('brand', UPLOADS),
    OrganizationController,
    MembersController,
    CampaignsController,
    CampaignContentController,
    CampaignDocumentsController,
    CampaignLinksController,
    CampaignPeopleController,
    CampaignResultsController,
    CampaignMessagesController,
    MoneyController,
    DiscoverController,
    ListsController,
    ThreadsController,
  ],
  providers: [BrandChrome, Waiting],
})
export class BrandModule {}
