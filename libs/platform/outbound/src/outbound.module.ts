import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Outbound, OUTBOUND_OPTIONS, type OutboundOptions } from './outbound.js';

@Global()
@Module({})
export class OutboundModule {
  static forRoot(options: OutboundOptions = { allowLoopback: false }): DynamicModule {
    return {
      module: OutboundModule,
      providers: [{ provide: OUTBOUND_OPTIONS, useValue: options }, Outbound],
      exports: [Outbound],
    };
  }
}
