import type { FastifyRequest } from 'fastify';

/**
 * Whether a browser sent this from a page of this very host. `same-site` is hostile: sibling hosts belong to other
 * labels. Without `Sec-Fetch-Site` (old browsers) the Origin must name this host.
 */
export function isOwnPage(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = request.headers.origin;
  if (origin === undefined) return false;
  try {
    return new URL(origin).host === request.headers.host;
  } catch {
    return false;
  }
}
