import { Module } from '@nestjs/common';
import { peopleControllers } from '#domain/identity';
import { filesController } from '#platform/web';
import { CampaignsController } from './campaigns.controller.js';
import { CampaignDocumentsController } from './campaign-documents.controller.js';
import { CampaignPeopleController } from './campaign-people.controller.js';
import { CampaignMessagesController, ThreadsController } from './threads.controller.js';

/** Briefs, product pictures, lists and documents of any office. */
const UPLOADS = ['png', 'jpeg', 'webp', 'gif', 'mp4', 'pdf', 'docx', 'xlsx', 'csv', 'txt'] as const;

/** The portal of brand clients and agencies. */
@Module({
  controllers: [
    ...peopleControllers('brand'),
    filesController('brand', UPLOADS),
    CampaignsController,
    CampaignDocumentsController,
    CampaignPeopleController,
    CampaignMessagesController,
    ThreadsController,
  ],
})
export class BrandModule {}
