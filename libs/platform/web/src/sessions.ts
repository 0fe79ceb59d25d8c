import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor, Portal } from '#platform/kernel';

/** What a request shows of who is asking. Pages read the cookie only, the API a bearer token only. */
export interface Credentials {
  readonly secret: string;
  readonly kind: 'cookie' | 'bearer';
  /** The organization named in the path (`/o/:org/…`), if any. */
  readonly organizationId: string | null;
}

/** Finds who a secret belongs to on this portal; null if nobody. Implemented by the identity lib. */
export interface Authenticator {
  authenticate(portal: Portal, credentials: Credentials): Promise<Actor | null>;
}
export const AUTHENTICATOR = Symbol('Authenticator');

/** `__Host-` binds the cookie to this very host, where there is TLS; no cookie bears a word of the product. */
export function cookieName(secure: boolean): string {
  return secure ? '__Host-sid' : 'sid';
}

export function isSecure(request: FastifyRequest): boolean {
  return request.protocol === 'https';
}

/** Keeps a session's secret in the browser, for this host only. */
export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  secret: string,
  ttlSeconds: number,
): void {
  const secure = isSecure(request);
  void reply.setCookie(cookieName(secure), secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: ttlSeconds,
  });
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  const secure = isSecure(request);
  void reply.clearCookie(cookieName(secure), { path: '/', httpOnly: true, sameSite: 'lax', secure });
}

/** The secret this request brings, on the door it came through. */
export function secretOf(
  request: FastifyRequest,
  face: 'page' | 'api',
): { secret: string; kind: 'cookie' | 'bearer' } | null {
  if (face === 'page') {
    const secret = request.cookies[cookieName(isSecure(request))];
    return secret ? { secret, kind: 'cookie' } : null;
  }
  const match = /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '');
  return match?.[1] ? { secret: match[1], kind: 'bearer' } : null;
}
