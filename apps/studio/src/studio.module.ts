import { Module } from '@nestjs/common';
import { peopleControllers } from '#domain/identity';
import { filesController } from '#platform/web';
import { CampaignDocumentsController } from './campaign-documents.controller.js';
import { CampaignPeopleController } from './campaign-people.controller.js';
import { CampaignsController } from './campaigns.controller.js';
import { CampaignMessagesController, ThreadsController } from './threads.controller.js';

/** Creators' lists, proofs, documents. */
const UPLOADS = ['png', 'jpeg', 'webp', 'gif', 'mp4', 'pdf', 'docx', 'xlsx', 'csv', 'txt'] as const;

/** The portal of the media company's staff. */
@Module({
  controllers: [
    ...peopleControllers('studio'),
    filesController('studio', UPLOADS),
    CampaignDocumentsController,
    CampaignPeopleController,
    CampaignsController,
    CampaignMessagesController,
    ThreadsController,
  ],
})
export class StudioModule {}
