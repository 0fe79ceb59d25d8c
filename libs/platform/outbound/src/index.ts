// The one way out: HTTP to addresses that someone else chose, and the check of any other host we are told to reach.
// It owns the judgement of which addresses are public.
// It must never connect to a private, local or metadata address, nor hold a transaction while it waits.
export { isPublicAddress } from './addresses.js';
export { Outbound, type OutboundAnswer, type OutboundRequest } from './outbound.js';
export { OutboundModule } from './outbound.module.js';
