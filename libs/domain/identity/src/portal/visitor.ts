import { exchangeOf, Redirect, safeNext, secretOf, setSessionCookie } from '#platform/web';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_SECONDS, type Visitor } from '../sign-in.service.js';

/** Who knocks, and through which door. */
export function visitorOf(request: FastifyRequest): Visitor {
  const { face } = exchangeOf(request);
  return {
    kind: face === 'api' ? 'bearer' : 'cookie',
    address: request.ip,
    agent: request.headers['user-agent'] ?? '',
    former: secretOf(request, face)?.secret ?? null,
  };
}

/** Hands out a new session: as a cookie that leads on, or as a token. */
export function admit(
  request: FastifyRequest,
  reply: FastifyReply,
  secret: string,
  next: string,
): Redirect | { token: string; next: string } {
  if (exchangeOf(request).face === 'api') return { token: secret, next: safeNext(next) };
  setSessionCookie(request, reply, secret, SESSION_SECONDS);
  return new Redirect(safeNext(next));
}
