import { Module } from '@nestjs/common';
import { peopleControllers } from '#domain/identity';
import { filesController } from '#platform/web';
import { CollaborationsController } from './collaborations.controller.js';
import { ThreadsController } from './threads.controller.js';

/** Drafts, proofs and statistics. */
const UPLOADS = ['png', 'jpeg', 'webp', 'gif', 'mp4', 'pdf'] as const;

/** The portal of influencers and of those who manage them. */
@Module({
  controllers: [
    ...peopleControllers('influencer'),
    filesController('influencer', UPLOADS),
    CollaborationsController,
    ThreadsController,
  ],
})
export class InfluencerModule {}
