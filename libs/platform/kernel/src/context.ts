import { AsyncLocalStorage } from 'node:async_hooks';
import type { Role } from './roles.js';

/** Which of a label's hosts a request came to. */
export type PortalKind = 'brand' | 'influencer' | 'studio' | 'edge';

export interface Portal {
  readonly tenantId: string;
  readonly kind: PortalKind;
  /** The host as stored, without a port: links are made from this, never from the request. */
  readonly host: string;
  /** The release of the label's look that this request is rendered with. */
  readonly release: string;
}

/** Staff who act for somebody: for how long, and in which act of the audit log. */
export interface ActingStaff {
  readonly actingId: string;
  readonly accountId: string;
  readonly name: string;
  /** A moment, as ISO text. */
  readonly until: string;
}

/**
 * Who acts. `partyIds` are the organizations (brand side) or influencers this person speaks for here;
 * they become the party wall of every query.
 */
export interface Actor {
  readonly kind: 'anonymous' | 'system' | 'staff' | 'member' | 'influencer';
  readonly role: Role;
  readonly accountId: string | null;
  readonly partyIds: readonly string[];
  readonly name: string;
  /** A guest sees this one campaign only. */
  readonly campaignId?: string | null;
  /** All else here is the person's; it is these staff who do it, with what `ACTING` leaves them. */
  readonly by?: ActingStaff;
}

export interface Context {
  readonly tenantId: string | null;
  readonly requestId: string;
  readonly portal?: Portal;
  readonly actor?: Actor;
  /** Nothing may be written from here, whoever asks: a look is being previewed. */
  readonly readOnly?: boolean;
}

const storage = new AsyncLocalStorage<Context>();

export const anonymous: Actor = Object.freeze({
  kind: 'anonymous',
  role: 'anonymous',
  accountId: null,
  partyIds: [],
  name: '',
});

export const systemActor: Actor = Object.freeze({
  kind: 'system',
  role: 'system',
  accountId: null,
  partyIds: [],
  name: 'system',
});

/** Runs `fn` in a frozen context; the only way to open or narrow one. */
export function runInContext<T>(context: Context, fn: () => T): T {
  return storage.run(Object.freeze({ ...context }), fn);
}

/** Runs `fn` as `actor` in the present context. */
export function runAs<T>(actor: Actor, fn: () => T): T {
  return storage.run(Object.freeze({ ...currentContext(), actor }), fn);
}

/** Runs `fn` for one label outside a request: jobs, commands, tests. */
export function runForTenant<T>(tenantId: string, actor: Actor, fn: () => T, requestId = 'internal'): T {
  return storage.run(Object.freeze({ tenantId, actor, requestId }), fn);
}

export function currentContext(): Context {
  const context = storage.getStore();
  if (!context) throw new Error('no context: this code runs outside of a request, a job or a command');
  return context;
}

export function contextOrNull(): Context | null {
  return storage.getStore() ?? null;
}

/** The label of the present context; throws where there is none, so that nothing runs unscoped. */
export function currentTenant(): string {
  const { tenantId } = currentContext();
  if (!tenantId) throw new Error('no tenant in this context');
  return tenantId;
}

export function currentPortal(): Portal {
  const { portal } = currentContext();
  if (!portal) throw new Error('no portal in this context');
  return portal;
}

export function currentActor(): Actor {
  return currentContext().actor ?? anonymous;
}
