import { randomUUID } from 'node:crypto';
import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { PUBLIC } from '#platform/access';
import { CONFIG } from './config-token.js';
import type { Config } from '#platform/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import { Download, HANDLED, Redirect } from './answers.js';
import { arranged, ChromeRegistry, type NavigationChange } from './chrome.js';
import { contentDisposition } from './content-disposition.js';
import { type Exchange, exchangeOf } from './exchange.js';
import { Idempotency } from './idempotency.js';
import { pathWith } from './paths.js';
import { factsOf, type RouteFacts } from './routes.js';

/** Turns what a handler returns into the answer of the door that was used, after its transaction has committed. */
@Injectable()
export class Responder implements NestInterceptor {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly chrome: ChromeRegistry,
    private readonly idempotency: Idempotency,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    return from(
      this.respond(
        http.getRequest<FastifyRequest>(),
        http.getResponse<FastifyReply>(),
        context.getHandler(),
        () => lastValueFrom(next.handle() as Observable<unknown>, { defaultValue: undefined }),
      ),
    );
  }

  private async respond(
    request: FastifyRequest,
    reply: FastifyReply,
    handler: object,
    handle: () => Promise<unknown>,
  ): Promise<unknown> {
    const exchange = exchangeOf(request);
    const facts = factsOf(handler);
    const result = await this.once(request, handler, handle);
    if (result === HANDLED) return undefined;
    if (
      this.config.validateViews &&
      facts.schema &&
      !(result instanceof Download) &&
      !(result instanceof Redirect)
    ) {
      facts.schema.parse(JSON.parse(JSON.stringify(result ?? null)));
    }
    const page = exchange.face === 'page' && facts.view !== undefined;
    const frame = page ? await this.frame(exchange, request) : null;
    await exchange.unit?.commit();
    return this.send(exchange, request, reply, facts, result, frame);
  }

  /** Every POST of somebody who is signed in is done once for its key; what is open to all has nobody to keep it for. */
  private once(request: FastifyRequest, handler: object, handle: () => Promise<unknown>): Promise<unknown> {
    const { stream, preview } = factsOf(handler);
    const keeps = request.method === 'POST' && !preview && !Reflect.hasMetadata(PUBLIC, handler);
    const key = keeps ? this.idempotency.keyOf(request) : null;
    if (key === null) return handle();
    return stream
      ? this.idempotency.onceApart(request, key, handle)
      : this.idempotency.once(request, key, handle);
  }

  private async frame(exchange: Exchange, request: FastifyRequest): Promise<unknown> {
    const { portal, look } = exchange;
    if (!portal || !look) return { nav: [] };
    const chrome = await this.chrome.chrome(portal.kind, {
      path: pathOf(request),
      params: request.params as Record<string, string>,
      t: (key, params) => look.text(key, params),
    });
    // Of the look that the request began with, like all else on its page.
    const changes = (look.facts['navigation'] as Record<string, NavigationChange[]> | undefined)?.[
      portal.kind
    ];
    return changes ? { ...chrome, nav: arranged(chrome.nav, changes, look.locale) } : chrome;
  }

  private send(
    exchange: Exchange,
    request: FastifyRequest,
    reply: FastifyReply,
    facts: RouteFacts,
    result: unknown,
    frame: unknown,
  ): unknown {
    if (result instanceof Redirect) {
      void reply.code(result.status).header('location', result.location);
      return '';
    }
    if (result instanceof Download) return download(reply, result);
    if (exchange.face === 'api' || facts.apiOnly) {
      void reply.code(reply.statusCode === 201 && request.method === 'GET' ? 200 : reply.statusCode);
      return result ?? {};
    }
    if (request.method === 'POST' && facts.form) {
      const { done, notice } = facts.form;
      const to = pathWith(done, request.params as Record<string, string>, result);
      void reply
        .code(303)
        .header('location', notice ? `${to}${to.includes('?') ? '&' : '?'}done=${notice}` : to);
      return '';
    }
    if (facts.view === undefined || !exchange.look) return result ?? {};
    void reply.code(exchange.formState ? 422 : 200).type('text/html; charset=utf-8');
    return exchange.look.page(templateOf(exchange, facts.view), pageData(exchange, request, result, frame));
  }
}

/** The template of a view: `shared/…` is common to all portals, the rest lies in the portal's own folder. */
export function templateOf(exchange: Exchange, view: string): string {
  return view.startsWith('shared/') ? view : `${exchange.portal?.kind ?? 'shared'}/${view}`;
}

/** What a page template gets, besides what the look itself adds. */
export function pageData(
  exchange: Exchange,
  request: FastifyRequest,
  data: unknown,
  chrome: unknown,
): Record<string, unknown> {
  const done = (request.query as Record<string, unknown> | undefined)?.['done'];
  const notice =
    typeof done === 'string' && /^[a-z_]{1,60}$/.test(done) && exchange.look?.hasText(`notice.${done}`)
      ? { kind: 'good', text: exchange.look.text(`notice.${done}`) }
      : undefined;
  const state = exchange.formState;
  const by = exchange.actor?.by;
  const shown =
    state && state.errors.length === 0
      ? { kind: 'refused', text: exchange.look?.text(`errors.${state.code}`, state.params) }
      : notice;
  return {
    data,
    chrome: {
      ...(chrome as object),
      portal: exchange.portal?.kind,
      ...(shown && { notice: shown }),
      ...(by && { acting: { staff: by.name, name: exchange.actor?.name, until: by.until } }),
    },
    form: {
      key: randomUUID(),
      values: state?.values,
      errors: state ? explained(exchange, state.errors) : undefined,
    },
    page: { path: pathOf(request), query: request.query },
  };
}

function explained(exchange: Exchange, errors: readonly { path: string; code: string; params?: object }[]) {
  return errors.map((error) => ({
    path: error.path,
    code: error.code,
    message: exchange.look?.text(`errors.field.${error.code}`, { ...error.params }),
  }));
}

export function pathOf(request: FastifyRequest): string {
  return request.url.split('?')[0] ?? '/';
}

function download(reply: FastifyReply, file: Download): unknown {
  const { inline, cacheSeconds, bytes } = file.options;
  void reply
    .type(file.mediaType)
    .header('content-disposition', contentDisposition(file.name, inline ?? false));
  void reply.header('cache-control', cacheSeconds ? `public, max-age=${cacheSeconds}` : 'private, no-store');
  if (bytes !== undefined) void reply.header('content-length', bytes);
  return file.body;
}
