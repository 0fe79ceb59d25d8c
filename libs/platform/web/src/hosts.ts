import type { Actor, Portal } from '#platform/kernel';
import type { Asset, Look } from '#platform/themes';
import type { IncomingMessage } from 'node:http';

/** Which portal a host is: an in-memory snapshot, refreshed when a label changes. Implemented by the tenants lib. */
export interface PortalDirectory {
  portal(host: string): Portal | undefined;
  look(portal: Portal): Look;
  /** The origin where the pages of this host are at home now; null where that is here. */
  movedTo(portal: Portal): string | null;
  /** Whether this is an own host of the label that leads here. */
  isOwnHost(portal: Portal): boolean;
  /** The origins that pages of this portal may show in a frame. */
  frames(portal: Portal): readonly string[];
  /** What the look itself does not hold: the label's own pictures, sheets of its earlier releases. */
  asset(portal: Portal, path: string): Promise<Asset | null>;
}
export const PORTAL_DIRECTORY = Symbol('PortalDirectory');

/** Looks that are not published, on the real pages: `/preview/<token>/…`. Implemented by the tenants lib. */
export interface Previews {
  /** Null where the token is forged, over or another host's. `studio` names the origins that may show it in a frame. */
  open(portal: Portal, token: string): Promise<{ look: Look; actor: Actor; studio: string } | null>;
}
export const PREVIEWS = Symbol('Previews');

/** The host of the demo's mailbox; it belongs to no label. */
export interface MailboxHost {
  readonly host: string | null;
}

/**
 * Whether the installation's own reverse proxy asks for itself, and passes on nobody: from this machine, or from the one
 * proxy that is trusted, and without a word of whom it asks for.
 */
export function isOwnProxy({ headers, socket }: IncomingMessage, trustedProxy: string | null): boolean {
  const from = socket.remoteAddress?.replace('::ffff:', '') ?? '';
  const passedOn = Object.keys(headers).some((name) =>
    /^(x-forwarded-|forwarded$|x-real-ip$|via$)/.test(name),
  );
  return !passedOn && (from === '::1' || from.startsWith('127.') || from === trustedProxy);
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
