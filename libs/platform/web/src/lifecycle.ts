import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import cookie from '@fastify/cookie';
import type { Db } from '#platform/database';
import {
  anonymous,
  type Config,
  type Context,
  DomainError,
  type Portal,
  runInContext,
} from '#platform/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isOwnPage } from './csrf.js';
import { attachExchange, type Exchange, exchangeOrNull, formReplay } from './exchange.js';
import { hostOf, isOwnProxy, type PortalDirectory, type Previews } from './hosts.js';
import { previewToken, sealPreview, stripPreview } from './previewing.js';
import type { RouteFacts } from './routes.js';
import { type Authenticator, secretOf } from './sessions.js';

/** What the lifecycle needs once the application is built; until then requests are answered 503. */
export interface LifecycleParts {
  readonly db: Db;
  readonly directory: PortalDirectory;
  readonly previews: Previews;
  readonly authenticator: Authenticator;
}

const apiRequests = new WeakSet<IncomingMessage>();
const API_PREFIX = '/api/v1/';

/** `/api/v1/x` is the JSON door of `/x`: the prefix chooses the face, and routing never sees it. */
export function rewriteUrl(request: IncomingMessage): string {
  const url = request.url ?? '/';
  const previewed = stripPreview(request, url);
  if (previewed !== null) return previewed;
  if (!url.startsWith(API_PREFIX)) return url;
  apiRequests.add(request);
  return url.slice(API_PREFIX.length - 1);
}

const POLICY = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Everything that happens to a request before its handler: host to portal, headers, CSRF, who asks, the context. */
export class Lifecycle {
  private parts: LifecycleParts | null = null;

  constructor(private readonly config: Config) {}

  ready(parts: LifecycleParts): void {
    this.parts = parts;
  }

  /** The kind of portal, for Fastify's route constraint. */
  kindOf(request: IncomingMessage): string {
    const host = hostOf(request, this.config.trustedProxy);
    if (host === this.mailboxHost()) return 'mailbox';
    if (this.parts?.directory.portal(host)) return this.servedPortal(host)?.kind ?? 'none';
    return isOwnProxy(request, this.config.trustedProxy) ? 'machine' : 'none';
  }

  async register(fastify: FastifyInstance): Promise<void> {
    await fastify.register(cookie);
    fastify.addHook('onRequest', (request, reply, done) => this.receive(request, reply, done));
    fastify.addHook('preHandler', (request, _reply, done) => this.enter(request, done));
    fastify.addHook('onSend', (request, reply, payload, done) =>
      done(null, sealPreview(request, reply, payload)),
    );
    fastify.addHook('onResponse', (request, _reply, done) => {
      void exchangeOrNull(request)?.unit?.rollback();
      done();
    });
  }

  /** Another process may serve the other portals: for this one their hosts are nobody's. */
  private servedPortal(host: string): Portal | null {
    const portal = this.parts?.directory.portal(host) ?? null;
    return portal && this.config.apps.includes(portal.kind) ? portal : null;
  }

  private mailboxHost(): string | null {
    return this.config.demo ? `mail.${this.config.neutralDomain}` : null;
  }

  private receive(request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
    const host = hostOf(request.raw, this.config.trustedProxy);
    const portal = this.servedPortal(host);
    const { url } = request.routeOptions;
    const anyHost = url === '/healthz' || url === '/tls/ask' || host === this.mailboxHost();
    if (!portal && !anyHost) {
      // A host that is nobody's: no name, no page, nothing to learn.
      void reply.code(421).send();
      return;
    }
    const home = portal && this.moved(request, portal);
    if (home) {
      void reply.header('cache-control', 'no-store').redirect(`${home}${request.originalUrl}`, 302);
      return;
    }
    const look = portal ? (this.parts?.directory.look(portal) ?? null) : null;
    const exchange: Exchange = {
      face: apiRequests.has(request.raw) ? 'api' : 'page',
      host,
      portal,
      look,
      preview: null,
      formState: formReplay.getStore() ?? null,
      unit: null,
      actor: null,
      failure: null,
      inputLocale: () => ({
        locale: look?.locale ?? 'en',
        currency: look?.currency ?? 'USD',
        timeZone: look?.timeZone ?? 'UTC',
      }),
    };
    attachExchange(request, exchange);
    void reply.headers({
      'content-security-policy': portal ? this.policy(portal) : POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'private, no-store',
    });
    if (portal && this.keepsToTls(request, portal))
      void reply.header('strict-transport-security', 'max-age=31536000');
    done();
  }

