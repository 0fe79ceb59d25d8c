import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Commissioning } from './commissioning.service.js';
import { Completion } from './completion.service.js';
import { ContentFiles } from './content-files.service.js';
import { ContentMails } from './content-mails.service.js';
import { ContentNextThings } from './content-next-things.js';
import { ContentViews } from './content-views.service.js';
import { Deliverable, Review, Submission } from './content.entities.js';
import { ReviewDeadlines } from './content.jobs.js';
import { ContentQueries } from './content.queries.js';
import { Deliverables } from './deliverables.service.js';
import { Drafts } from './drafts.service.js';
import { Judging } from './judging.service.js';
import { Publication } from './publication.service.js';
import { ReviewNotes } from './review-notes.service.js';
import { Reviews } from './reviews.service.js';
import { Verification } from './verification.service.js';

const services = [ContentFiles, ContentViews, Deliverables, Drafts, Publication, Reviews, Verification];

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([Deliverable, Review, Submission])],
  providers: [
    ...services,
    Commissioning,
    Completion,
    ContentMails,
    ContentNextThings,
    ContentQueries,
    Judging,
    ReviewDeadlines,
    ReviewNotes,
  ],
  exports: services,
})
export class ContentModule {}
