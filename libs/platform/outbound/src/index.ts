// The one way out: HTTP to addresses that someone else chose, what DNS says of a name, and the check of any other host.
// It owns the judgement of which addresses are public.
// It must never connect to a private, local or metadata address, nor hold a transaction while it waits.
export { isPublicAddress } from './addresses.js';
export { DomainNames } from './domain-names.js';
export { Outbound, type OutboundAnswer, type OutboundRequest } from './outbound.js';
export { OutboundModule } from './outbound.module.js';
