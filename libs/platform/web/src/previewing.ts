import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { exchangeOrNull } from './exchange.js';

const PREVIEW = /^\/preview\/([\w.-]{40,2000})(\/[^]*)?$/;
const tokens = new WeakMap<IncomingMessage, string>();

/** `/preview/<token>/x` is the page `/x` in a look that is not published; null for any other address. */
export function stripPreview(request: IncomingMessage, url: string): string | null {
  const found = PREVIEW.exec(url);
  if (!found?.[1]) return null;
  tokens.set(request, found[1]);
  return found[2] ?? '/';
}

export function previewToken(request: IncomingMessage): string | null {
  return tokens.get(request) ?? null;
}

/**
 * What leaves a preview stays in it: every address of this host goes on under the token, so that no cookie is needed,
 * none of a session is read, and it works in a frame of the studio. Never cached, framed by the studio alone.
 */
export function sealPreview(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  const preview = exchangeOrNull(request)?.preview;
  if (!preview) return payload;
  const { prefix, studio } = preview;
  const policy = String(reply.getHeader('content-security-policy') ?? '');
  void reply
    .header('cache-control', 'private, no-store')
    .header('x-robots-tag', 'noindex')
    .header('content-security-policy', policy.replace("frame-ancestors 'none'", `frame-ancestors ${studio}`));
  const location = reply.getHeader('location');
  if (typeof location === 'string' && location.startsWith('/') && !location.startsWith('//'))
    void reply.header('location', prefix + location);
  const type = String(reply.getHeader('content-type') ?? '');
  if (typeof payload !== 'string') return payload;
  const changed = type.startsWith('text/html')
    ? payload.replace(/((?:href|src|action|data-live|data-upload)=")\/(?!\/)/g, `$1${prefix}/`)
    : type.startsWith('text/css')
      ? payload.replace(/(url\(["']?)\/assets\//g, `$1${prefix}/assets/`)
      : payload;
  if (changed !== payload) void reply.header('content-length', Buffer.byteLength(changed));
  return changed;
}
