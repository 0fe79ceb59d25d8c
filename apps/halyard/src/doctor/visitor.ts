import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { ReceivedAnswer } from './received.js';

/** Where a label's hosts are asked: at their own addresses, or all at one place that stands for them. */
export interface Target {
  readonly scheme: 'http' | 'https';
  /** Null asks each host where its name leads. */
  readonly address: string | null;
  readonly port: number;
}

export interface Certificate {
  /** Why a browser would not trust it; null where it would. */
  readonly fault: string | null;
  readonly validUntil: Date | null;
}

export interface Visit {
  readonly answer: ReceivedAnswer;
  readonly certificate: Certificate | null;
}

interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const TIMEOUT_MS = 15_000;
const MOST_BYTES = 20_000_000;

/** `https://host[:port]`, or anything with an origin: the place to ask instead of each host's own. */
export function targetAt(url: string): Target | null {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return null;
  const { protocol, hostname, port } = new URL(url);
  const scheme = protocol === 'https:' ? 'https' : 'http';
  return { scheme, address: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || portOf(scheme) };
}

export function portOf(scheme: 'http' | 'https'): number {
  return scheme === 'https' ? 443 : 80;
}

/** Asks hosts as a stranger's browser would, and keeps all of what comes back. */
export class Visitor {
  /** How many answers were looked at. */
  answers = 0;

  constructor(private readonly target: Target) {}

  /** @throws where nobody answers. */
  async visit(
    host: string,
    path: string,
    { method = 'GET', headers = {}, body }: Asking = {},
  ): Promise<Visit> {
    const { scheme, port } = this.target;
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const options: RequestOptions & https.RequestOptions = {
      host: addressOf(this.target.address ?? host),
      port,
      method,
      path,
      // Whom the certificate is for is looked at, and what is behind it too.
      rejectUnauthorized: false,
      servername: host,
      agent: false,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: { host: port === portOf(scheme) ? host : `${host}:${port}`, ...length, ...headers },
    };
    const { response, bytes } = await exchange(
      scheme === 'https' ? https.request(options) : http.request(options),
      body,
    );
    this.answers++;
    const place = `${method === 'GET' ? '' : `${method} `}${scheme}://${host}${path.slice(0, 200)}`;
    const answer = {
      kind: 'answer',
      place,
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: bytes,
    } as const;
    return { answer, certificate: scheme === 'https' ? certificateOf(response.socket as TLSSocket) : null };
  }
}

function exchange(
  outgoing: http.ClientRequest,
  body: string | undefined,
): Promise<{ response: IncomingMessage; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const done = () => resolve({ response, bytes: Buffer.concat(chunks) });
      // A live page's stream never ends: its beginning is the answer.
      const live = String(response.headers['content-type']).startsWith('text/event-stream');
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (!live && size < MOST_BYTES) return;
        done();
        outgoing.destroy();
      });
      response.on('end', done);
      response.on('error', reject);
    });
    outgoing.end(body);
  });
}

function certificateOf(socket: TLSSocket): Certificate {
  const { valid_to: until } = socket.getPeerCertificate();
  const error = socket.authorizationError as Error | string | null | undefined;
  return {
    fault: error ? String((error as { code?: string }).code ?? error) : null,
    validUntil: until ? new Date(until) : null,
  };
}

/** Names under `localhost` are this machine (RFC 6761), whatever its resolver says. */
function addressOf(host: string): string {
  return /(^|\.)localhost$/.test(host) ? '127.0.0.1' : host;
}
