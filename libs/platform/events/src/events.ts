import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { currentUnit } from '#platform/database';
import { EVENT_MARK, type EventType } from './event.js';
import { type MarkedMethod, markedMethods } from './marked-methods.js';

/** Emits domain events to their subscribers, inside the transaction in which the thing happens. */
@Injectable()
export class Events implements OnModuleInit {
  private readonly subscribers = new Map<string, MarkedMethod<unknown>[]>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    for (const method of markedMethods<EventType<unknown>[]>(this.discovery, this.scanner, EVENT_MARK)) {
      for (const event of method.mark) {
        this.subscribers.set(event.name, [...(this.subscribers.get(event.name) ?? []), method]);
      }
    }
  }

  /** Runs the subscribers one after the other; what one throws undoes the whole transaction. */
  async emit<P>(event: EventType<P>, payload: P): Promise<void> {
    const unit = currentUnit();
    if (!unit || unit.isClosed()) throw new Error(`${event.name} was emitted outside of a transaction`);
    const frozen = Object.freeze({ ...payload });
    for (const subscriber of this.subscribers.get(event.name) ?? []) await subscriber.call(frozen);
  }
}
