import { Module } from '@nestjs/common';

/** The portal of influencers and of those who manage them. */
@Module({ controllers: [] })
export class InfluencerModule {}
