import { Module } from '@nestjs/common';
import { peopleControllers } from '#domain/identity';
import { filesController } from '#platform/web';
import { HomeController } from './home.controller.js';
import { InfluencerChrome } from './influencer.chrome.js';
import { ProfileController } from './profile.controller.js';
import { ContentController } from './content.controller.js';
import { LinksController } from './links.controller.js';
import { CollaborationsController } from './collaborations.controller.js';
import { EarningsController } from './earnings.controller.js';
import { ResultsController } from './results.controller.js';
import { ThreadsController } from './threads.controller.js';
import { Waiting } from './waiting.js';

/** Drafts, proofs and statistics. */
const UPLOADS = ['png', 'jpeg', 'webp', 'gif', 'mp4', 'pdf'] as const;

/** The portal of influencers and of those who manage them. */
@Module({
  controllers: [
    ...peopleControllers('influencer'),
    filesController('influencer', UPLOADS),
    HomeController,
    ProfileController,
    CollaborationsController,
    ContentController,
    LinksController,
    EarningsController,
    ResultsController,
    ThreadsController,
  ],
  providers: [InfluencerChrome, Waiting],
})
export class InfluencerModule {}
