import type { ReceivedAnswer } from './received.js';
import { typeOf } from './received.js';
import type { Visitor } from './visitor.js';

/** Pages of one host that are followed from one another; a label's public pages are far fewer. */
const MOST_PAGES = 80;
/** Nothing is followed that would change anything, or that somebody must decide upon. */
const LEFT_ALONE = /\/(sign-out|u\/|live(\?|$)|stream(\?|$))/;

const LINK = /(?:href|src|srcset|content|poster|action|data-src)="([^"]+)"/g;
const SHEET_LINK = /url\(["']?([^"')]+)["']?\)/g;

/** What every host answers, or refuses, beside its pages. */
const KNOWN_PATHS = [
  '/',
  '/sign-in',
  '/api/openapi.json',
  '/favicon.ico',
  '/robots.txt',
  '/.well-known/security.txt',
  '/healthz',
  '/feeds/content.xml',
  '/nothing/here',
  '/api/v1/nothing/here',
  '/%zz',
  `/${'x'.repeat(500)}`,
];

/** The answers that tell what stands behind: to what is malformed, too large or not allowed. */
const REFUSED = [
  { method: 'DELETE', path: '/sign-in' },
  { method: 'OPTIONS', path: '/' },
  {
    method: 'POST',
    path: '/api/v1/sign-in',
    headers: { 'content-type': 'application/json' },
    body: '{"email"',
  },
  { method: 'POST', path: '/api/v1/sign-in', headers: { 'content-type': 'text/x-unknown' }, body: 'x' },
  {
    method: 'POST',
    path: '/api/v1/sign-in',
    headers: { 'content-type': 'application/json' },
    body: `"${'x'.repeat(1_100_000)}"`,
  },
] as const;

/** Walks through one host as a reader does: its known addresses, then whatever its pages and sheets lead to. */
export async function* walk(
  visitor: Visitor,
  host: string,
  headers: Readonly<Record<string, string>> = {},
): AsyncGenerator<ReceivedAnswer> {
  const waiting = [...KNOWN_PATHS];
  const seen = new Set(waiting);
  for (let at = 0; at < waiting.length && at < MOST_PAGES; at++) {
    const path = waiting[at] ?? '/';
    const { answer } = await visitor.visit(host, path, { headers });
    yield answer;
    for (const next of ledTo(answer, host, path)) {
      if (seen.has(next) || LEFT_ALONE.test(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
}

/** Each refusal of a host, asked for by nobody. */
export async function* refusals(visitor: Visitor, host: string): AsyncGenerator<ReceivedAnswer> {
  for (const { path, ...asking } of REFUSED) {
    // A server may hang up on what is too large before it has read it all: that tells nothing.
    const visit = await visitor.visit(host, path, asking).catch(() => null);
    if (visit) yield visit.answer;
  }
}

/** Paths of the same host. */
function ledTo(answer: ReceivedAnswer, host: string, path: string): string[] {
  const { location } = answer.headers;
  const type = typeOf(answer);
  const text = type === 'text/html' || type === 'text/css' ? answer.body.toString('utf8') : '';
  const found = [
    ...(typeof location === 'string' ? [location] : []),
    ...[...text.matchAll(type === 'text/css' ? SHEET_LINK : LINK)].map(([, link]) => link ?? ''),
  ];
  return found.flatMap((link) => {
    const plain = link.replace(/&amp;/g, '&');
    const base = `http://${host}${path.startsWith('/') ? path : '/'}`;
    if (plain.startsWith('#') || !URL.canParse(plain, base)) return [];
    const { hostname, pathname, search, protocol } = new URL(plain, base);
    return hostname === host && /^https?:$/.test(protocol) ? [pathname + search] : [];
  });
}