  /** The studio shows its label's other portals beside what is edited. */
  private policy(portal: Portal): string {
    const frames = this.parts?.directory.frames(portal) ?? [];
    return frames.length === 0 ? POLICY : `${POLICY}; frame-src 'self' ${frames.join(' ')}`;
  }

  /** Pages move to the label's own host; files, forms on their way, previews and the API answer where they are asked. */
  private moved(request: FastifyRequest, portal: Portal): string | null {
    if (request.method !== 'GET' || apiRequests.has(request.raw)) return null;
    if (/^\/(api|assets|preview|healthz)(\/|$)/.test(request.originalUrl)) return null;
    return this.parts?.directory.movedTo(portal) ?? null;
  }

  /** A promise to browsers for a year, so it is made over TLS alone, and only for names that are sure to keep it. */
  private keepsToTls(request: FastifyRequest, portal: Portal): boolean {
    if (request.protocol !== 'https') return false;
    return this.config.production || (this.parts?.directory.isOwnHost(portal) ?? false);
  }

  /** Opens the context; the actor is known from here on. A refusal is kept, so that the filter can tell it on the right door. */
  private enter(request: FastifyRequest, done: (error?: Error) => void): void {
    const exchange = exchangeOrNull(request);
    if (!exchange?.portal || !this.parts) {
      runInContext({ tenantId: null, requestId: randomUUID(), actor: anonymous }, done);
      return;
    }
    const context: Context = {
      tenantId: exchange.portal.tenantId,
      requestId: randomUUID(),
      portal: exchange.portal,
      ...(previewToken(request.raw) !== null && { readOnly: true }),
    };
    runInContext(context, () => {
      this.identify(request, exchange).then(
        () => this.run(context, exchange, done),
        (error: unknown) => {
          void exchange.unit?.rollback();
          runInContext({ ...context, actor: anonymous }, () => done(error as Error));
        },
      );
    });
  }

  private run(context: Context, exchange: Exchange, done: () => void): void {
    const actor = exchange.actor ?? anonymous;
    runInContext({ ...context, actor }, () => (exchange.unit ? exchange.unit.run(done) : done()));
  }

  private async identify(request: FastifyRequest, exchange: Exchange): Promise<void> {
    const parts = this.parts;
    const portal = exchange.portal;
    if (!parts || !portal) return;
    const { facts } = request.routeOptions.config as { facts?: RouteFacts };
    const unsafe = request.method !== 'GET' && request.method !== 'HEAD';
    const token = previewToken(request.raw);
    if (token !== null) {
      await this.enterPreview(portal, exchange, token, parts);
      // Whatever the route would do: nothing is changed from here.
      if (unsafe) throw new DomainError('forbidden', 'preview_changes_nothing');
      if (!facts?.stream) exchange.unit = parts.db.open(true);
      return;
    }
    const secret = secretOf(request, exchange.face);
    const cookieRequest = exchange.face === 'page' && portal.kind !== 'edge';
    if (unsafe && cookieRequest && !isOwnPage(request)) throw new DomainError('forbidden', 'cross_site');
    if (!facts?.stream) exchange.unit = parts.db.open(!unsafe);
    if (!secret) return;
    const organizationId = (request.params as Record<string, string> | null)?.['org'] ?? null;
    const credentials = { ...secret, organizationId };
    const find = () => parts.authenticator.authenticate(portal, credentials);
    exchange.actor = exchange.unit
      ? await exchange.unit.run(find)
      : await parts.db.transaction(find, { readOnly: true });
  }

  private async enterPreview(
    portal: Portal,
    exchange: Exchange,
    token: string,
    { previews }: LifecycleParts,
  ): Promise<void> {
    const found = await previews.open(portal, token);
    if (!found) throw new DomainError('gone', 'preview_over');
    exchange.look = found.look;
    exchange.actor = found.actor;
    exchange.preview = { prefix: `/preview/${token}`, studio: found.studio };
  }
}
