import type { Portal } from '#platform/kernel';
import type { Asset, Look } from '#platform/themes';
import type { IncomingMessage } from 'node:http';

/** Which portal a host is: an in-memory snapshot, refreshed when a label changes. Implemented by the tenants lib. */
export interface PortalDirectory {
  portal(host: string): Portal | undefined;
  look(portal: Portal): Look;
  /** What the look itself does not hold: the label's own pictures, sheets of its earlier releases. */
  asset(portal: Portal, path: string): Promise<Asset | null>;
}
export const PORTAL_DIRECTORY = Symbol('PortalDirectory');

/** The host of the demo's mailbox; it belongs to no label. */
export interface MailboxHost {
  readonly host: string | null;
}

const HOST = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

/** The raw Host without its port, lower case; forwarded hosts count only from the one configured proxy. */
export function hostOf(request: IncomingMessage, trustedProxy: string | null): string {
  const forwarded = request.headers['x-forwarded-host'];
  const trusted =
    trustedProxy !== null && request.socket.remoteAddress?.replace('::ffff:', '') === trustedProxy;
  const raw = (trusted && typeof forwarded === 'string' ? forwarded : request.headers.host) ?? '';
  const host = raw.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  return HOST.test(host) ? host : '';
}
