import { Inject, Injectable } from '@nestjs/common';
import { assertNoTransaction } from '#platform/database';
import { DomainError, invalid, unavailable } from '#platform/kernel';
import { lookup as resolve } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { isLoopback, isPublicAddress } from './addresses.js';

export interface OutboundRequest {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Of the answer's body, unpacked. */
  readonly maxBytes?: number;
  /** For all of it, redirects included. */
  readonly timeoutMs?: number;
  readonly maxRedirects?: number;
}

export interface OutboundAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Where the answer came from, after redirects. */
  readonly url: string;
}

export const OUTBOUND_OPTIONS = Symbol('outbound options');

export interface OutboundOptions {
  /** For tests alone, whose other end stands on this machine: no installation sets it. */
  readonly allowLoopback: boolean;
}

interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | undefined;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const SECRET_HEADERS = new Set(['authorization', 'cookie', 'proxy-authorization', 'x-api-key']);

@Injectable()
export class Outbound {
  constructor(@Inject(OUTBOUND_OPTIONS) private readonly options: OutboundOptions) {}

  /**
   * Fetches an address that someone else chose. @throws `url_not_allowed` for what is not public HTTP, before anything
   * is sent; `url_unreachable` and `answer_too_large` otherwise. A status is an answer, not an error.
   */
  async fetch(url: string, request: OutboundRequest = {}): Promise<OutboundAnswer> {
    assertNoTransaction('outbound HTTP');
    const { maxBytes = 5_000_000, timeoutMs = 10_000, maxRedirects = 5 } = request;
    const signal = AbortSignal.timeout(timeoutMs);
    let hop: Hop = {
      url: parse(url),
      method: request.method ?? 'GET',
      headers: lowerCase(request.headers ?? {}),
      body: request.body,
    };
    try {
      for (let redirects = 0; ; redirects++) {
        const response = await this.send(hop, signal);
        const target = response.headers.location;
        if (!REDIRECTS.has(response.statusCode ?? 0) || target === undefined) {
          return await receive(response, hop, maxBytes);
        }
        response.destroy();
        if (redirects === maxRedirects) throw unavailable('url_unreachable');
        hop = follow(hop, response.statusCode ?? 0, target);
      }
    } catch (error) {
      throw error instanceof DomainError ? error : unavailable('url_unreachable');
    }
  }

  /** An address of `host` that may be reached, to connect to instead of the name. @throws `url_not_allowed` if none. */
  async resolvePublic(host: string): Promise<string> {
    assertNoTransaction('outbound look-up');
    const addresses = isIP(host) ? [{ address: host }] : await lookUp(host);
    for (const { address } of addresses) this.check(address);
    const first = addresses[0];
    if (!first) throw unavailable('url_unreachable');
    return first.address;
  }

  private check(address: string): void {
    if (isPublicAddress(address)) return;
    if (this.options.allowLoopback && isLoopback(address)) return;
    throw invalid('url_not_allowed', { reason: 'address' });
  }

  private async send({ url, method, headers, body }: Hop, signal: AbortSignal): Promise<IncomingMessage> {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host)) this.check(host);
    else if (/(^|\.)localhost\.?$/.test(host) && !this.options.allowLoopback) {
      throw invalid('url_not_allowed', { reason: 'address' });
    }
    const client = url.protocol === 'https:' ? https : http;
    return new Promise((resolved, rejected) => {
      const outgoing = client.request(url, {
        method,
        headers: {
          accept: '*/*',
          'accept-encoding': 'gzip, br',
          'user-agent': 'Mozilla/5.0 (compatible)',
          ...headers,
        },
        agent: false,
        signal,
        lookup: this.lookup,
      });
      outgoing.on('response', resolved);
      outgoing.on('error', rejected);
      outgoing.end(body);
    });
  }

  /** The look-up of the connection itself: what is checked here is what is connected to. */
  private readonly lookup: LookupFunction = (host, options, callback) => {
    lookUp(host)
      .then((addresses) => {
        for (const { address } of addresses) this.check(address);
        const first = addresses[0];
        if (options.all || !first) callback(null, addresses);
        else callback(null, first.address, first.family);
      })
      .catch((error: Error) => callback(error, []));
  };
}

async function lookUp(host: string): Promise<{ address: string; family: number }[]> {
  try {
    return await resolve(host, { all: true });
  } catch {
    throw unavailable('url_unreachable');
  }
}

function parse(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  if (!url) throw invalid('url_not_allowed', { reason: 'malformed' });
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw invalid('url_not_allowed', { reason: 'scheme' });
  if (url.username !== '' || url.password !== '') throw invalid('url_not_allowed', { reason: 'credentials' });
  return url;
}

/** What a browser does: 303, and 301 or 302 after POST, become GET; secrets do not follow to another origin. */
function follow(hop: Hop, status: number, location: string): Hop {
  const url = parse(location, hop.url);
  const toGet =
    status === 303 ? hop.method !== 'HEAD' : (status === 301 || status === 302) && hop.method === 'POST';
  const leaves = url.origin !== hop.url.origin;
  const kept = Object.entries(hop.headers).filter(
    ([name]) =>
      !(leaves && SECRET_HEADERS.has(name)) && !(toGet && name.startsWith('content-')) && name !== 'host',
  );
  return {
    url,
    method: toGet ? 'GET' : hop.method,
    headers: Object.fromEntries(kept),
    body: toGet ? undefined : hop.body,
  };
}

async function receive(response: IncomingMessage, { url }: Hop, maxBytes: number): Promise<OutboundAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const body = unpack(response);
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw invalid('answer_too_large', { limitBytes: maxBytes });
      chunks.push(chunk);
    }
  } finally {
    response.destroy();
    body.destroy();
  }
  const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value ?? '')]);
  return {
    status: response.statusCode ?? 0,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(chunks),
    url: url.href,
  };
}

function unpack(response: IncomingMessage): Readable {
  const encoding = response.headers['content-encoding']?.toLowerCase();
  const through =
    encoding === 'gzip'
      ? createGunzip()
      : encoding === 'br'
        ? createBrotliDecompress()
        : encoding === 'deflate'
          ? createInflate()
          : null;
  if (!through) return response;
  response.on('error', (error) => through.destroy(error));
  return response.pipe(through);
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
