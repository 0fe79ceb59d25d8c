import { Module } from '@nestjs/common';

/** Public traffic: tracked links, feeds, shared reports, one-click unsubscribe. */
@Module({ controllers: [] })
export class EdgeModule {}
