import { Module } from '@nestjs/common';

/** The portal of the media company's staff. */
@Module({ controllers: [] })
export class StudioModule {}
