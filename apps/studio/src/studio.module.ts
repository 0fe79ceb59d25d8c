import { Module } from '@nestjs/common';
import { peopleControllers } from '#domain/identity';
import { filesController } from '#platform/web';
import { ClientsController } from './clients.controller.js';
import { LabelModule } from './label.module.js';
import { HostsController } from './hosts.controller.js';
import { RosterController } from './roster.controller.js';
import { RosterImportsController } from './roster-imports.controller.js';
import { MailsController } from './mails.controller.js';
import { StudioChrome } from './studio.chrome.js';
import { CampaignContentController } from './campaign-content.controller.js';
import { CampaignLinksController } from './campaign-links.controller.js';
import { VerifyController } from './verify.controller.js';
import { CampaignDocumentsController } from './campaign-documents.controller.js';
import { CampaignPeopleController } from './campaign-people.controller.js';
import { CampaignsController } from './campaigns.controller.js';
import { CampaignResultsController } from './campaign-results.controller.js';
import { LookController } from './look.controller.js';
import { LookDesk } from './look-desk.js';
import { LookEditorController } from './look-editor.controller.js';
import { LookLegalController } from './look-legal.controller.js';
import { LookLogosController } from './look-logos.controller.js';
import { LookMailController } from './look-mail.controller.js';
import { MoneyController } from './money.controller.js';
import { MoneyListsController } from './money-lists.controller.js';
import { CampaignMessagesController, ThreadsController } from './threads.controller.js';

/** Creators' lists, proofs, documents. */
const UPLOADS = ['png', 'jpeg', 'webp', 'gif', 'mp4', 'pdf', 'docx', 'xlsx', 'csv', 'txt'] as const;
/** The portal of the media company's staff. */
@Module({
  imports: [LabelModule],
  controllers: [
    ...peopleControllers('studio'),
    filesController('studio', UPLOADS),
    ClientsController,
    MailsController,
    HostsController,
    RosterController,
    RosterImportsController,
    CampaignContentController,
    CampaignDocumentsController,
    CampaignLinksController,
    VerifyController,
    CampaignPeopleController,
    CampaignResultsController,
    CampaignsController,
    CampaignMessagesController,
    LookController,
    LookEditorController,
    LookLegalController,
    LookLogosController,
    LookMailController,
    MoneyController,
    MoneyListsController,
    ThreadsController,
  ],
  providers: [LookDesk, StudioChrome],
})
export class StudioModule {}
