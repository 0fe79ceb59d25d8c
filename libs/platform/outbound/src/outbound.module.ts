import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DOMAIN_NAME_SERVERS, DomainNames } from './domain-names.js';
import { Outbound, OUTBOUND_OPTIONS, type OutboundOptions } from './outbound.js';

@Global()
@Module({})
export class OutboundModule {
  static forRoot(
    options: OutboundOptions = { allowLoopback: false },
    nameServers: readonly string[] = [],
  ): DynamicModule {
    return {
      module: OutboundModule,
      providers: [
        { provide: OUTBOUND_OPTIONS, useValue: options },
        { provide: DOMAIN_NAME_SERVERS, useValue: nameServers },
        Outbound,
        DomainNames,
      ],
      exports: [Outbound, DomainNames],
    };
  }
}
