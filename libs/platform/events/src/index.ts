// Typed domain events: what happens upstairs because of something below, in the same transaction.
// It owns the definition of events and the discovery of their subscribers.
// It must never reach outside a transaction, nor carry more than ids.
export { defineEvent, type EventType, OnEvent } from './event.js';
export { Events } from './events.js';
export { EventsModule } from './events.module.js';
export { markedMethods, type MarkedMethod } from './marked-methods.js';
