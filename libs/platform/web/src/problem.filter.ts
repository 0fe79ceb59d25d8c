import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  HttpException,
  NotFoundException,
} from '@nestjs/common';
import { describeError, DomainError, type ErrorKind, log, tooLarge } from '#platform/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Exchange, exchangeOrNull, formReplay } from './exchange.js';
import { pathWith } from './paths.js';
import { pageData, pathOf } from './responder.interceptor.js';
import { RouteCatalogue } from './route-catalogue.js';
import type { RouteFacts } from './routes.js';

const STATUS: Readonly<Record<ErrorKind, number>> = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  gone: 410,
  tooMany: 429,
  tooLarge: 413,
  paymentFailed: 402,
  unavailable: 503,
};

/** What has to be done before a page can be had; its own page leads back to where one was going. */
const FIRST: Readonly<Record<string, string>> = {
  sign_in_required: '/sign-in',
  agreement_required: '/agreement',
};

/** RFC 9457. `type` stays about:blank: an address there would name somebody. */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { path: string; code: string; message: string }[];
  readonly [member: string]: unknown;
}

/** The one place where an error becomes an answer, on either door. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly routes: RouteCatalogue) {}

  /** Never throws: what goes wrong while telling of an error is told as a bare 500, since nobody else would answer. */
  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    try {
      await this.answer(error, host);
    } catch (second) {
      log.error('web.failed_twice', describeError(second));
      const reply = host.switchToHttp().getResponse<FastifyReply>();
      if (!reply.sent && !reply.raw.headersSent) await reply.code(500).send('');
    }
  }

  private async answer(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const exchange = exchangeOrNull(request);
    await exchange?.unit?.rollback();
    if (reply.sent || reply.raw.headersSent) return;
    const { fault, status } = this.judge(error, exchange, request, reply);
    if (status >= 500)
      log.error('web.failed', { status, path: request.routeOptions?.url, ...describeError(error) });
    if (fault.kind === 'tooMany')
      void reply.header('retry-after', Number(fault.params['retryAfterSeconds'] ?? 60));
    const facts = (request.routeOptions?.config as { facts?: RouteFacts } | undefined)?.facts;
    if (exchange?.face === 'page' && exchange.portal && !facts?.apiOnly) {
      await this.page(exchange, request, reply, facts, fault, status);
      return;
    }
    await reply
      .code(status)
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem(exchange, fault, status)));
  }

  /** An address that is there, but not for this method, says for which it is. */
  private judge(error: unknown, exchange: Exchange | null, request: FastifyRequest, reply: FastifyReply) {
    const judged = classify(error);
    if (!(error instanceof NotFoundException) || !exchange?.portal) return judged;
    const known = this.routes.methodsAt(exchange.portal.kind, pathOf(request));
    if (known.length === 0) return judged;
    void reply.header('allow', known.sort().join(', '));
    return { fault: new DomainError('invalid', 'bad_method'), status: 405 };
  }

  private async page(
    exchange: Exchange,
    request: FastifyRequest,
    reply: FastifyReply,
    facts: RouteFacts | undefined,
    fault: DomainError,
    status: number,
  ): Promise<void> {
    const { look } = exchange;
    const first = Object.hasOwn(FIRST, fault.code) ? FIRST[fault.code] : undefined;
    if (first !== undefined) {
      const next = request.method === 'GET' ? `?next=${encodeURIComponent(request.url)}` : '';
      await reply.code(303).header('location', `${first}${next}`).send('');
      return;
    }
    if (request.method === 'POST' && facts?.form && fault.kind !== 'notFound' && status < 500) {
      const shown = await reshow(request, facts.form.page, fault);
      if (shown) {
        if (shown.setCookie) void reply.header('set-cookie', shown.setCookie);
        await reply.code(status).type('text/html; charset=utf-8').send(shown.html);
        return;
      }
    }
    const html = look?.page('shared/error', {
      ...pageData(
        exchange,
        request,
        {
          status,
          code: fault.code,
          params: fault.params,
          errors: fault.errors,
          detail: textOf(exchange, fault),
        },
        { nav: [] },
      ),
    });
    await reply
      .code(status)
      .type('text/html; charset=utf-8')
      .send(html ?? '');
  }
}

/** Runs the GET that shows the form again, in a new transaction, with what was typed and the errors beside it. */
async function reshow(
  request: FastifyRequest,
  page: string,
  fault: DomainError,
): Promise<{ html: string; setCookie?: string | string[] } | null> {
  const body = (request.body ?? {}) as Record<string, unknown>;
  const { _key: _dropped, password: _secret, ...values } = body;
  const url = addressOf(page, request.params as Record<string, string>, body);
  if (url === null) return null;
  const headers: Record<string, string> = {};
  for (const name of [
    'host',
    'cookie',
    'user-agent',
    'accept-language',
    'x-forwarded-host',
    'x-forwarded-proto',
  ]) {
    const value = request.headers[name];
    if (typeof value === 'string') headers[name] = value;
  }
  const state = { values, errors: fault.errors, code: fault.code, params: fault.params };
  // An async function: the injected request starts when its promise is first asked, which must be inside `run`.
  const response = await formReplay.run(state, async () =>
    request.server.inject({
      method: 'GET',
      url,
      headers,
      remoteAddress: request.socket.remoteAddress ?? '127.0.0.1',
    }),
  );
  if (response.headers['content-type']?.startsWith('text/html') !== true || response.statusCode >= 500)
    return null;
  if (response.statusCode === 404 || response.statusCode === 403) return null;
  const setCookie = response.headers['set-cookie'];
  return { html: response.body, ...(setCookie !== undefined && { setCookie }) };
}

/** Where the form stands; null if what it takes to name that was not sent. */
function addressOf(
  page: string,
  params: Record<string, string>,
  body: Record<string, unknown>,
): string | null {
  try {
    return pathWith(page, params, body);
  } catch {
    return null;
  }
}

/** What the pool says when none came free in time, or a new one was not made in time. */
const NO_CONNECTION = /timeout exceeded when trying to connect|terminated due to connection timeout/;

/** Any error as a fault that may be told, and its status. What is not meant for people becomes a bare 500. */
export function classify(error: unknown): { fault: DomainError; status: number } {
  if (error instanceof DomainError) return { fault: error, status: STATUS[error.kind] };
  const status = statusOf(error);
  const code = (error as { code?: unknown }).code;
  if (status === 413) return told(tooLarge(Number((error as { limit?: number }).limit ?? 1_048_576)));
  if (status === 404) return told(new DomainError('notFound', 'not_found', { subject: 'page' }));
  if (status === 415) return { fault: new DomainError('invalid', 'bad_media_type'), status };
  if (status === 400) return { fault: new DomainError('invalid', 'bad_request'), status };
  if (status !== null && status < 500) return { fault: new DomainError('invalid', 'bad_request'), status };
  if (code === '57014' || code === '53300' || NO_CONNECTION.test((error as Error).message ?? ''))
    return told(new DomainError('unavailable', 'busy'));
  if (code === '23505') return told(new DomainError('conflict', 'already_exists'));
  return { fault: new DomainError('unavailable', 'failed'), status: 500 };
}

function told(fault: DomainError): { fault: DomainError; status: number } {
  return { fault, status: STATUS[fault.kind] };
}

function statusOf(error: unknown): number | null {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : null;
}

function textOf(exchange: Exchange | null, fault: DomainError): string {
  const look = exchange?.look;
  if (!look) return fault.code;
  const params = Object.fromEntries(
    Object.entries(fault.params).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
  return look.hasText(`errors.${fault.code}`)
    ? look.text(`errors.${fault.code}`, params)
    : look.text(`errors.kind.${fault.kind}`, params);
}

function problem(exchange: Exchange | null, fault: DomainError, status: number): Problem {
  const look = exchange?.look;
  return {
    type: 'about:blank',
    title: textOf(exchange, fault),
    status,
    ...fault.params,
    code: fault.code,
    ...(fault.errors.length > 0 && {
      errors: fault.errors.map((one) => ({
        path: one.path,
        code: one.code,
        message: one.message ?? look?.text(`errors.field.${one.code}`, { ...one.params }) ?? one.code,
      })),
    }),
  };
}
